#include <fmt/format.h>

#include <algorithm>

#include "context.hpp"
#include "tryall/data/source.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/identity.hpp"

namespace tryall::cli {
namespace {

struct DataOptions {
  std::string name, folder, format = "table";
};

reports::Table list_table(const Context& context) {
  reports::Table table{{"dataset", "there", "what"}, {}};
  for (const data::SourceEntry& source : data::source_table()) {
    std::string there = "yes";
    try {
      data::load(completed(data::sources(), {source.about.name, {}}), context.data);
    } catch (const SettingError&) {
      there = "needs a folder";
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
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        return std::pair(static_cast<double>(*low), static_cast<double>(*high));
      },
      dataset.values);
}

reports::Table facts_table(const data::Dataset& dataset) {
  const auto integer = [](std::size_t value) { return reports::Cell(static_cast<std::int64_t>(value)); };
  reports::Table table{{"fact", "value"}, {}};
  table.rows.push_back({std::string("name"), dataset.name});
  table.rows.push_back({std::string("samples"), integer(dataset.samples())});
  table.rows.push_back({std::string("of these, test set"), integer(dataset.samples() - dataset.test_begin)});
  std::string shape;
  for (const std::size_t size : dataset.shape) shape += (shape.empty() ? "" : " x ") + std::to_string(size);
  table.rows.push_back({std::string("shape of a sample"), shape});
  const auto [low, high] = range_of(dataset);
  table.rows.push_back({std::string("smallest value"), low});
  table.rows.push_back({std::string("largest value"), high});
  for (std::size_t label = 0; label < dataset.classes; ++label)
    table.rows.push_back(
        {fmt::format("samples of class {}", label),
         integer(static_cast<std::size_t>(
             std::count(dataset.labels.begin(), dataset.labels.end(), static_cast<std::int32_t>(label))))});
  table.rows.push_back({std::string("hash"), sweeps::dataset_hash(dataset)});
  return table;
}

int show_data(const Context& context, const DataOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  if (options.name.empty()) {
    print(reports::render(list_table(context), format));
    return fine;
  }
  Choice choice{options.name, {}};
  if (!options.folder.empty()) choice.settings["folder"] = options.folder;
  print(reports::render(facts_table(data::load(completed(data::sources(), choice), context.data)), format));
  return fine;
}

}  // namespace

void add_data(CLI::App& command, Context& context) {
  auto options = std::make_shared<DataOptions>();
  command.add_option("name", options->name, "A dataset to describe; without one, all are listed");
  command.add_option("--folder", options->folder, "For idx: the folder with its files");
  add_data_option(command, context);
  add_format_option(command, options->format);
  command.callback([options, &context] { context.status = show_data(context, *options); });
}

}  // namespace tryall::cli
