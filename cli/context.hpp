#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "terminal/options.hpp"
#include "tryall/reports/tables/table.hpp"

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
  int status = fine;           ///< What the command that ran came to.
};

/// A command: adds its options to the parser and says what it does when it is called.
struct Command {
  const char* name;
  const char* summary;
  const char* example;
  void (*add)(CommandLine& command, Context& context);
};

/// All commands, in the order of the help. A new one is a file and a line in the table.
const std::vector<Command>& commands();

void add_run(CommandLine& command, Context& context);
void add_status(CommandLine& command, Context& context);
void add_plan(CommandLine& command, Context& context);
void add_train(CommandLine& command, Context& context);
void add_schema(CommandLine& command, Context& context);
void add_query(CommandLine& command, Context& context);
void add_compare(CommandLine& command, Context& context);
void add_confirm(CommandLine& command, Context& context);
void add_report(CommandLine& command, Context& context);
void add_show(CommandLine& command, Context& context);
void add_baseline(CommandLine& command, Context& context);
void add_check(CommandLine& command, Context& context);
void add_history(CommandLine& command, Context& context);
void add_bisect(CommandLine& command, Context& context);
void add_merge(CommandLine& command, Context& context);
void add_gc(CommandLine& command, Context& context);
void add_data(CommandLine& command, Context& context);
void add_list(CommandLine& command, Context& context);
void add_explain(CommandLine& command, Context& context);
void add_reference(CommandLine& command, Context& context);
void add_fingerprint(CommandLine& command, Context& context);
void add_doctor(CommandLine& command, Context& context);
void add_completion(CommandLine& command, Context& context);

/// The context that the environment's variables make.
Context context_from_environment();

/// Adds "--db" or "--data".
void add_db_option(CommandLine& command, Context& context);
void add_data_option(CommandLine& command, Context& context);
/// Adds "--format table|csv|json|md" into `format`.
void add_format_option(CommandLine& command, std::string& format);

/// Writes to standard output. Throws Error when that fails (a full disk behind a redirection). Where nobody
/// reads any more (`| head`) the program ends as others do, by SIGPIPE.
void print(const std::string& text);
/// Writes to standard error.
void note(const std::string& text);

/// Writes a file whole or not at all: into a temporary beside it that then takes its name. Throws Error.
void write_file(const std::filesystem::path& file, const std::string& contents);

}  // namespace tryall::cli
