#include "data_tables.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "tryall/data/table_census.hpp"
#include "tryall/sweeps/identity/identity.hpp"

namespace tryall::cli {
namespace {

using data::ColumnCensus;
using data::ColumnKind;
using data::ColumnUse;
using reports::Cell;

void add_fact(reports::Table& table, std::string fact, Cell value) {
  table.rows.push_back({std::move(fact), std::move(value)});
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

std::string percent(double share) {
  constexpr double hundred = 100;
  const double shown = hundred * share;
  return shown > 0 && shown < 0.1 ? "< 0.1 %" : fmt::format("{:.1f} %", shown);
}

std::string missing_text(const data::TableCensus& census, const ColumnCensus& column) {
  const std::string filled = data::fate_of_missing(census, column);
  if (column.missing == 0 || column.use != ColumnUse::feature) return "";
  return fmt::format("; {} missing, {}", column.missing, filled);
}

void add_targets(reports::Table& table, const data::Dataset& dataset) {
  if (dataset.task == Task::regression) {
    const auto [least, most] = std::minmax_element(dataset.targets.begin(), dataset.targets.end());
    add_fact(table, "targets", reports::count_cell(dataset.target_columns));
    add_fact(table, "smallest target", *least);
    add_fact(table, "largest target", *most);
  }
  std::vector<std::size_t> counts(dataset.classes, 0);
  for (const std::int32_t label : dataset.labels) ++counts[static_cast<std::size_t>(label)];
  for (std::size_t label = 0; label < dataset.classes; ++label)
    add_fact(table, fmt::format("samples of class {}", dataset.class_name(label)),
             reports::count_cell(counts[label]));
}

void add_findings(reports::Table& table, const data::Dataset& dataset, const data::TableFindings& findings) {
  std::size_t missing = 0, columns = 0;
  for (const ColumnCensus& column : dataset.census->columns) {
    if (column.use != ColumnUse::feature || column.missing == 0) continue;
    missing += column.missing;
    ++columns;
  }
  if (missing > 0) {
    add_fact(table, "missing cells", reports::count_cell(missing));
    add_fact(table, "columns with missing cells", reports::count_cell(columns));
  }
  add_fact(table, "repeated rows", reports::count_cell(findings.repeated_rows));
  if (dataset.has_test_set())
    add_fact(table, "test rows that repeat a training row", reports::count_cell(findings.seen_test_rows));
  for (const data::GiveAway& one : findings.give_aways)
    add_fact(
        table, fmt::format("gives the target away: '{}'", one.column),
        fmt::format("alone predicts {} of {}: could it be known only after the outcome?", percent(one.right),
                    dataset.task == Task::classification ? "the classes" : "the variance"));
}

/// On one line, and at most so many characters, the last three of them points where more were there.
std::string shortened(std::string text, std::size_t most) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
  std::size_t characters = 0, end = 0;
  for (; end < text.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xc0U) != 0x80U;
    if (begins && characters == most - 3) break;
    characters += begins ? 1 : 0;
  }
  const bool rest_is_short = static_cast<std::size_t>(std::count_if(
                                 text.begin() + static_cast<std::ptrdiff_t>(end), text.end(), [](char c) {
                                   return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
                                 })) <= 3;
  return rest_is_short ? text : text.substr(0, end) + "...";
}

/// "text with 3 categories: blue, green, red".
std::string fate_with_words(const ColumnCensus& column) {
  const bool categories = column.use == ColumnUse::feature &&
                          (column.kind == ColumnKind::category || column.kind == ColumnKind::identifier) &&
                          !column.words.empty();
  if (column.use == ColumnUse::target && !column.words.empty())
    return fmt::format("{}: {}", data::fate(column), fmt::join(column.words, ", "));
  if (!categories) return data::fate(column);
  return fmt::format("text with {} categories{}: {}", column.words.size(),
                     column.same_as.empty() ? "" : fmt::format(" (the same as '{}')", column.same_as),
                     fmt::join(column.words, ", "));
}

Cell text_cell(std::string text) { return text.empty() ? Cell() : Cell(std::move(text)); }

}  // namespace

