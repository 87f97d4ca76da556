#pragma once

namespace tryall::cli {

/// Exit statuses, the same for every command.
enum Exit : int {
  fine = 0,
  regression = 1,
  bad_usage = 2,
  not_enough_data = 3,
  failed = 4,
  interrupted = 130
};

}  // namespace tryall::cli
