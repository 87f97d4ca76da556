#pragma once

#include <chrono>
#include <ctime>

#include "tryall/work_clock.hpp"

namespace tryall::train {

/// The time a training took so far, that before its checkpoint included: of the clock on the wall (without
/// what passed while the process was stopped), and of its thread's processor.
class Stopwatch {
 public:
  double wall_seconds() const {
    return wall_before_ + std::chrono::duration<double>(WorkClock::now() - begin_).count();
  }
  double cpu_seconds() const { return cpu_before_ + thread_seconds() - cpu_begin_; }

  template <class Archive>
  void describe(Archive& archive) {
    wall_before_ = wall_seconds();
    archive.value(wall_before_);
    begin_ = WorkClock::now();
  }

  /// The processor's part, which checkpoints of older programs have not.
  template <class Archive>
  void describe_cpu(Archive& archive) {
    cpu_before_ = cpu_seconds();
    archive.last_value(cpu_before_);
    cpu_begin_ = thread_seconds();
  }

 private:
  static double thread_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    constexpr double nano = 1e-9;
    return static_cast<double>(now.tv_sec) + nano * static_cast<double>(now.tv_nsec);
  }

  WorkClock::time_point begin_ = WorkClock::now();
  double cpu_begin_ = thread_seconds();
  double wall_before_ = 0, cpu_before_ = 0;
};

}  // namespace tryall::train
