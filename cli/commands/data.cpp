#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/output.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/data/table_census.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/number_text.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::cli {
namespace {

struct DataOptions {
  std::string name, folder, format = "table";
  std::vector<std::string> settings;
};

reports::Table list_table(const Context& context) {
  reports::Table table{{"dataset", "there", "what"}, {}};
  for (const data::SourceEntry& source : data::source_table()) {
    std::string there = "yes";
    try {
      data::load(with_defaults(data::sources(), {source.about.name, {}}), context.data);
    } catch (const SettingError&) {
      there = "needs settings";
    } catch (const Error&) {
      there = "no";
    }
    table.rows.push_back({source.about.name, there, source.about.summary});
  }
  return table;
}

std::pair<double, double> range_of(const data::Dataset& dataset) {
  return std::visit(
      [](const auto& values) {
        double low = std::numeric_limits<double>::infinity(), high = -low;
        for (const auto value : values) {  // no comparison holds for what is missing
          if (static_cast<double>(value) < low) low = static_cast<double>(value);
          if (static_cast<double>(value) > high) high = static_cast<double>(value);
        }
        return std::pair(low, high);
      },
      dataset.values);
}

/// What became of each column; for people, of the first of very many.
void add_columns(reports::Table& table, const data::Dataset& dataset, bool all) {
  constexpr std::size_t most = 50;
  if (!dataset.census) return;
  const std::vector<data::ColumnCensus>& columns = dataset.census->columns;
  const std::size_t shown = all ? columns.size() : std::min(most, columns.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& [name, fate] = columns[i];
    table.rows.push_back(
        {name == fmt::format("column {}", i + 1) ? name : fmt::format("column '{}'", name), fate});
  }
  if (shown < columns.size())
    table.rows.push_back(
        {fmt::format("{} more columns", columns.size() - shown), std::string("--format csv shows all")});
}

reports::Table facts_table(const data::Dataset& dataset, bool all_columns) {
  const auto integer = [](std::size_t value) { return reports::Cell(static_cast<std::int64_t>(value)); };
  reports::Table table{{"fact", "value"}, {}};
  table.rows.push_back({std::string("name"), dataset.name});
  table.rows.push_back({std::string("task"), std::string(to_text(dataset.task))});
  table.rows.push_back({std::string("samples"), integer(dataset.samples())});
  table.rows.push_back({std::string("test samples"), integer(dataset.samples() - dataset.test_begin)});
  std::string shape;
  for (const std::size_t size : dataset.shape) shape += (shape.empty() ? "" : " x ") + std::to_string(size);
  table.rows.push_back({std::string("shape of a sample"), shape});
  const auto [low, high] = range_of(dataset);
  table.rows.push_back({std::string("smallest value"), low});
  table.rows.push_back({std::string("largest value"), high});
  if (dataset.task == Task::regression) {
    const auto [least, most] = std::minmax_element(dataset.targets.begin(), dataset.targets.end());
    table.rows.push_back({std::string("targets"), integer(dataset.target_columns)});
    table.rows.push_back({std::string("smallest target"), *least});
    table.rows.push_back({std::string("largest target"), *most});
  }
  for (std::size_t label = 0; label < dataset.classes; ++label)
    table.rows.push_back(
        {fmt::format("samples of class {}",
                     label < dataset.class_names.size() ? dataset.class_names[label] : std::to_string(label)),
         integer(static_cast<std::size_t>(
             std::count(dataset.labels.begin(), dataset.labels.end(), static_cast<std::int32_t>(label))))});
  add_columns(table, dataset, all_columns);
  table.rows.push_back({std::string("hash"), sweeps::dataset_hash(dataset)});
  return table;
}

/// A file or folder is described by the source that reads its kind.
Choice source_of(const std::string& name) {
  const std::vector<std::string> known = data::sources().names();
  std::filesystem::path path = name;
  std::error_code error;
  const bool is_there = std::filesystem::exists(path, error);
  if (std::find(known.begin(), known.end(), name) != known.end()) return {name, {}};
  if (error) throw Error(ErrorCode::bad_input, fmt::format("{}: cannot be read: {}", name, error.message()));
  if (!is_there && !path.has_extension()) return {name, {}};
  if (std::filesystem::is_directory(path, error)) return {"idx", {{"folder", name}}};
  if (path.extension() == ".gz") path.replace_extension();
  return {path.extension() == ".npz" ? "npz" : "csv", {{"file", name}}};
}

/// A text stays one where the setting is a word.
Value value_from(const std::string& text, const Parameter* parameter) {
  if (parameter && parameter->type == Parameter::Type::word) return text;
  if (const auto number = number_from(text)) return *number;
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  return json.is_discarded() ? Value(text) : sweeps::value_from_json(json);
}

/// What the command line asks for: "--set target=species" gives the source its settings.
Choice chosen(const DataOptions& options) {
  Choice choice = source_of(options.name);
  if (!options.folder.empty()) choice.settings["folder"] = options.folder;
  for (const std::string& argument : options.settings) {
    const std::size_t equals = argument.find('=');
    if (equals == std::string::npos)
      throw Error(ErrorCode::bad_input, fmt::format("--set {}: expected setting=value", argument));
    const std::string text = argument.substr(equals + 1);
    const Parameter* parameter = data::sources().find(choice.name).find(argument.substr(0, equals));
    choice.settings[argument.substr(0, equals)] = value_from(text, parameter);
  }
  return choice;
}

int show_data(const Context& context, const DataOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  if (options.name.empty()) {
    if (!options.settings.empty() || !options.folder.empty())
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: name the dataset that it is for: tryall data NAME ...",
                              options.folder.empty() ? "--set" : "--folder"));
    print(reports::render(list_table(context), format));
    return fine;
  }
  const Choice choice = chosen(options);
  const data::Dataset dataset = data::load(with_defaults(data::sources(), choice), context.data);
  print(reports::render(facts_table(dataset, format != reports::Format::table), format));
  show_notes(dataset.notes);
  return fine;
}

void add_data(CommandLine& command, Context& context) {
  auto options = std::make_shared<DataOptions>();
  command
      .option("name", options->name,
              "A dataset, or a file or folder of data, to describe; without one, all are listed")
      .suggest([] { return data::sources().names(); });
  command.option("--set", options->settings, "A setting of the dataset: --set target=species");
  command.option("--folder", options->folder, "For idx: the folder with its files");
  add_data_option(command, context);
  add_format_option(command, options->format);
  command.action([options, &context] { context.status = show_data(context, *options); });
}

}  // namespace

Command data_command() {
  return {.name = "data",
          .summary = "List the datasets, or describe one",
          .example = "tryall data mnist",
          .add = add_data};
}

}  // namespace tryall::cli
