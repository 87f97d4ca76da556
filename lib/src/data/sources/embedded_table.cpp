#include "embedded_table.hpp"

#include <charconv>

#include "tryall/data/formats/csv.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

double number_at(const CsvTable& table, std::size_t row, std::size_t column) {
  const std::string_view cell = table.cell(row, column);
  double number = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  require(error == std::errc() && end == cell.data() + cell.size(), "embedded tables hold numbers");
  return number;
}

}  // namespace

Dataset embedded_table(const std::string& name, std::span<const std::uint8_t> bytes,
                       std::vector<std::string> class_names) {
  const CsvTable table(bytes, ',', name);
  const std::size_t features = table.columns() - 1, samples = table.rows() - 1;
  Dataset dataset{.name = name, .shape = {features}, .features = features, .classes = class_names.size()};
  dataset.task = class_names.empty() ? Task::regression : Task::classification;
  dataset.class_names = std::move(class_names);
  dataset.test_begin = samples;
  for (std::size_t column = 0; column < features; ++column)
    dataset.feature_names.emplace_back(table.cell(0, column));
  Buffer<double> values;
  for (std::size_t row = 1; row <= samples; ++row) {
    for (std::size_t column = 0; column < features; ++column) values.push_back(number_at(table, row, column));
    const double target = number_at(table, row, features);
    if (dataset.task == Task::classification)
      dataset.labels.push_back(static_cast<std::int32_t>(target));
    else
      dataset.targets.push_back(target);
  }
  dataset.values = std::move(values);
  return dataset;
}

}  // namespace tryall::data
