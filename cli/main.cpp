#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include "command.hpp"
#include "terminal/output.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "version.hpp"

namespace tryall::cli {
namespace {

/// In the order of the help.
std::vector<Command> all_commands() {
  return {
#define TRYALL_COMMAND(name) name##_command(),
#include "commands/commands.def"
#undef TRYALL_COMMAND
  };
}

/// A word where a command belongs that is none; CLI11 would only call it unexpected.
void refuse_unknown_command(const std::vector<Command>& commands, int count, char** words) {
  if (count < 2 || words[1][0] == '-') return;
  std::vector<std::string> names;
  for (const Command& command : commands) names.push_back(command.name);
  if (std::find(names.begin(), names.end(), words[1]) == names.end())
    throw Error(ErrorCode::bad_input, fmt::format("unknown command '{}'{}; see: tryall --help", words[1],
                                                  did_you_mean(words[1], names)));
}

/// The program was compiled for a processor with AVX2; say so rather than die of an illegal instruction.
void check_processor() {
#if defined(__AVX2__) && defined(__GNUC__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
    throw Error(ErrorCode::failed,
                "this program was built for processors with AVX2 and FMA (x86-64-v3), which this processor "
                "lacks; rebuild it with another TRYALL_MARCH (see CMakeLists.txt)");
#endif
}

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_input:
      return bad_usage;
    case ErrorCode::not_enough_data:
      return not_enough_data;
    case ErrorCode::failed:
      return failed;
  }
  return failed;
}

int run_program(int count, char** words) {
  try {
    check_processor();
    const std::vector<Command> commands = all_commands();
    refuse_unknown_command(commands, count, words);
    CommandParser parser(
        {.name = "tryall",
         .summary =
             "Always try everything: sweeps over small models, every run stored, results compared honestly.",
         .version = std::string("tryall ") + version,
         .footer = "Exit status: 0 success, 1 a check found a difference, 2 usage or bad input, 3 not enough "
                   "data,\n4 failure at run time, 130 interrupted and resumable (an interrupted check exits "
                   "with 4).\n"});
    Context context = context_from_environment();
    for (const Command& command : commands) {
      CommandLine line =
          parser.add_command(command.name, command.summary, fmt::format("Example:\n  {}\n", command.example));
      command.add(line, context);
    }
    parser.run(count, words);
    return context.status;
  } catch (const Error& error) {
    note(fmt::format("{}\n", error.what()));
    return status_of(error.code());
  } catch (const std::bad_alloc&) {
    note("out of memory\n");
    return failed;
  } catch (const std::exception& error) {
    note(fmt::format("unexpected error: {}\n", error.what()));
    return failed;
  }
}

}  // namespace
}  // namespace tryall::cli

int main(int count, char** words) { return tryall::cli::run_program(count, words); }
