#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "compare_document.hpp"
#include "tables/rows_json.hpp"
#include "tryall/reports/compare/compare.hpp"
#include "tryall/reports/results/quantities.hpp"
#include "tryall/reports/tables/json_text.hpp"

namespace tryall::reports {
namespace {

Cell number_cell(double value) { return std::isfinite(value) ? Cell(value) : Cell(); }

std::string diverged_text(std::size_t count, std::size_t of) {
  return count == 0 ? "" : fmt::format("{} of {}", count, of);
}

Table for_programs(const Comparison& comparison) {
  Table table{{"setting", "group_a", "group_b", "best_a", "best_b", "seeds", "diverged_a", "diverged_b",
               "mean_a", "mean_b", "difference", "ci_low", "ci_high", "share_a"},
              {}};
  for (const MatchedSetting& s : comparison.settings)
    table.rows.push_back({s.label, s.key_a, s.key_b, s.best_a, s.best_b, count_cell(s.seeds),
                          count_cell(s.diverged_a), count_cell(s.diverged_b), number_cell(s.mean_a),
                          number_cell(s.mean_b), number_cell(s.difference), number_cell(s.interval.low),
                          number_cell(s.interval.high), number_cell(s.share)});
  return table;
}

using CellOf = Cell (*)(const MatchedSetting&, const Metric&);

/// A column for people; left out where it is empty throughout.
struct Column {
  std::string name;
  CellOf cell;
};

std::vector<Column> columns_for_people(const Comparison& c) {
  return {
      {"setting", [](const MatchedSetting& s, const Metric&) -> Cell { return s.label; }},
      {c.a + " at", [](const MatchedSetting& s, const Metric&) -> Cell { return s.best_a; }},
      {c.b + " at", [](const MatchedSetting& s, const Metric&) -> Cell { return s.best_b; }},
      {c.a, [](const MatchedSetting& s, const Metric& m) -> Cell { return value_text(m, s.mean_a); }},
      {c.b, [](const MatchedSetting& s, const Metric& m) -> Cell { return value_text(m, s.mean_b); }},
      {"difference",
       [](const MatchedSetting& s, const Metric& m) -> Cell {
         if (!std::isfinite(s.difference)) return "diverged";
         return difference_text(m, s.difference, s.interval.low, s.interval.high);
       }},
      {"seeds", [](const MatchedSetting& s, const Metric&) -> Cell { return count_cell(s.seeds); }},
      {c.a + " diverged",
       [](const MatchedSetting& s, const Metric&) -> Cell { return diverged_text(s.diverged_a, s.seeds); }},
      {c.b + " diverged",
       [](const MatchedSetting& s, const Metric&) -> Cell { return diverged_text(s.diverged_b, s.seeds); }}};
}

}  // namespace

Table settings_table(const Comparison& comparison, bool for_people) {
  if (!for_people) return for_programs(comparison);
  const Metric& metric = comparison.metric;
  Table table{{}, std::vector<std::vector<Cell>>(comparison.settings.size())};
  for (const Column& column : columns_for_people(comparison)) {
    std::vector<Cell> cells;
    for (const MatchedSetting& setting : comparison.settings) cells.push_back(column.cell(setting, metric));
    if (std::all_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell == Cell(""); })) continue;
    table.columns.push_back(column.name);
    for (std::size_t row = 0; row < cells.size(); ++row) table.rows[row].push_back(cells[row]);
  }
  return table;
}

namespace {

nlohmann::ordered_json json_of(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
}

template <class T>
nlohmann::ordered_json json_of(const std::optional<T>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
}

const char* word(CompareVerdict verdict) {
  switch (verdict) {
    case CompareVerdict::too_few:
      return "not testable";
    case CompareVerdict::undecided:
      return "no difference shown";
    case CompareVerdict::decided:
      return "decided";
  }
  return "";
}

/// Of A over B, where the comparison has the leading side over the other.
nlohmann::ordered_json gain_json(const Comparison& c) {
  if (!c.b_leads)
    return {{"gain_a", json_of(c.gain)}, {"gain_a_low", json_of(c.low)}, {"gain_a_high", json_of(c.high)}};
  return {{"gain_a", json_of(-c.gain)}, {"gain_a_low", json_of(-c.high)}, {"gain_a_high", json_of(-c.low)}};
}

}  // namespace

nlohmann::ordered_json comparison_document(const Comparison& c) {
  const double sign = c.b_leads ? -1 : 1;
  nlohmann::ordered_json json = {
      {"sentence", sentence(c)}, {"a", c.a}, {"b", c.b}, {"metric", c.metric.name}};
  json["direction"] = to_text(c.direction);
  json["unit"] = c.settings.size() == 1 ? "seed" : "setting";
  json["units"] = c.units();
  json["wins_a"] = c.wins_a;
  json["wins_b"] = c.wins_b;
  json["verdict"] = word(c.verdict);
  json["ahead"] = c.b_leads ? "b" : "a";
  json["test"] = c.by_ranks ? "signed ranks" : "paired t";
  json["p"] = std::isnan(c.low) ? nlohmann::ordered_json() : json_of(c.p);
  json.update(gain_json(c));
  json["p_a_better"] = json_of(c.b_leads ? 1 - c.probability : c.probability);
  json["mean_gain_a"] = json_of(sign * c.effect.mean_difference);
  json["hedges_g"] = json_of(sign * c.effect.hedges_g);
  json["p_same_within_margin"] = c.same ? json_of(c.same->p) : nlohmann::ordered_json();
  json["seeds_needed"] = json_of(c.seeds_needed);
  json["settings_needed"] = json_of(c.settings_needed);
  json["notes"] = c.notes;
  json["settings"] = rows_json(for_programs(c));
  return json;
}

std::string comparison_json(const Comparison& c) { return json_text(comparison_document(c), 2) + "\n"; }

}  // namespace tryall::reports
