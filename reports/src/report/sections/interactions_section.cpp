#include <fmt/format.h>

#include "cells.hpp"
#include "report/words.hpp"
#include "sections.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_pairs = 15;

/// "adam 0.01, sgd 0.1": where along x the best of each row is.
std::string best_by_row(const SweepData& data, const AxisPair& pair, bool* differ) {
  const ReportAxis &x = data.axes[pair.x], &y = data.axes[pair.y];
  const std::vector<Crossing> cells = crossings(data, pair, Cells::comparable);
  std::string text;
  std::optional<std::size_t> common;
  for (std::size_t row = 0; row < y.level_count(); ++row) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < x.level_count(); ++i) {
      const Crossing& cell = cells[row * x.level_count() + i];
      if (!cell.best || !data.scores[*cell.best].whole()) continue;
      if (!best || data.better(data.scores[*cell.best].mean,
                               data.scores[*cells[row * x.level_count() + *best].best].mean))
        best = i;
    }
    if (!best) continue;
    *differ = *differ || (common && common != best);
    common = best;
    text += fmt::format("{}{} for {}", text.empty() ? "" : ", ", x.level_text(*best), y.level_text(row));
  }
  return text;
}

std::string finding(const SweepData& data, const AxisPair& pair) {
  const ReportAxis &x = data.axes[pair.x], &y = data.axes[pair.y];
  const std::size_t best = data.order.front();
  if (!data.scores[best].has_value())
    return fmt::format("No combination has a value of {}.", metric_label(*data.objective));
  std::string text = fmt::format("The best combination seen is {} {} with {} {}.", x.label,
                                 x.value_text(best), y.label, y.value_text(best));
  bool differ = false;
  const std::string rows = best_by_row(data, pair, &differ);
  if (differ && y.level_count() <= 6)
    text += fmt::format(" The best {} seen is {}.", x.label, rows);
  else if (differ)
    text += fmt::format(" The best {} seen differs by {}.", x.label, y.label);
  return text;
}

}  // namespace

std::optional<InteractionsSection> interactions_section(const SectionSource& source) {
  const std::vector<AxisPair> pairs = axis_pairs(source.data, source.data.comparable_axes, most_pairs);
  if (pairs.empty())
    return missing_section<InteractionsSection>(
        fmt::format("Fewer than two axes have more than one value{}.", among_comparable(source.data)));
  InteractionsSection section;
  section.finding = finding(source.data, pairs.front());
  section.note = {
      .n = "the number in each cell counts all its runs",
      .method = "a cell's value is the mean over seeds of its best group: the best over all other axes",
      .exclusions = "failed runs have no value and are marked"};
  say_what_is_compared(source.data, section);
  for (const AxisPair& pair : pairs)
    section.pairs.push_back(crossed_axes(source.data, pair, Cells::comparable));
  return section;
}

Json section_json(const InteractionsSection& section, const SweepData& data) {
  Json json = words_json(section);
  json["metric"] = data.objective->name;
  json["statistic"] = section.statistic;
  json["pairs"] =
      column(section.pairs, [&](const CrossedAxes& pair) { return cells_json(pair, data, true); });
  return json;
}

}  // namespace tryall::reports
