#include "csv_column.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "data/formats/csv_number.hpp"
#include "tryall/error.hpp"
#include "tryall/utf8.hpp"

namespace tryall::data {
namespace {

using Form = ColumnCells::Form;

constexpr std::size_t most_categories = 1000;
/// Fewer rows tell no index, no identifier and no copy from other columns.
constexpr std::size_t fewest_rows = 8;

/// The words that a kept row has, by their places.
std::vector<std::size_t> present_words(const CsvData& data, std::size_t column) {
  const CellFacts& facts = data.facts_of(column);
  std::vector<std::size_t> present;
  for (std::size_t i = 0; i < facts.all_rows.size(); ++i)
    if (facts.all_rows[i] > 0) present.push_back(i);
  return present;
}

/// 0 or 1 for each word where they are the two of a pair, in whatever capitals.
std::optional<std::vector<std::size_t>> as_boolean(const CsvData& data, std::size_t column) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> pairs = {
      {{"no", "yes"}, {"false", "true"}, {"n", "y"}, {"f", "t"}, {"off", "on"}}};
  const std::vector<CsvWord>& words = data.columns[column].words();
  const std::vector<std::size_t> present = present_words(data, column);
  constexpr std::size_t most_spellings = 8;
  if (present.size() < 2 || present.size() > most_spellings) return std::nullopt;
  for (const auto& [no, yes] : pairs) {
    std::vector<std::size_t> values(words.size(), ColumnPlan::no_feature);
    std::array<bool, 2> seen{};
    bool all = true;
    for (const std::size_t word : present) {
      const std::string text = in_small_letters(words[word].text);
      all = all && (text == no || text == yes);
      values[word] = text == yes ? 1 : 0;
      seen[values[word]] = true;
    }
    if (all && seen[0] && seen[1]) return values;
  }
  return std::nullopt;
}

/// Whether the column is encoded as text.
bool is_text(const CsvData& data, std::size_t column) {
  if (data.columns[column].form() != Form::words) return false;
  const WordCounts counts = count_words(data, column);
  const auto* first = data.columns[column].first_text();
  return counts.texts >= counts.numbers && (!first || !has_commas(number_form(first->cell)));
}

[[noreturn]] void refuse_words(const CsvData& data, std::size_t column, std::size_t row, std::size_t count) {
  fail_at(
      data, row, column,
      fmt::format("is the column's {}th different text, too many to encode; ignore the column, or make it "
                  "coarser",
                  count));
}

bool has_too_many_words(const CsvData& data, std::size_t column) {
  return data.columns[column].has_too_many_words() || present_words(data, column).size() > most_categories;
}

void plan_categories(ColumnPlan& plan, const CsvData& data, std::size_t column) {
  const std::vector<CsvWord>& words = data.columns[column].words();
  std::vector<std::size_t> present = present_words(data, column);
  if (present.size() > most_categories)
    refuse_words(data, column, words[present[most_categories]].row, most_categories + 1);
  if (data.columns[column].has_too_many_words())
    refuse_words(data, column, data.columns[column].first_beyond().row, words.size() + 1);
  std::sort(present.begin(), present.end(),
            [&](std::size_t one, std::size_t other) { return words[one].text < words[other].text; });
  plan.of_words.assign(words.size(), ColumnPlan::no_feature);
  for (const std::size_t word : present) {
    plan.of_words[word] = plan.census.words.size();
    plan.census.words.push_back(words[word].text);
  }
  plan.census.features = present.size();
}

void plan_words(ColumnPlan& plan, const CsvData& data, std::size_t column, bool drop) {
  const CellFacts& facts = data.facts_of(column);
  plan.census.features = 1;
  if (auto values = as_boolean(data, column)) {
    plan.census.kind = ColumnKind::boolean;
    const std::vector<CsvWord>& words = data.columns[column].words();
    for (const std::size_t value : {0, 1})
      plan.census.words.push_back(
          words[static_cast<std::size_t>(std::find(values->begin(), values->end(), value) - values->begin())]
              .text);
    plan.of_words = std::move(*values);
    return;
  }
  const std::size_t different = facts.training_words(), rows = data.training_rows();
  const bool unlike = rows >= fewest_rows && 2 * different > rows;
  plan.census.kind = different == 1 && facts.missing == 0 ? ColumnKind::constant
                     : unlike                             ? ColumnKind::identifier
                                                          : ColumnKind::category;
  if (drop && (plan.census.kind == ColumnKind::identifier || has_too_many_words(data, column))) {
    plan.census.kind = unlike ? ColumnKind::identifier : ColumnKind::category;
    plan.census.use = ColumnUse::left_out;
    plan.census.reason = fmt::format("text with {} different values in {} rows", different, rows);
    return;
  }
  plan_categories(plan, data, column);
}

/// Whether a name says that the column identifies its row: id, user_id, ID.
bool names_an_identifier(std::string_view name) {
  const std::string small = in_small_letters(name);
  const std::string_view text = small;
  return text == "id" || text == "uuid" || text.ends_with("_id") || text.ends_with(" id") ||
         name.ends_with("Id") || (name.ends_with("ID") && name.size() > 2);
}

/// Whether all training rows have whole numbers, no two the same.
bool are_all_different(const CsvData& data, std::size_t column) {
  std::vector<double> numbers;
  for (std::size_t row = 0; row < data.training_rows(); ++row) numbers.push_back(data.cell(row, column));
  if (std::any_of(numbers.begin(), numbers.end(), [](double one) { return one != std::floor(one); }))
    return false;
  std::sort(numbers.begin(), numbers.end());
  return std::adjacent_find(numbers.begin(), numbers.end()) == numbers.end();
}

void plan_numbers(ColumnPlan& plan, const CsvData& data, std::size_t column) {
  check_numbers(data, column);
  const CellFacts& facts = data.facts_of(column);
  plan.census.features = 1;
  plan.census.low = facts.low;
  plan.census.high = facts.high;
  const bool many = data.training_rows() >= fewest_rows;
  if (data.columns[column].form() == Form::dates)
    plan.census.kind = ColumnKind::date;
  else if (facts.counts && many)
    plan.census.kind = ColumnKind::row_index;
  else if (facts.low == facts.high)
    plan.census.kind = ColumnKind::constant;
  else if (many && facts.missing == 0 && names_an_identifier(data.names[column]) &&
           are_all_different(data, column))
    plan.census.kind = ColumnKind::identifier;
  else
    plan.census.kind = ColumnKind::number;
}

}  // namespace

