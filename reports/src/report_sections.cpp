#include "report_sections.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "leaderboard_cells.hpp"
#include "tryall/reports/figure.hpp"
#include "tryall/sweeps/config_json.hpp"

namespace tryall::reports {
namespace {

/// The metric of the curves: the one ranked by, or its counterpart on the validation split where that has
/// none.
std::string curve_metric(const std::string& metric) {
  if (train::find_metric(metric).each_epoch) return metric;
  return "validation" + metric.substr(metric.find('_'));
}

std::string spread_words(const sweeps::Running& value) {
  return value.count() > 1 ? "" : " on a single seed, so nothing is known of its spread";
}

}  // namespace

std::string group_label(const GroupRow& group, const std::vector<std::string>& axes) {
  std::string text;
  for (const std::string& name : axes) {
    const Axis& axis = *find_axis(name);
    const std::string value = sweeps::axis_label(axis, group.config);
    text += fmt::format("{}{}", text.empty() ? "" : " ",
                        axis.is_choice() && name != "split" ? value : fmt::format("{}={}", name, value));
  }
  return text;
}

std::string leaderboard_finding(const Leaderboard& board) {
  if (board.standings.empty()) return "No run of this sweep is stored yet.";
  const std::size_t metric = train::index_of(train::find_metric(board.ranking.metric));
  const Standing& best = board.standings.front();
  const sweeps::Running& value = best.metrics[metric];
  if (value.count() == 0)
    return fmt::format("None of the {} groups has a value of {}.", board.standings.size(),
                       board.ranking.metric);
  std::string text = fmt::format(
      "{} {}: {} {}{}",
      board.standings.size() == 1 ? "The only group is"
                                  : fmt::format("The highest ranked of {} groups is", board.standings.size()),
      group_label(*best.group, board.axes), board.ranking.metric, value_text(metric, value),
      spread_words(value));
  for (const std::size_t shown : shown_metrics(board.ranking))
    if (shown != metric && best.metrics[shown].count())
      text += fmt::format(", {} {}", train::metrics()[shown].name, value_text(shown, best.metrics[shown]));
  return text + fmt::format(" (n = {}).", value.count());
}

PageSection curves_section(SQLite::Database& database, const Leaderboard& board) {
  constexpr std::size_t most_groups = 6;
  const std::string metric = curve_metric(board.ranking.metric);
  const train::Metric& about = train::find_metric(metric);
  CurveFigure figure{.title = fmt::format("{} by epoch", metric),
                     .x_label = "epoch",
                     .y_label = metric,
                     .series = {},
                     .share = about.share};
  std::size_t seeds = 0;
  for (const Standing& standing : board.standings) {
    if (figure.series.size() == std::min(most_groups, CurveFigure::most_series)) break;
    CurveSeries series{group_label(*standing.group, board.axes),
                       read_curves(database, *standing.group, metric), standing.diverged};
    seeds = std::max(seeds, series.replicates.size());
    figure.series.push_back(std::move(series));
  }
  return {
      .title = "Learning curves",
      .finding =
          fmt::format("{} of the {} highest ranked groups, epoch by epoch.", metric, figure.series.size()),
      .figure_svg = svg(figure),
      .note = fmt::format("Thick: the mean over up to {} seeds; thin: each seed. A cross marks a divergence, "
                          "where the mean stops.",
                          seeds),
      .table_header = {},
      .table_rows = {},
      .numeric = {}};
}

PageSection divergence_section(SQLite::Database& database, const SweepRow& sweep,
                               const std::vector<std::string>& axes) {
  PageSection section{.title = "Divergence and failures",
                      .finding = "",
                      .figure_svg = "",
                      .note = "These runs are stored like any other and count against their groups.",
                      .table_header = {"group", "seed", "outcome", "epochs done", "steps done", "message"},
                      .table_rows = {},
                      .numeric = {false, true, false, true, true, false}};
  const std::vector<GroupRow> groups =
      select_groups(database, {.sweep = sweep.id, .where = "outcome <> 'completed'"});
  SQLite::Statement query(database, "SELECT epochs_done, steps_done, message FROM runs WHERE key = ?");
  std::size_t runs = 0;
  for (const GroupRow& group : groups)
    for (const RunRow& run : group.runs) {
      ++runs;
      query.bind(1, run.key);
      query.executeStep();
      section.table_rows.push_back({group_label(group, axes), std::to_string(run.seed),
                                    std::string(to_text(run.outcome)), query.getColumn(0).getString(),
                                    query.getColumn(1).getString(), query.getColumn(2).getString()});
      query.reset();
    }
  section.finding = fmt::format("{} run{} of {} group{} did not complete.", runs, runs == 1 ? "" : "s",
                                groups.size(), groups.size() == 1 ? "" : "s");
  return section;
}

}  // namespace tryall::reports
