#pragma once

#include <chrono>

struct sqlite3;

namespace tryall::reports {

/// Ends the statements of a connection that run on after a moment, with SQLITE_INTERRUPT. The connection ends
/// before it.
class TimeLimit {
 public:
  /// From now on; none where `seconds` is 0.
  void set(sqlite3* database, double seconds);

 private:
  static int is_over(void* self);

  std::chrono::steady_clock::time_point end_;
};

}  // namespace tryall::reports
