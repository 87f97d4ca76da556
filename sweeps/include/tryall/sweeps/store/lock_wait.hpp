#pragma once

#include <chrono>
#include <functional>
#include <string>

namespace tryall::sweeps {

/// How long a writer waits for another program that holds the store's lock, and what it says meanwhile.
struct LockPatience {
  std::chrono::milliseconds longest = std::chrono::minutes(10);
  std::chrono::milliseconds before_note = std::chrono::seconds(1);  ///< So long it waits in silence.
  std::function<void(const std::string&)> note = {};                ///< Told once a wait, a line.
  std::function<void(std::chrono::milliseconds)> sleep = {};        ///< The real one where there is none.
};

}  // namespace tryall::sweeps
