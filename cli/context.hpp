#pragma once

#include <filesystem>

#include "terminal/exit_status.hpp"

namespace tryall::cli {

/// What all commands share.
struct Context {
  std::filesystem::path db;    ///< TRYALL_DB, or "tryall.db".
  std::filesystem::path data;  ///< TRYALL_DATA, or "data".
  std::string isa;             ///< TRYALL_ISA, or empty: the processor's best.
  int status = fine;           ///< The exit status of the command that ran.
};

/// The context that the environment's variables make.
Context context_from_environment();

}  // namespace tryall::cli
