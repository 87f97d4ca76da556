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

  Clock(std::optional<double> seconds, Steady::time_point begin) : begin_(begin), seconds_(seconds) {}

  /// What may be spent until `share` of the time is over; no limit where none was given.
  sweeps::Budget until(double share) const {
    if (!seconds_) return {};
    constexpr double least = 0.05;
    return {.seconds = std::max(least, share * *seconds_ - passed())};
  }
  /// Of which part of the time is over; 0 where none was given.
  double share_passed() const { return seconds_ ? passed() / *seconds_ : 0; }
  double left() const { return seconds_ ? *seconds_ - passed() : 0; }
  bool limited() const { return seconds_.has_value(); }

 private:
  double passed() const { return std::chrono::duration<double>(Steady::now() - begin_).count(); }

  Steady::time_point begin_;
  std::optional<double> seconds_;
};

}  // namespace tryall::everything
