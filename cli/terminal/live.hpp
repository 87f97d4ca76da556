#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "terminal/signals.hpp"
#include "tryall/sweeps/run/progress.hpp"

namespace tryall::cli {

/// Shows progress on standard error: two lines that are drawn over on a terminal, else a line every few
/// seconds.
class ProgressView {
 public:
  ProgressView();

  void show(const sweeps::SweepProgress& progress);
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

/// A sweep under way before someone's eyes: its progress is shown, and a signal asks it to stop.
class Live {
 public:
  explicit Live(bool quiet = false) : quiet_(quiet) {}

  /// What is to be called with progress. From here on the first signal is a request to stop.
  std::function<void(const sweeps::SweepProgress&)> show();
  std::stop_token stop() const { return stop_.get_token(); }
  /// A line that stays, above the state. From any thread.
  void say(const std::string& line) { view_.say(line); }
  /// Leaves the last state standing.
  void finish() { view_.finish(); }

 private:
  bool quiet_;
  ProgressView view_;
  std::optional<SignalWatch> watch_;
  std::stop_source stop_;
};

}  // namespace tryall::cli
