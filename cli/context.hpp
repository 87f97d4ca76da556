#pragma once

#include <filesystem>

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

/// What all commands share.
struct Context {
  std::filesystem::path db;    ///< TRYALL_DB, or "tryall.db".
  std::filesystem::path data;  ///< TRYALL_DATA, or "data".
  int status = fine;           ///< The exit status of the command that ran.
};

/// The context that the environment's variables make.
Context context_from_environment();

}  // namespace tryall::cli
