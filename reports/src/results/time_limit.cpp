#include "time_limit.hpp"

#include <sqlite3.h>

namespace tryall::reports {

void TimeLimit::set(sqlite3* database, double seconds) {
  constexpr int instructions = 10'000;  // some 0.1 ms between two looks at the clock
  end_ = std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                                std::chrono::duration<double>(seconds));
  sqlite3_progress_handler(database, seconds > 0 ? instructions : 0, is_over, this);
}

int TimeLimit::is_over(void* self) {
  return std::chrono::steady_clock::now() > static_cast<TimeLimit*>(self)->end_ ? 1 : 0;
}

}  // namespace tryall::reports
