#pragma once

#include <chrono>
#include <optional>
#include <stop_token>

namespace tryall {

/// Ends a training from within; thrown by `check_stop` and caught where the scope was opened.
struct Stopped {};

/// While it lives, `check_stop` in this thread heeds the token. For stops that cannot wait for the end of an
/// update, which with large models takes minutes.
class StopScope {
 public:
  /// A stop is heeded once it was asked for so long ago, as far as `check_stop` saw: most updates are done by
  /// then, and the training can be put down between two of them.
  explicit StopScope(std::stop_token stop, std::chrono::milliseconds patience = std::chrono::seconds(1));
  ~StopScope();
  StopScope(const StopScope&) = delete;
  StopScope& operator=(const StopScope&) = delete;

  void check();

 private:
  using Clock = std::chrono::steady_clock;

  std::stop_token stop_;
  std::chrono::milliseconds patience_;
  std::optional<Clock::time_point> seen_;
  StopScope* outer_;
};

/// Throws Stopped where this thread's training is to end at once. What was under way is lost, an update half
/// made among it.
void check_stop();

}  // namespace tryall
