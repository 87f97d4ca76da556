#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "data_choice.hpp"
#include "data_tables.hpp"
#include "terminal/output.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/data/table_census.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/number_text.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/identity/identity.hpp"

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
  Choice choice = data_choice(options.name, options.settings);
  if (!options.folder.empty()) choice.settings["folder"] = options.folder;
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
  command.option("--set", options->settings, "A setting of the dataset: --set target=species; repeatable")
      .one_word_per_use();
  command.option("--folder", options->folder, "For dataset idx: the folder that holds its files");
  command.flag("--columns", options->columns, "Show only the table's columns; with csv or json, all facts");
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
