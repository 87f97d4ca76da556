#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "command.hpp"
#include "terminal/error_text.hpp"
#include "terminal/hints.hpp"
#include "terminal/output.hpp"
#include "tryall/error.hpp"
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

/// "help run" and "--help run" as "run --help". Throws Error for words behind that.
std::vector<char*> without_help_command(int count, char** words) {
  static std::string option = "--help";
  std::vector<char*> result(words, words + count);
  const std::string_view first = count < 2 ? "" : words[1];
  const int most = first == "--version" ? 2 : 3;
  const bool asks = first == "help" || first == "--help" || first == "-h";
  if ((asks || first == "--version") && count > most)
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: unexpected argument '{}'; see: tryall --help", first, words[most]));
  if (first != "help" && (!asks || count < 3)) return result;
  result.erase(result.begin() + 1);
  result.push_back(option.data());
  return result;
}

/// A word where a command belongs that is none; CLI11 would only call it unexpected.
void refuse_unknown_command(const std::vector<Command>& commands, const std::vector<char*>& words) {
  if (words.size() < 2) throw Error(ErrorCode::bad_input, "name a command; see: tryall --help");
  const std::string word = words[1];
  if (word == "--help" || word == "-h" || word == "--version") return;
  std::vector<std::string> names;
  for (const Command& command : commands) names.push_back(command.name);
  if (std::find(names.begin(), names.end(), word) == names.end())
    throw Error(ErrorCode::bad_input, fmt::format("{}; see: tryall --help", unknown_command(word, names)));
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

/// A library's message without the names of its own that stand before it: "[json.exception.type_error.302]
/// ...".
std::string without_names(const std::string& message) {
  const std::size_t end = message.starts_with('[') ? message.find("] ") : std::string::npos;
  return end == std::string::npos ? message : message.substr(end + 2);
}

int run_program(int count, char** words) {
  try {
    const std::vector<Command> commands = all_commands();
    std::vector<char*> line = without_help_command(count, words);
    refuse_unknown_command(commands, line);
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
      CommandLine options =
          parser.add_command(command.name, command.summary, fmt::format("Example:\n  {}\n", command.example));
      command.add(options, context);
    }
    parser.run(static_cast<int>(line.size()), line.data());
    return context.status;
  } catch (const Error& error) {
    note(error_text(error) + "\n");
    return status_of(error.code());
  } catch (const std::bad_alloc&) {
    note("out of memory\n");
    return failed;
  } catch (const std::filesystem::filesystem_error& error) {
    note(fmt::format("{}: {}\n", error.path1().string(), error.code().message()));
    return failed;
  } catch (const std::system_error& error) {
    note(fmt::format("{}\n", error.code().message()));
    return failed;
  } catch (const std::exception& error) {
    note(fmt::format("internal error: {}; please report it together with the command\n",
                     without_names(error.what())));
    return failed;
  }
}

}  // namespace
}  // namespace tryall::cli

int main(int count, char** words) { return tryall::cli::run_program(count, words); }
