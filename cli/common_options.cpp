#include "common_options.hpp"

#include <algorithm>
#include <thread>

#include "terminal/quantities.hpp"
#include "tryall/kernels/isa.hpp"
#include "tryall/reports/query/query.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::cli {

void add_db_option(CommandLine& command, Context& context) {
  command.option("--db", context.db, "The store; the environment variable TRYALL_DB changes the default")
      .show_default();
}

void add_data_option(CommandLine& command, Context& context) {
  command
      .option("--data", context.data,
              "Folder to look for data in; the environment variable TRYALL_DATA changes the default")
      .show_default();
}

void add_format_option(CommandLine& command, std::string& format) {
  command.option("--format", format, "table, csv, json or md")
      .show_default()
      .suggest({"table", "csv", "json", "md"});
}

Option add_sweep_option(CommandLine& command, std::string& sweep, const std::string& what,
                        const std::string& otherwise) {
  return command
      .option("--sweep", sweep,
              what + " (NAME#2: the second of that name)" + (otherwise.empty() ? "" : "; " + otherwise))
      .suggest(stored_names("sweeps"));
}

void add_sql_timeout_option(CommandLine& command, std::string& timeout, const std::string& what) {
  timeout = "60s";
  command.option("--sql-timeout", timeout, "Stop " + what + " that takes longer: 90s, 10m; 0: no limit")
      .show_default();
}

double sql_seconds(const std::string& timeout) {
  return timeout == "0" ? 0 : seconds_from(timeout, "--sql-timeout");
}

void add_jobs_option(CommandLine& command, int& jobs) {
  command.option("--jobs,-j", jobs, "Number of runs to train in parallel; by default one per core")
      .between(1, 4096);
}

void add_isa_option(CommandLine& command, Context& context) {
  Words names;
  for (const kernels::Isa isa : kernels::available_isas()) names.emplace_back(kernels::name(isa));
  command
      .option("--isa", context.isa,
              "Instruction set to train with: plain, avx2, avx512 or neon; by default the best that the "
              "processor "
              "has. It changes how long a run takes, never its result. The environment variable TRYALL_ISA "
              "changes "
              "the default")
      .suggest(names);
}

void use_isa(const Context& context) {
  if (!context.isa.empty()) kernels::use_isa(kernels::find_isa(context.isa));
}

int default_jobs() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

Words stored_names(const std::string& kind) { return {"@" + kind}; }

Words suggested_axes() { return reports::question_axes(axes()); }

Words axis_assignments() {
  Words words;
  for (const std::string& axis : suggested_axes()) words.push_back(axis + "=");
  return words;
}

Words set_beginnings() {
  Words words = axis_assignments();
  words.insert(words.begin(), "seed=");
  return words;
}

}  // namespace tryall::cli
