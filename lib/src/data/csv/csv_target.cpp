#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "csv_column.hpp"
#include "data/label_classes.hpp"
#include "tryall/error.hpp"
#include "tryall/utf8.hpp"

namespace tryall::data {
namespace {

constexpr std::size_t most_automatic_classes = 20;

std::vector<double> target_cells(const CsvData& data, std::size_t rows) {
  std::vector<double> cells;
  cells.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) cells.push_back(data.cell(row, data.target));
  return cells;
}

bool few_whole_numbers(const CsvData& data) {
  std::set<double> found;
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const double number = data.cell(row, data.target);
    if (!is_label(number)) return false;
    found.insert(number);
    if (found.size() > most_automatic_classes) return false;
  }
  return true;
}

[[noreturn]] void fail_at_target(const CsvData& data, std::size_t row, const std::string& message) {
  fail_at(data, data.cells.added_as(row), data.target, message);
}

void check_more_than_one(const CsvData& data, const std::vector<std::string>& names) {
  if (names.size() == 1)
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: column '{}': all rows are of one class, '{}': there is nothing to learn; is it the "
                    "right target?",
                    data.file(), excerpt(data.names[data.target]), excerpt(names.front())));
}

[[noreturn]] void refuse_new_class(const CsvData& data, std::size_t row, const std::string& name) {
  fail_at_target(data, row,
                 fmt::format("class '{}' is only in the test file, not in {}; a model cannot learn it",
                             excerpt(name), data.file()));
}

/// Classes in the order of their numbers.
void set_number_classes(Dataset& dataset, const CsvData& data) {
  std::vector<double> labels = target_cells(data, data.training_rows());
  for (std::size_t row = 0; row < labels.size(); ++row) {
    if (!is_label(labels[row]))
      fail_at_target(data, row,
                     fmt::format("'{}' is not a class: classes are text or whole numbers; set task to "
                                 "\"regression\", or another target",
                                 labels[row]));
    labels[row] += 0.0;  // -0 is 0
  }
  const LabelClasses<double> classes(std::move(labels));
  for (const double label : classes.labels()) dataset.class_names.push_back(fmt::format("{}", label));
  check_more_than_one(data, dataset.class_names);
  dataset.labels.reserve(data.rows());
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const double number = data.cell(row, data.target) + 0.0;
    const auto label = classes.find(number);
    if (!label) refuse_new_class(data, row, fmt::format("{}", number));
    dataset.labels.push_back(*label);
  }
}

/// Classes in the order of their texts.
void set_text_classes(Dataset& dataset, const CsvData& data) {
  const ColumnCells& cells = data.columns[data.target];
  if (cells.has_too_many_words())
    fail_at(
        data, cells.first_beyond().row, data.target,
        fmt::format("is the column's {}th different text, too many to be classes", cells.words().size() + 1));
  const CellFacts& facts = data.facts_of(data.target);
  std::vector<std::string> texts;
  for (std::size_t word = 0; word < cells.words().size(); ++word)
    if (facts.training_rows[word] > 0) texts.push_back(cells.words()[word].text);
  const LabelClasses<std::string> classes(std::move(texts));
  dataset.class_names = classes.labels();
  check_more_than_one(data, dataset.class_names);
  std::vector<std::int32_t> labels;  // of the words
  for (const CsvWord& word : cells.words()) labels.push_back(classes.find(word.text).value_or(-1));
  dataset.labels.reserve(data.rows());
  for (std::size_t row = 0; row < data.rows(); ++row) {
    const auto word = static_cast<std::size_t>(data.cell(row, data.target));
    if (labels[word] < 0) refuse_new_class(data, row, cells.words()[word].text);
    dataset.labels.push_back(labels[word]);
  }
  if (classes.size() > most_automatic_classes && 2 * classes.size() > data.training_rows())
    dataset.notes.push_back(fmt::format(
        "{}: column '{}': {} different texts in {} rows are read as classes; is it the right target?",
        data.file(), excerpt(data.names[data.target]), classes.size(), data.training_rows()));
}

/// Says that "auto" made classes of numbers that may be amounts: more than two that do not count from 0 or 1,
/// or that have few rows each.
void note_numbered_classes(Dataset& dataset, const CsvData& data) {
  const LabelClasses<double> classes(target_cells(data, data.training_rows()));
  const std::size_t count = classes.size();
  const double first = classes.labels().front(), last = classes.labels().back();
  const bool counts = (first == 0 || first == 1) && last - first + 1 == static_cast<double>(count);
  if (2 * count <= data.training_rows() && (count == 2 || counts)) return;
  dataset.notes.push_back(
      fmt::format("{}: column '{}': {} different whole numbers, {} to {}, are read as classes; if they are "
                  "amounts, set task to \"regression\"",
                  data.file(), excerpt(data.names[data.target]), count, first, last));
}

