#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

#include "tryall/sweeps/run/execute.hpp"

namespace tryall::everything {

/// The time that was given, if any, and what is left of it.
class Clock {
 public:
  using Steady = std::chrono::steady_clock;

  /// What is left now of `seconds` from `begin` on; shares are of that.
  Clock(std::optional<double> seconds, Steady::time_point begin) : seconds_(seconds) {
    if (seconds_) seconds_ = std::max(0.0, *seconds_ - since(begin));
  }

  /// What may be spent until `share` of the time is over; no limit where none was given.
  sweeps::Budget until(double share) const {
    if (!seconds_) return {};
    constexpr double least = 0.05;
    return {.seconds = std::max(least, share * *seconds_ - passed())};
  }
  double left() const { return seconds_ ? *seconds_ - passed() : 0; }
  bool limited() const { return seconds_.has_value(); }

 private:
  static double since(Steady::time_point begin) {
    return std::chrono::duration<double>(Steady::now() - begin).count();
  }
  double passed() const { return since(begin_); }

  Steady::time_point begin_ = Steady::now();
  std::optional<double> seconds_;
};

}  // namespace tryall::everything
