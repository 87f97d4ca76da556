#include "tryall/reports/query/confirm.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "leaderboard_cells.hpp"
#include "results/config_column.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/tables/json_text.hpp"
#include "tryall/statistics/summary.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::reports {
namespace {

const std::string ending = "-confirm";

/// The sweep asked for; of a confirmation that ran last, the one that it confirmed.
SweepRow sweep_to_confirm(const StoreReader& store, const std::string& name) {
  SweepRow sweep = store.sweep(name);
  if (name.empty() && sweep.name.ends_with(ending))
    return store.sweep(sweep.name.substr(0, sweep.name.size() - ending.size()));
  return sweep;
}

std::string sweep_text(const Confirmation& confirmation, const std::vector<Standing>& best) {
  nlohmann::json json = {{"name", confirmation.name}, {"objective", {{"metric", confirmation.sweep.metric}}}};
  json["union"] = nlohmann::json::array();
  for (const Standing& standing : best)
    json["union"].push_back({{"base", sweeps::telling_json(standing.group->config)}});
  json["axes"]["seed"] = confirmation.seeds;
  return json_text(json, 2);
}

Leaderboard board_of(const Confirmation& confirmation, const std::vector<Group>& groups, std::size_t top) {
  return rank(groups,
              {.metric = confirmation.sweep.metric, .direction = confirmation.sweep.direction, .top = top},
              confirmation.vocabulary);
}

}  // namespace

Confirmation plan_confirmation(const StoreReader& store, const ConfirmQuestion& question) {
  const StoreReader::Snapshot snapshot(store);
  Confirmation result{.name = {},
                      .text = {},
                      .sweep = sweep_to_confirm(store, question.sweep),
                      .groups = {},
                      .top = question.top,
                      .seeds = {},
                      .vocabulary = store.vocabulary()};
  result.name = result.sweep.name + ending;
  result.groups = store.groups({.sweep = result.sweep.id});
  if (result.groups.empty())
    throw Error(ErrorCode::not_enough_data,
                fmt::format("no run of {} is stored yet; nothing to confirm", result.sweep.label));
  Leaderboard board = board_of(result, result.groups, question.top);
  std::erase_if(board.standings,
                [&](const Standing& one) { return one.rank == 0 || one.rank > question.top; });
  if (board.standings.empty())
    throw Error(
        ErrorCode::not_enough_data,
        fmt::format("no group of {} has a value of {}: all runs diverged or failed, so there is no best to "
                    "confirm; see: tryall query --runs --sweep {}",
                    result.sweep.label, result.sweep.metric, result.sweep.label));
  if (board.families.size() > 1)
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{} has groups that cannot be compared ({} and {}); there is no best of all to confirm",
                    result.sweep.label, board.families[0].label, board.families[1].label));
  std::uint64_t largest = 0;
  for (const Standing& standing : board.standings)
    largest = std::max(largest, store.largest_seed(standing.group->key, result.name));
  for (std::uint64_t i = 1; i <= question.seeds; ++i) result.seeds.push_back(largest + i);
  result.text = sweep_text(result, board.standings);
  return result;
}

namespace {

/// A selected group, before and on fresh seeds.
struct Twice {
  std::size_t rank = 0;  ///< As it was selected.
  const Standing* selected = nullptr;
  const Standing* fresh = nullptr;
  double change = statistics::no_value;  ///< Fresh - selected.
};

struct Boards {
  Leaderboard selected, fresh;
  std::size_t metric = 0;
  std::vector<Twice> rows = {};  ///< As they were selected, best first.

  Boards(const Confirmation& confirmation, const std::vector<Group>& fresh_groups)
      : selected(board_of(confirmation, confirmation.groups, confirmation.top)),
        fresh(board_of(confirmation, fresh_groups, 0)),
        metric(selected.metric) {
    for (const std::size_t i : selected.shown()) {
      if (selected.standings[i].rank == 0) continue;
      Twice row{.rank = selected.standings[i].rank, .selected = &selected.standings[i]};
      for (const Standing& standing : fresh.standings)
        if (standing.group->key == row.selected->group->key) row.fresh = &standing;
      if (row.fresh && is_whole(*row.fresh) && is_whole(*row.selected))
        row.change = row.fresh->metrics[metric].mean() - row.selected->metrics[metric].mean();
      rows.push_back(row);
    }
  }

  /// Every seed has a value. A mean over the runs that came out well would flatter.
  bool is_whole(const Standing& one) const { return one.n > 0 && one.metrics[metric].count() == one.n; }