/// Says of classes that are likely one that they are not: they differ in upper and lower case alone.
void note_alike_classes(Dataset& dataset, const CsvData& data) {
  std::map<std::string, std::vector<std::string>> alike;
  for (const std::string& name : dataset.class_names)
    alike[in_small_letters(name)].push_back(fmt::format("'{}'", name));
  for (const auto& [small, names] : alike)
    if (names.size() > 1)
      dataset.notes.push_back(fmt::format(
          "{}: column '{}': {} differ only in upper and lower case and are read as {} classes; if "
          "they are one, write them alike",
          data.file(), data.names[data.target], fmt::join(names, " and "), names.size()));
}

/// Says what "auto" made of a target of whole numbers that could be meant otherwise.
void note_task(Dataset& dataset, const CsvData& data) {
  constexpr double exact = 9007199254740992.0;  // 2^53
  const auto is_long = [](double value) { return std::fabs(value) >= exact && value == std::floor(value); };
  if (std::all_of(dataset.targets.begin(), dataset.targets.end(), is_long))
    dataset.notes.push_back(fmt::format(
        "{}: column '{}': numbers of 16 digits and more are read as amounts, and rounded; if they "
        "are codes of classes, write them as texts, such as c17",
        data.file(), data.names[data.target]));
  if (!std::all_of(dataset.targets.begin(), dataset.targets.end(), is_label)) return;
  const std::size_t values = LabelClasses<double>(dataset.targets).size();
  dataset.notes.push_back(
      fmt::format("{}: column '{}': {} different whole numbers are read as a regression target; "
                  "if they are classes, set task to \"classification\"",
                  data.file(), excerpt(data.names[data.target]), values));
}

void refuse_missing_target(const CsvData& data) {
  const ColumnCells::Place* place = data.columns[data.target].first_missing();
  require(place != nullptr, "a cell is missing");
  const std::string& name = data.names[data.target];
  if (data.facts_of(data.target).values == 0)
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: column '{}', the target, has no value in any row{}; set target to the column to "
                    "predict, and ignore to {}",
                    data.file(), excerpt(name),
                    data.target + 1 == data.names.size() ? ", as where each line ends in a delimiter" : "",
                    setting_for_column(data, data.target)));
  fail_at(data, place->row, data.target,
          fmt::format(
              "the target is missing ('{}'); set missing to \"drop\" to leave such rows out, or, if it is a "
              "value, set na_values to the words that stand for a missing one",
              excerpt(place->cell)));
}

}  // namespace

ColumnCensus set_target(Dataset& dataset, const CsvData& data, const std::string& task) {
  ColumnCensus census{.name = data.names[data.target], .use = ColumnUse::target};
  const CellFacts& facts = data.facts_of(data.target);
  if (facts.missing > 0) refuse_missing_target(data);
  bool text = data.columns[data.target].form() == ColumnCells::Form::words;
  if (text && task != "classification") {
    const WordCounts counts = count_words(data, data.target);
    text = task == "auto" &&
           counts.texts + (counts.numbers > counts.texts ? 0 : counts.doubtful) >= counts.numbers;
  }
  if (!text) check_numbers(data, data.target);
  dataset.test_begin = data.training_rows();
  if (text || task == "classification" || (task == "auto" && few_whole_numbers(data))) {
    (text ? set_text_classes : set_number_classes)(dataset, data);
    dataset.task = Task::classification;
    dataset.classes = dataset.class_names.size();
    if (text) note_alike_classes(dataset, data);
    if (task == "auto") (text ? note_classes : note_numbered_classes)(dataset, data);
    census.kind = ColumnKind::category;
    census.words = dataset.class_names;
    return census;
  }
  dataset.task = Task::regression;
  dataset.targets = target_cells(data, data.rows());
  if (never_vary(std::span(dataset.targets).first(data.training_rows()), 1))
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: column '{}': all rows have the same target, {}: there is nothing to learn; is "
                    "it the right target?",
                    data.file(), data.names[data.target], dataset.targets.front()));
  if (task == "auto") note_task(dataset, data);
  census.kind = ColumnKind::number;
  census.low = facts.low;
  census.high = facts.high;
  return census;
}

}  // namespace tryall::data
