#pragma once

#include <string>

namespace tryall::cli {

/// What a program that was run came to.
struct CommandResult {
  int status = 0;
  std::string text;  ///< Its standard output and error.

  bool good() const { return status == 0; }
};

/// Runs a command in a shell and waits for its end.
CommandResult run_in_shell(const std::string& command);

/// Runs it again after 1, 2, 4, ... seconds (about two minutes in all) as long as `is_busy` says that its
/// failure is one of the moment; each wait is noted.
CommandResult run_patiently(const std::string& command, bool (*is_busy)(const std::string& text));

}  // namespace tryall::cli
