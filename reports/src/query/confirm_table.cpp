#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "leaderboard_cells.hpp"
#include "tryall/reports/query/confirm.hpp"
#include "tryall/statistics/summary.hpp"

namespace tryall::reports {
namespace {

/// A selected group, before and on fresh seeds.
struct Twice {
  std::size_t rank = 0;  ///< As it was selected.
  const Standing* selected = nullptr;
  const Standing* fresh = nullptr;
  double drop = statistics::no_value;  ///< In what is better.
};

struct Boards {
  Leaderboard selected, fresh;
  std::size_t metric = 0;
  std::vector<Twice> rows = {};  ///< As they were selected, best first.

  Boards(const Confirmation& confirmation, const std::vector<GroupRow>& fresh_groups)
      : selected(rank(confirmation.groups, ranking(confirmation, confirmation.top))),
        fresh(rank(fresh_groups, ranking(confirmation, 0))),
        metric(train::index_of(train::find_metric(confirmation.sweep.metric))) {
    const double sign = confirmation.sweep.direction == train::Direction::maximize ? 1 : -1;
    for (std::size_t i = 0; i < selected.shown(); ++i) {
      Twice row{.rank = i + 1, .selected = &selected.standings[i]};
      for (const Standing& standing : fresh.standings)
        if (standing.group->key == row.selected->group->key) row.fresh = &standing;
      if (row.fresh && row.fresh->metrics[metric].count() && row.selected->metrics[metric].count())
        row.drop = sign * (row.selected->metrics[metric].mean() - row.fresh->metrics[metric].mean());
      rows.push_back(row);
    }
  }

  static Ranking ranking(const Confirmation& confirmation, std::size_t top) {
    return {.metric = confirmation.sweep.metric, .direction = confirmation.sweep.direction, .top = top};
  }
};

std::string drop_text(const train::Metric& metric, double drop) {
  if (std::isnan(drop)) return "-";
  return metric.share ? fmt::format("{:.2f} points", 100 * drop) : fmt::format("{:.3g}", drop);
}

Cell whole(std::size_t count) { return static_cast<std::int64_t>(count); }

std::vector<Cell> cells_for_people(const Boards& boards, const Twice& row) {
  const sweeps::Running none;
  const auto value = [&](const Standing* standing) {
    return interval_text(boards.metric, standing ? standing->metrics[boards.metric] : none);
  };
  return {value(row.selected),
          whole(row.selected->n),
          value(row.fresh),
          whole(row.fresh ? row.fresh->n : 0),
          drop_text(train::metrics()[boards.metric], row.drop),
          row.fresh && row.fresh->diverged ? whole(row.fresh->diverged) : Cell()};
}

std::vector<Cell> cells_for_programs(const Boards& boards, const Twice& row) {
  const sweeps::Running none;
  const sweeps::Running& selected = row.selected->metrics[boards.metric];
  const sweeps::Running& fresh = row.fresh ? row.fresh->metrics[boards.metric] : none;
  return {mean_cell(selected),
          whole(row.selected->n),
          mean_cell(fresh),
          low_cell(fresh),
          high_cell(fresh),
          whole(row.fresh ? row.fresh->n : 0),
          std::isnan(row.drop) ? Cell() : Cell(row.drop),
          whole(row.fresh ? row.fresh->diverged : 0)};
}

}  // namespace

Table confirmation_table(const Confirmation& confirmation, const std::vector<GroupRow>& fresh,
                         bool for_people) {
  const Boards boards(confirmation, fresh);
  Table table{{"rank"}, {}};
  if (!for_people) table.columns.emplace_back("group_key");
  table.columns.insert(table.columns.end(), boards.selected.axes.begin(), boards.selected.axes.end());
  const std::vector<std::string> values =
      for_people ? std::vector<std::string>{"selected", "n", "fresh", "n", "drop", "diverged"}
                 : std::vector<std::string>{"selected",      "n_selected", "fresh", "ci_low_fresh",
                                            "ci_high_fresh", "n_fresh",    "drop",  "diverged_fresh"};
  table.columns.insert(table.columns.end(), values.begin(), values.end());
  for (const Twice& row : boards.rows) {
    std::vector<Cell>& cells = table.rows.emplace_back();
    cells.push_back(whole(row.rank));
    if (!for_people) cells.emplace_back(row.selected->group->key);
    for (const std::string& axis : boards.selected.axes)
      cells.push_back(axis_cell(*find_axis(axis), row.selected->group->config));
    for (Cell& cell : for_people ? cells_for_people(boards, row) : cells_for_programs(boards, row))
      cells.push_back(std::move(cell));
  }
  return table;
}

std::string confirmation_text(const Confirmation& confirmation, const std::vector<GroupRow>& fresh) {
  const Boards boards(confirmation, fresh);
  std::vector<double> drops;
  for (const Twice& row : boards.rows)
    if (!std::isnan(row.drop)) drops.push_back(row.drop);
  if (drops.empty()) return "nothing was measured on fresh seeds";
  std::string text = fmt::format("mean drop of {} on {} fresh seeds: {}", confirmation.sweep.metric,
                                 confirmation.seeds.size(),
                                 drop_text(train::metrics()[boards.metric], statistics::mean(drops)));
  for (const Twice& row : boards.rows)
    if (row.fresh == &boards.fresh.standings.front())
      text += row.rank == 1 ? "; the first stays first" : fmt::format("; number {} is first now", row.rank);
  const auto ties =
      std::count(boards.fresh.not_distinguishable.begin(), boards.fresh.not_distinguishable.end(), true);
  if (ties > 1)
    text += fmt::format(" ({} of {} not distinguishable from the first)", ties - 1, boards.rows.size());
  return text;
}

}  // namespace tryall::reports
