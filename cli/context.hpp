#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

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
  void (*add)(CLI::App& command, Context& context);
};

/// All commands, in the order of the help. A new one is a file and a line in the table.
const std::vector<Command>& commands();

void add_run(CLI::App& command, Context& context);
void add_status(CLI::App& command, Context& context);
void add_plan(CLI::App& command, Context& context);
void add_train(CLI::App& command, Context& context);
void add_schema(CLI::App& command, Context& context);
void add_query(CLI::App& command, Context& context);
void add_compare(CLI::App& command, Context& context);
void add_confirm(CLI::App& command, Context& context);
void add_report(CLI::App& command, Context& context);
void add_show(CLI::App& command, Context& context);
void add_baseline(CLI::App& command, Context& context);
void add_check(CLI::App& command, Context& context);
void add_history(CLI::App& command, Context& context);
void add_bisect(CLI::App& command, Context& context);
void add_merge(CLI::App& command, Context& context);
void add_gc(CLI::App& command, Context& context);
void add_data(CLI::App& command, Context& context);
void add_list(CLI::App& command, Context& context);
void add_explain(CLI::App& command, Context& context);
void add_reference(CLI::App& command, Context& context);
void add_fingerprint(CLI::App& command, Context& context);
void add_doctor(CLI::App& command, Context& context);
void add_completion(CLI::App& command, Context& context);

/// The context that the environment's variables make.
Context context_from_environment();

/// Adds "--db" or "--data".
void add_db_option(CLI::App& command, Context& context);
void add_data_option(CLI::App& command, Context& context);
/// Adds "--format table|csv|json|md" into `format`.
void add_format_option(CLI::App& command, std::string& format);

/// Writes to standard output. Throws Error when that fails (a full disk behind a redirection). Where nobody
/// reads any more (`| head`) the program ends as others do, by SIGPIPE.
void print(const std::string& text);
/// Writes to standard error.
void note(const std::string& text);

/// Writes a file whole or not at all: into a temporary beside it that then takes its name. Throws Error.
void write_file(const std::filesystem::path& file, const std::string& contents);

}  // namespace tryall::cli