  const Metric& about() const { return selected.vocabulary->metrics[metric]; }
};

std::string change_text(const Metric& metric, double change) {
  if (std::isnan(change)) return "-";
  return difference_text(metric, change) + (metric.share ? " points" : "");
}

/// How many seeds a mean is over: "5", or "3 of 5" where the others have no value.
Cell counted_seeds(const Boards& boards, const Standing* standing) {
  if (standing == nullptr) return count_cell(0);
  if (boards.is_whole(*standing)) return count_cell(standing->n);
  return fmt::format("{} of {}", standing->metrics[boards.metric].count(), standing->n);
}

std::vector<Cell> cells_for_people(const Boards& boards, const Twice& row) {
  const sweeps::RunningStatistics none;
  const auto value = [&](const Standing* standing) {
    return reports::interval_text(boards.about(), standing ? standing->metrics[boards.metric] : none);
  };
  return {value(row.selected),
          counted_seeds(boards, row.selected),
          value(row.fresh),
          counted_seeds(boards, row.fresh),
          change_text(boards.about(), row.change),
          row.fresh && row.fresh->diverged ? count_cell(row.fresh->diverged) : Cell()};
}

std::vector<Cell> cells_for_programs(const Boards& boards, const Twice& row) {
  const sweeps::RunningStatistics none;
  const sweeps::RunningStatistics& selected = row.selected->metrics[boards.metric];
  const sweeps::RunningStatistics& fresh = row.fresh ? row.fresh->metrics[boards.metric] : none;
  return {mean_cell(selected),
          count_cell(row.selected->n),
          mean_cell(fresh),
          low_cell(boards.about(), fresh),
          high_cell(boards.about(), fresh),
          count_cell(row.fresh ? row.fresh->n : 0),
          std::isnan(row.change) ? Cell() : Cell(row.change),
          count_cell(row.fresh ? row.fresh->diverged : 0)};
}

/// "number 1 has no value on 2 of 5 fresh seeds": the groups whose change would be that of survivors.
std::string without_value_text(const Boards& boards) {
  std::string text;
  const auto say = [&](std::size_t rank, const Standing* standing, const char* seeds) {
    if (standing == nullptr || boards.is_whole(*standing)) return;
    text += fmt::format("{}number {} has no value on {} of {} {}", text.empty() ? "" : ", ", rank,
                        standing->n - standing->metrics[boards.metric].count(), standing->n, seeds);
  };
  for (const Twice& row : boards.rows) {
    say(row.rank, row.fresh, "fresh seeds");
    say(row.rank, row.selected, "seeds that selected it");
  }
  return text;
}

}  // namespace

Table confirmation_table(const Confirmation& confirmation, const std::vector<Group>& fresh, bool for_people) {
  const Boards boards(confirmation, fresh);
  Table table{{"rank"}, {}};
  if (!for_people) table.columns.emplace_back("group_key");
  table.columns.insert(table.columns.end(), boards.selected.axes.begin(), boards.selected.axes.end());
  const std::vector<std::string> values =
      for_people ? std::vector<std::string>{"selected", "n", "fresh", "n", "change", "diverged"}
                 : std::vector<std::string>{"selected",      "n_selected", "fresh",  "ci_low_fresh",
                                            "ci_high_fresh", "n_fresh",    "change", "diverged_fresh"};
  table.columns.insert(table.columns.end(), values.begin(), values.end());
  for (const Twice& row : boards.rows) {
    std::vector<Cell>& cells = table.rows.emplace_back();
    cells.push_back(count_cell(row.rank));
    if (!for_people) cells.emplace_back(row.selected->group->key);
    for (const std::string& axis : boards.selected.axes)
      cells.push_back(
          config_column(*confirmation.vocabulary->axes, "", axis).cell(row.selected->group->config));
    for (Cell& cell : for_people ? cells_for_people(boards, row) : cells_for_programs(boards, row))
      cells.push_back(std::move(cell));
  }
  return table;
}

std::string confirmation_text(const Confirmation& confirmation, const std::vector<Group>& fresh) {
  const Boards boards(confirmation, fresh);
  std::vector<double> changes;
  for (const Twice& row : boards.rows)
    if (!std::isnan(row.change)) changes.push_back(row.change);
  const Leaderboard& board = boards.fresh;
  const std::string lost = without_value_text(boards);
  if (changes.empty())
    return lost.empty() ? "nothing was measured on fresh seeds" : "no change can be given: " + lost;
  std::string text = fmt::format(
      "mean change of {} on {} fresh seeds{}: {}", confirmation.sweep.metric, confirmation.seeds.size(),
      lost.empty() ? "" : fmt::format(", over {} of {} groups", changes.size(), boards.rows.size()),
      change_text(boards.about(), statistics::mean(changes)));
  if (!lost.empty()) text += "; " + lost;
  for (const Twice& row : boards.rows)
    if (row.fresh == &board.standings.front())
      text += row.rank == 1 ? "; the first stays first" : fmt::format("; number {} is first now", row.rank);
  const auto count = [&](statistics::TieMark mark) {
    return std::count_if(board.standings.begin(), board.standings.end(),
                         [&](const Standing& one) { return one.tie.mark == mark; });
  };
  if (const auto ties = count(statistics::TieMark::tied); ties > 0)
    text += fmt::format(" ({} of {} tied with it)", ties, boards.rows.size() - 1);
  return text;
}

}  // namespace tryall::reports
