#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "csv_column.hpp"
#include "data/label_classes.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

constexpr std::size_t most_automatic_classes = 20;

/// Classes are in the order of their numbers, or of their texts.
using Class = std::pair<double, std::string>;

Class class_of(std::string_view cell, bool text) {
  if (text) return {0, std::string(cell)};
  const double number = *number_in(cell) + 0.0;  // -0 is 0
  return {number, fmt::format("{}", number)};
}

bool few_whole_numbers(const CsvData& data) {
  std::set<double> found;
  for (const CsvTable& table : data.parts)
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const double number = *number_in(table.cell(row, data.target));
      if (!is_label(number)) return false;
      found.insert(number);
      if (found.size() > most_automatic_classes) return false;
    }
  return true;
}

LabelClasses<Class> find_classes(const CsvData& data, bool text) {
  const CsvTable& training = data.parts.front();
  std::vector<Class> labels;
  for (std::size_t row = 0; row < training.rows(); ++row) {
    const std::string_view cell = training.cell(row, data.target);
    if (!text && !is_label(*number_in(cell)))
      fail_at(data, 0, row, data.target,
              fmt::format("'{}' is not a class: classes are text or whole numbers; set task to "
                          "\"regression\", or another target",
                          cell));
    labels.push_back(class_of(cell, text));
  }
  LabelClasses<Class> classes(std::move(labels));
  if (classes.size() == 1)
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: column '{}': all rows are of one class, '{}': there is nothing to learn; is it the "
                    "right target?",
                    training.what(), data.names[data.target], classes.labels().front().second));
  return classes;
}

void set_classes(Dataset& dataset, const CsvData& data, bool text) {
  const LabelClasses<Class> classes = find_classes(data, text);
  dataset.task = Task::classification;
  dataset.classes = classes.size();
  for (const Class& one : classes.labels()) dataset.class_names.push_back(one.second);
  for (std::size_t part = 0; part < data.parts.size(); ++part)
    for (std::size_t row = 0; row < data.parts[part].rows(); ++row) {
      const std::string_view cell = data.parts[part].cell(row, data.target);
      const auto label = classes.find(class_of(cell, text));
      if (!label)
        fail_at(data, part, row, data.target,
                fmt::format("class '{}' is only in the test file, not in {}; a model cannot learn it", cell,
                            data.parts.front().what()));
      dataset.labels.push_back(*label);
    }
}

/// Says what "auto" made of a target of whole numbers that could be meant otherwise.
void note_task(Dataset& dataset, const CsvData& data) {
  const CsvTable& training = data.parts.front();
  std::vector<double> numbers;
  for (const double target : dataset.targets) {
    if (!is_label(target)) return;
    numbers.push_back(target);
  }
  const std::size_t values = LabelClasses<double>(std::move(numbers)).size();
  dataset.notes.push_back(
      fmt::format("{}: column '{}': {} different whole numbers are read as a regression target; "
                  "if they are classes, set task to \"classification\"",
                  training.what(), data.names[data.target], values));
}

}  // namespace

void set_target(Dataset& dataset, const CsvData& data, const std::string& task) {
  const CsvCensus cells = census(data, data.target);
  if (const auto place = cells.first_missing)
    fail_at(
        data, place->part, place->row, data.target,
        fmt::format("the target is missing ('{}'); set missing to \"drop\" to leave such rows out, or, if it "
                    "is a value, set na_values to the words that stand for a missing one",
                    data.parts[place->part].cell(place->row, data.target)));
  const bool text =
      cells.texts > 0 && (task == "classification" || (task == "auto" && cells.texts >= cells.numbers));
  if (!text) check_numbers(data, data.target, cells);
  dataset.test_begin = data.parts.front().rows();
  if (text || task == "classification" || (task == "auto" && few_whole_numbers(data)))
    return set_classes(dataset, data, text);
  dataset.task = Task::regression;
  for (const CsvTable& table : data.parts)
    for (std::size_t row = 0; row < table.rows(); ++row)
      dataset.targets.push_back(*number_in(table.cell(row, data.target)));
  if (task == "auto") note_task(dataset, data);
}

}  // namespace tryall::data
