#pragma once

#include <string>
#include <vector>

#include "context.hpp"
#include "terminal/options.hpp"

namespace tryall::cli {

/// A subcommand: a file in commands/ and a line in commands/commands.def.
struct Command {
  std::string name;
  std::string summary;  ///< One line of `tryall --help`.
  std::string example;  ///< A command line, at the foot of the command's own help.
  /// Declares the command's options and the action that is taken when it is called, which leaves its exit
  /// status in the context. The context outlives both.
  void (*add)(CommandLine& line, Context& context);
};

#define TRYALL_COMMAND(name) Command name##_command();
#include "commands/commands.def"
#undef TRYALL_COMMAND

}  // namespace tryall::cli
