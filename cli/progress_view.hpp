#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "tryall/sweeps/run/progress.hpp"

namespace tryall::cli {

/// Shows progress on standard error: two lines that are drawn over on a terminal, else a line every few
/// seconds.
class ProgressView {
 public:
  ProgressView();

  void show(const sweeps::Progress& progress);
  /// A line that stays, above the state. From any thread.
  void say(const std::string& line);
  /// Leaves the last state standing.
  void finish();

 private:
  void draw(std::vector<std::string> lines);

  bool terminal_;
  std::mutex mutex_;
  std::string said_;  ///< Not drawn yet.
  std::size_t drawn_ = 0;
  double next_seconds_ = 0;
  std::string last_;
};

}  // namespace tryall::cli
