#pragma once

#include <functional>
#include <optional>
#include <stop_token>

#include "progress_view.hpp"
#include "signals.hpp"

namespace tryall::cli {

/// A sweep under way before someone's eyes: its progress is shown, and a signal asks it to stop.
class Live {
 public:
  explicit Live(bool quiet = false) : quiet_(quiet) {}

  /// What is to be called with progress. From here on the first signal is a request to stop.
  std::function<void(const sweeps::Progress&)> show();
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
