#include "run_time.hpp"

#include "tryall/reports/tables/table.hpp"

namespace tryall::reports {

RunTime::RunTime(const SweepData& data) {
  data.for_each_run([&](std::size_t, std::size_t, const Run& run) {
    cpu_ = cpu_ && (run.cpu_seconds > 0 || !(run.wall_seconds > 0));
  });
}

std::string RunTime::text(double seconds) const { return duration_text(seconds) + " of " + name(); }

}  // namespace tryall::reports