reports::Table facts_table(const data::Dataset& dataset, const data::TableFindings& findings,
                           bool with_columns) {
  reports::Table table{{"fact", "value"}, {}};
  add_fact(table, "name", dataset.name);
  add_fact(table, "task", std::string(to_text(dataset.task)));
  add_fact(table, "samples", reports::count_cell(dataset.samples()));
  add_fact(table, "test samples", reports::count_cell(dataset.samples() - dataset.test_begin));
  add_fact(table, "shape of a sample", fmt::format("{}", fmt::join(dataset.shape, " x ")));
  const auto [low, high] = range_of(dataset);
  add_fact(table, "smallest value", low);
  add_fact(table, "largest value", high);
  add_targets(table, dataset);
  if (dataset.census) add_findings(table, dataset, findings);
  if (dataset.census && with_columns)
    for (std::size_t i = 0; i < dataset.census->columns.size(); ++i) {
      const ColumnCensus& column = dataset.census->columns[i];
      const bool unnamed = column.name == fmt::format("column {}", i + 1);
      add_fact(table, unnamed ? column.name : fmt::format("column '{}'", column.name),
               data::fate(column) + missing_text(*dataset.census, column));
    }
  add_fact(table, "hash", sweeps::dataset_hash(dataset));
  return table;
}

reports::Table columns_for_people(const data::TableCensus& census) {
  constexpr std::size_t most_columns = 50, width = 80, name_width = 20, gaps = 4;
  reports::Table table{{"column", "missing", "what became of it"}, {}};
  const std::size_t shown = std::min(most_columns, census.columns.size());
  std::size_t missing_width = std::string("missing").size();
  for (std::size_t i = 0; i < shown; ++i) {
    const ColumnCensus& column = census.columns[i];
    const std::string missing =
        column.missing == 0 ? ""
                            : percent(static_cast<double>(column.missing) / static_cast<double>(census.rows));
    missing_width = std::max(missing_width, missing.size());
    table.rows.push_back({shortened(column.name, name_width), missing, fate_with_words(column)});
  }
  for (auto& row : table.rows)
    row.back() = shortened(std::get<std::string>(row.back()), width - name_width - missing_width - gaps);
  if (shown < census.columns.size())
    table.rows.push_back({fmt::format("{} more", census.columns.size() - shown), std::string(),
                          std::string("--columns --format csv shows all")});
  return table;
}

reports::Table columns_for_programs(const data::TableCensus& census) {
  reports::Table table{{"column", "kind", "use", "reason", "low", "high", "words", "missing", "missing_share",
                        "missing_cells", "same_as", "features"},
                       {}};
  for (const ColumnCensus& column : census.columns) {
    const bool ranged = column.words.empty() && column.kind != ColumnKind::empty &&
                        column.kind != ColumnKind::unread && column.kind != ColumnKind::category;
    const bool date = column.kind == ColumnKind::date;
    const auto bound = [&](double value) {
      return !ranged ? Cell() : date ? Cell(data::date_text(value)) : Cell(value);
    };
    table.rows.push_back(
        {column.name, std::string(data::to_text(column.kind)), std::string(data::to_text(column.use)),
         text_cell(column.reason), bound(column.low), bound(column.high),
         text_cell(fmt::format("{}", fmt::join(column.words, ", "))), reports::count_cell(column.missing),
         census.rows == 0 ? Cell()
                          : Cell(static_cast<double>(column.missing) / static_cast<double>(census.rows)),
         text_cell(data::fate_of_missing(census, column)), text_cell(column.same_as),
         reports::count_cell(column.features)});
  }
  return table;
}

}  // namespace tryall::cli