WordCounts count_words(const CsvData& data, std::size_t column) {
  const ColumnCells& cells = data.columns[column];
  WordCounts counts;
  if (cells.has_too_many_words()) return {cells.number_cells(), cells.text_cells(), 0};
  for (std::size_t i = 0; i < cells.words().size(); ++i) {
    const std::size_t rows = data.facts_of(column).all_rows[i];
    const CsvWord::Is is = cells.words()[i].is;
    (is == CsvWord::Is::number ? counts.numbers
     : is == CsvWord::Is::text ? counts.texts
                               : counts.doubtful) += rows;
  }
  return counts;
}

void check_numbers(const CsvData& data, std::size_t column) {
  const ColumnCells& cells = data.columns[column];
  if (cells.form() == Form::words) {
    const ColumnCells::Place place = *cells.first_text();
    std::string advice = advice_on_number(place.cell, {cells.some_texts().begin(), cells.some_texts().end()});
    if (advice.empty())
      advice =
          place.row == 0 && !data.header
              ? "if this line is the header, set header to \"yes\""
              : "correct it, ignore the column, or, if it stands for a missing value, name it in na_values";
    fail_at(data, place.row, column,
            fmt::format("'{}' is text where a number belongs; {}", excerpt(place.cell), advice));
  }
  if (const auto row = data.facts_of(column).first_infinite)
    fail_at(data, data.cells.added_as(*row), column,
            fmt::format("'{}' is not a finite number; correct it, or leave it empty for a missing value",
                        excerpt(cells.infinite(data.cells.added_as(*row)))));
}

void refuse_missing(const CsvData& data, std::size_t column) {
  const ColumnCells::Place* place = data.columns[column].first_missing();
  require(place != nullptr, "a cell is missing");
  fail_at(data, place->row, column,
          fmt::format("the value is missing ('{}'); set missing to \"mean\", \"median\" or \"drop\", or "
                      "ignore the column",
                      excerpt(place->cell)));
}

ColumnPlan plan_column(const CsvData& data, std::size_t column, const Choice& choice) {
  const CellFacts& facts = data.facts_of(column);
  const bool drop = choice.word("useless") == "drop";
  ColumnPlan plan{{.name = data.names[column], .use = ColumnUse::feature, .missing = facts.missing}};
  if (facts.values == 0 && drop) {
    plan.census.kind = ColumnKind::empty;
    plan.census.use = ColumnUse::left_out;
    plan.census.reason = "no value in any training row";
    return plan;
  }
  if (facts.missing > 0 && choice.word("missing") == "refuse") refuse_missing(data, column);
  if (is_text(data, column)) {
    plan_words(plan, data, column, drop);
  } else {
    if (facts.values == 0)
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: column '{}' has no values; ignore it", data.file(), data.names[column]));
    plan_numbers(plan, data, column);
  }
  const bool numeric_identifier = plan.census.kind == ColumnKind::identifier && plan.census.words.empty();
  if (drop && (plan.census.kind == ColumnKind::constant || plan.census.kind == ColumnKind::row_index ||
               numeric_identifier)) {
    if (plan.census.use == ColumnUse::feature) plan.census.reason = fate(plan.census);
    plan.census.use = ColumnUse::left_out;
  }
  return plan;
}

void find_same_columns(const CsvData& data, std::vector<ColumnPlan>& plans) {
  if (data.training_rows() < fewest_rows) return;
  const auto are_same = [&](std::size_t one, std::size_t other) {
    if (data.facts_of(one).fingerprint != data.facts_of(other).fingerprint ||
        data.columns[one].form() != data.columns[other].form())
      return false;
    for (std::size_t row = 0; row < data.rows(); ++row) {
      const double a = data.cell(row, one), b = data.cell(row, other);
      if (a != b && !(std::isnan(a) && std::isnan(b))) return false;
    }
    return true;
  };
  std::vector<std::pair<std::uint64_t, std::size_t>> order;  // places in data.features, the target last
  for (std::size_t i = 0; i <= data.features.size(); ++i) order.emplace_back(data.facts[i].fingerprint, i);
  std::sort(order.begin(), order.end());
  const auto column_of = [&](std::size_t i) {
    return i < data.features.size() ? data.features[i] : data.target;
  };
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && order[end].first == order[begin].first) ++end;
    const bool with_target = order[end - 1].second == data.features.size();
    const std::size_t model = column_of(with_target ? data.features.size() : order[begin].second);
    for (std::size_t i = begin; i < end; ++i)
      if (const std::size_t column = column_of(order[i].second); column != model && are_same(column, model))
        plans[order[i].second].census.same_as = data.names[model];
  }
}

}  // namespace tryall::data
