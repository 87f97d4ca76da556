#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/output.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::cli {
namespace {

constexpr const char* run_sql =
    "SELECT r.key, g.key, r.seed, r.outcome, r.message, r.epochs_done, r.steps_done, r.flops, "
    "r.wall_seconds, "
    "r.finished_at, "
    "g.config, r.curves, r.histograms, d.hash, g.numerics_version, e.version, e.\"commit\", e.compiler, "
    "e.instruction_set, "
    "e.cpu, "
    "e.host FROM runs r JOIN groups g ON g.id = r.group_id JOIN datasets d ON d.id = g.dataset_id JOIN "
    "environments e "
    "ON e.id = r.environment_id WHERE r.key = ?";

/// The run whose key begins so. Throws Error when there is none or more than one.
std::string find_key(SQLite::Database& database, const std::string& prefix) {
  SQLite::Statement query(database,
                          "SELECT key FROM runs WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key LIMIT 3");
  query.bind(1, prefix);
  std::vector<std::string> keys;
  while (query.executeStep()) keys.push_back(query.getColumn(0).getString());
  if (keys.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("no run '{}' in the store; tryall query --sql \"SELECT run FROM "
                            "v_runs\" lists them",
                            prefix));
  if (keys.size() > 1)
    throw Error(ErrorCode::bad_input,
                fmt::format("'{}' is the beginning of several runs, {} and {} among them; give "
                            "more of it",
                            prefix, keys[0], keys[1]));
  return keys.front();
}

nlohmann::ordered_json run_json(SQLite::Database& database, const std::string& key) {
  SQLite::Statement row(database, run_sql);
  row.bind(1, key);
  row.executeStep();
  const char* names[] = {"run",
                         "group",
                         "seed",
                         "outcome",
                         "message",
                         "epochs_done",
                         "steps_done",
                         "flops",
                         "wall_seconds",
                         "finished_at",
                         "config",
                         "curves",
                         "histograms",
                         "dataset_hash",
                         "numerics_version",
                         "tryall_version",
                         "commit",
                         "compiler",
                         "instruction_set",
                         "cpu",
                         "host"};
  nlohmann::ordered_json json;
  for (int i = 0; i < row.getColumnCount(); ++i) {
    const SQLite::Column column = row.getColumn(i);
    const std::string name = names[i];
    if (name == "config" || name == "curves" || name == "histograms")
      json[name] = nlohmann::ordered_json::parse(column.getString());
    else if (column.isInteger())
      json[name] = column.getInt64();
    else if (column.isFloat())
      json[name] = column.getDouble();
    else
      json[name] = column.getString();
  }
  std::string columns;
  for (const train::Metric& metric : train::metrics()) columns += (columns.empty() ? "" : ", ") + metric.name;
  SQLite::Statement values(database, fmt::format("SELECT {} FROM runs WHERE key = ?", columns));
  values.bind(1, key);
  values.executeStep();
  for (std::size_t i = 0; i < train::metrics().size(); ++i) {
    const SQLite::Column value = values.getColumn(static_cast<int>(i));
    if (!value.isNull()) json["metrics"][train::metrics()[i].name] = value.getDouble();
  }
  return json;
}

std::string plain(const nlohmann::ordered_json& value) {
  if (value.is_null()) return "-";
  if (value.is_number_float()) return reports::short_number(value.get<double>());
  return value.is_string() ? value.get<std::string>() : value.dump();
}

reports::Table curves_table(const nlohmann::ordered_json& curves) {
  reports::Table table{{"epoch"}, {}};
  for (const train::Metric& metric : train::metrics()) {
    if (!curves.contains(metric.name)) continue;
    table.columns.push_back(metric.name);
    const auto& values = curves[metric.name];
    if (table.rows.size() < values.size()) table.rows.resize(values.size());
  }
  for (std::size_t epoch = 0; epoch < table.rows.size(); ++epoch) {
    table.rows[epoch].emplace_back(static_cast<std::int64_t>(epoch + 1));
    for (std::size_t i = 1; i < table.columns.size(); ++i) {
      const auto& values = curves[table.columns[i]];
      if (epoch < values.size() && values[epoch].is_number())
        table.rows[epoch].emplace_back(values[epoch].get<double>());
      else
        table.rows[epoch].emplace_back();
    }
  }
  return table;
}

std::string run_text(const nlohmann::ordered_json& json) {
  std::string text;
  for (const auto& [name, value] : json.items())
    if (!value.is_object() && !(value.is_string() && value.get<std::string>().empty()))
      text += fmt::format("{:<17} {}\n", name, plain(value));
  text += "\nconfig\n";
  for (const auto& [axis, setting] : json["config"].items()) {
    std::string words = plain(setting);
    if (setting.is_object()) {
      words = setting["name"].get<std::string>();
      for (const auto& [name, value] : setting.items())
        if (name != "name") words += fmt::format(" {}={}", name, plain(value));
    }
    text += fmt::format("  {:<15} {}\n", axis, words);
  }
  text += "\nmetrics\n";
  for (const auto& [name, value] : json["metrics"].items())
    text += fmt::format("  {:<20} {}\n", name, plain(value));
  return text + "\n" + render(curves_table(json["curves"]), reports::Format::table);
}

void add_show(CommandLine& command, Context& context) {
  struct Options {
    std::string run, format = "table";
  };
  auto options = std::make_shared<Options>();
  command.option("run", options->run, "The run's key, or its first characters").required();
  add_db_option(command, context);
  command.option("--format", options->format, "table or json").show_default().suggest({"table", "json"});
  command.action([options, &context] {
    if (options->format != "table" && options->format != "json")
      throw Error(ErrorCode::bad_input,
                  fmt::format("unknown format '{}' (known: table, json)", options->format));
    const auto database = sweeps::open_for_reading(context.db);
    const auto json = run_json(*database, find_key(*database, options->run));
    print(options->format == "json" ? json.dump(2) + "\n" : run_text(json));
  });
}

}  // namespace

Command show_command() {
  return {.name = "show",
          .summary = "Show one run: its config, values and curves",
          .example = "tryall show 3f2a",
          .add = add_show};
}

}  // namespace tryall::cli
