#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "data_tables.hpp"
#include "terminal/output.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/data/table_census.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/number_text.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/space/typed_text.hpp"

namespace tryall::cli {
namespace {

struct DataOptions {
  std::string name, folder, format = "table";
  bool columns = false;
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
  return sweeps::value_from_json(sweeps::typed_json(text));
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

void show_columns(const data::Dataset& dataset, reports::Format format, bool below_another) {
  if (!dataset.census)
    throw Error(ErrorCode::bad_input,
                fmt::format("--columns: dataset '{}' is no table with columns", dataset.name));
  const data::TableCensus& census = *dataset.census;
  print((below_another ? "\n" : "") +
        table_text(reports::is_for_people(format) ? columns_for_people(census) : columns_for_programs(census),
                   format));
}

int show_data(const Context& context, const DataOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  if (options.name.empty()) {
    if (!options.settings.empty() || !options.folder.empty() || options.columns)
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: name the dataset that it is for: tryall data NAME ...",
                              !options.folder.empty() ? "--folder"
                              : options.columns       ? "--columns"
                                                      : "--set"));
    print(table_text(list_table(context), format));
    return fine;
  }
  const Choice choice = chosen(options);
  const data::Dataset dataset = data::load(with_defaults(data::sources(), choice), context.data);
  const bool people = reports::is_for_people(format);
  if (!options.columns) print(table_text(facts_table(dataset, data::examine(dataset), !people), format));
  if (options.columns || (people && dataset.census)) show_columns(dataset, format, !options.columns);
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
  command.flag("--columns", options->columns,
               "Show the columns of a table alone; csv and json have all facts");
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
