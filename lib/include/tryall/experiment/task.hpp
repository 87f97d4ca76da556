#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tryall {

/// What is to be learned from a dataset.
enum class Task {
  classification,  ///< One of some classes a sample.
  regression,      ///< Numbers a sample.
  function         ///< Nothing: a test function of the parameters is minimized.
};

/// "classification", "regression" or "function".
constexpr std::string_view to_text(Task task) {
  if (task == Task::classification) return "classification";
  return task == Task::regression ? "regression" : "function";
}

/// The task of that name, if there is one.
constexpr std::optional<Task> task_from(std::string_view text) {
  for (const Task task : {Task::classification, Task::regression, Task::function})
    if (to_text(task) == text) return task;
  return std::nullopt;
}

/// The size of an image, stored channel by channel, row by row. All 0 where samples are not images.
struct ImageShape {
  std::ptrdiff_t channels = 0, height = 0, width = 0;

  std::ptrdiff_t pixels() const { return height * width; }
  std::ptrdiff_t size() const { return channels * pixels(); }
  bool operator==(const ImageShape&) const = default;
};

}  // namespace tryall
