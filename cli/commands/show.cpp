#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/output.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/reports/tables/json_text.hpp"
#include "tryall/reports/tables/table.hpp"

namespace tryall::cli {
namespace {

/// The run whose key begins so. Throws Error when there is none or more than one.
std::string find_key(const reports::StoreReader& store, const std::string& prefix) {
  const std::vector<std::string> keys = store.run_keys(prefix, 2);
  if (keys.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("no run '{}' in the store; tryall query --sql \"SELECT run FROM "
                            "v_runs\" lists them",
                            prefix));
  if (keys.size() > 1)
    throw Error(
        ErrorCode::bad_input,
        fmt::format("'{}' is ambiguous: it begins several run keys, such as {} and {}; give more characters",
                    prefix, keys[0], keys[1]));
  return keys.front();
}

/// Empty where programs of that time did not measure it.
nlohmann::ordered_json number_or_empty(double value) {
  return std::isnan(value) ? nlohmann::ordered_json("") : nlohmann::ordered_json(value);
}

nlohmann::ordered_json run_json(const reports::StoreReader& store, const std::string& key) {
  using Json = nlohmann::ordered_json;
  const reports::RunDetails details = store.run(key);
  const reports::Run& run = details.run;
  Json json = {{"run", run.key},
               {"group", details.group_key},
               {"seed", static_cast<std::int64_t>(run.seed)},
               {"outcome", to_text(run.outcome)},
               {"message", run.message},
               {"epochs_done", run.epochs_done},
               {"steps_done", run.steps_done},
               {"flops", number_or_empty(run.flops)},
               {"wall_seconds", run.wall_seconds},
               {"cpu_seconds", number_or_empty(run.cpu_seconds)},
               {"finished_at", run.finished_at},
               {"config", Json::parse(details.config)},
               {"curves", Json::parse(details.curves)},
               {"histograms", Json::parse(details.histograms)},
               {"dataset_hash", details.dataset.hash},
               {"numerics_version", details.numerics_version},
               {"tryall_version", details.environment.version},
               {"commit", details.environment.commit},
               {"compiler", details.environment.compiler},
               {"instruction_set", details.environment.instruction_set},
               {"cpu", details.environment.cpu},
               {"host", details.environment.host},
               {"repository", details.environment.repository},
               {"repository_commit", details.environment.repository_commit}};
  if (!details.environment.repository.empty())
    json["repository_dirty"] = details.environment.repository_dirty;
  json["metrics"] = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < run.values.size(); ++i)
    if (!std::isnan(run.values[i])) json["metrics"][store.metrics()[i].name] = run.values[i];
  return json;
}

std::string plain(const nlohmann::ordered_json& value) {
  if (value.is_null()) return "-";
  if (value.is_number_float()) return reports::short_number(value.get<double>());
  return value.is_string() ? value.get<std::string>() : value.dump();
}

reports::Table curves_table(const std::vector<Metric>& metrics, const nlohmann::ordered_json& curves) {
  reports::Table table{{"epoch"}, {}};
  for (const Metric& metric : metrics) {
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

std::string run_text(const std::vector<Metric>& metrics, const nlohmann::ordered_json& json) {
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
  return text + "\n" + table_text(curves_table(metrics, json["curves"]), reports::Format::table);
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
    const reports::StoreReader store(context.db);
    const auto json = run_json(store, find_key(store, options->run));
    print(options->format == "json" ? reports::json_text(json, 2) + "\n" : run_text(store.metrics(), json));
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
