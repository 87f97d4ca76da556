#pragma once

#include <string>

#include "tryall/reports/report/sweep_data.hpp"

namespace tryall::reports {

/// The time that runs cost: CPU time of the training's thread, which a shared machine does not lengthen. Wall
/// time, of all, where some run that took time has no CPU time stored (older programs, other trainers): the
/// two are not compared with one another.
class RunTime {
 public:
  explicit RunTime(const SweepData& data);

  double of(const Run& run) const { return cpu_ && run.cpu_seconds > 0 ? run.cpu_seconds : run.wall_seconds; }
  bool is_cpu() const { return cpu_; }
  std::string name() const { return cpu_ ? "CPU time" : "wall time"; }
  /// "5 s of CPU time" or "5 s of wall time".
  std::string text(double seconds) const;

 private:
  bool cpu_ = true;
};

}  // namespace tryall::reports
