#include <algorithm>

#include "numbers.hpp"
#include "tryall/reports/figures/figure.hpp"
#include "tryall/reports/report/report.hpp"
#include "words.hpp"

namespace tryall::reports {
namespace {

std::vector<std::string> level_labels(const ReportAxis& axis) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < axis.level_count(); ++i) labels.push_back(axis.level_text(i));
  return labels;
}

/// With the numbers of report.json, from which the page draws.
Estimated drawn(const Estimate& estimate) {
  return {as_written(estimate.center), as_written(estimate.low), as_written(estimate.high)};
}

std::vector<double> drawn(std::vector<double> values) {
  for (double& value : values) value = as_written(value);
  return values;
}

/// The first pair of axes.
HeatmapFigure heatmap(const SweepData& data, const InteractionsSection& section) {
  const CrossedAxes& pair = section.pairs.front();
  const ReportAxis &x = data.axes[pair.x], &y = data.axes[pair.y];
  HeatmapFigure figure{.title = x.label + " x " + y.label,
                       .x_label = x.label,
                       .y_label = y.label,
                       .value_label = metric_label(*data.objective),
                       .columns = level_labels(x),
                       .rows = level_labels(y),
                       .cells = {},
                       .higher_is_better = data.maximize(),
                       .share = data.objective->share};
  figure.cells.resize(figure.columns.size() * figure.rows.size());
  for (const CrossedLevels& cell : pair.cells)
    figure.cells[cell.y_level * figure.columns.size() + cell.x_level] = {
        .value = as_written(cell.center), .runs = cell.runs, .diverged = cell.failed};
  return figure;
}

/// The curves of the first metric.
CurveFigure curve_figure(const SweepData& data, const CurvesSection& section) {
  const std::size_t first = section.series.front().metric;
  const Metric& metric = data.metrics()[first];
  CurveFigure figure{.title = metric_label(metric) + " by epoch",
                     .x_label = "epoch",
                     .y_label = metric_label(metric),
                     .series = {},
                     .share = metric.share};
  for (const MetricCurves& series : section.series) {
    if (series.metric != first || figure.series.size() == CurveFigure::most_series) continue;
    CurveSeries one{.label = group_words(data, series.group)};
    for (const SeedCurve& seed : series.seeds) {
      one.replicates.push_back(drawn(seed.values));
      one.diverged += !data.run_of(series.group, seed.run).completed();
    }
    figure.series.push_back(std::move(one));
  }
  return figure;
}

/// The values that the group's runs have.
std::vector<double> run_values(const SweepData& data, std::size_t group) {
  std::vector<double> values;
  for (const Run& run : data.groups[group].runs)
    if (const double value = as_written(run.result(data.objective_place)); value == value)
      values.push_back(value);
  return values;
}

DotFigure leaders(const SweepData& data, const LeaderboardSection& section) {
  constexpr std::size_t most_rows = 10;
  const Metric& metric = *data.objective;
  DotFigure figure{.title = "The best by " + metric_label(metric),
                   .value_label = metric_label(metric),
                   .rows = {},
                   .key = section.statistic,
                   .share = metric.share};
  if (!section.interval.empty()) figure.key += " with " + section.interval;
  std::vector<std::size_t> groups;
  for (std::size_t row = 0; row < std::min(most_rows, section.rows.size()); ++row)
    groups.push_back(section.rows[row].group);
  if (const std::string common = common_words(data, groups); groups.size() > 1 && !common.empty())
    figure.key += "; all have " + common;
  for (std::size_t row = 0; row < groups.size(); ++row)
    figure.rows.push_back({.label = short_group_words(data, groups[row], groups),
                           .runs = run_values(data, groups[row]),
                           .mean = drawn(section.rows[row].value),
                           .failed = section.rows[row].failed});
  return figure;
}

FrontFigure front(const SweepData& data, const ParetoSection& section) {
  const Metric& metric = *data.objective;
  FrontFigure figure{.title = metric_label(metric) + " against " + section.cost_label,
                     .cost_label = section.cost_label + ", " + section.cost_unit,
                     .value_label = metric_label(metric),
                     .points = {},
                     .log_cost = section.log_cost,
                     .share = metric.share};
  for (const ParetoPoint& point : section.points)
    figure.points.push_back(
        {.label = group_words(data, point.group), .cost = drawn(point.cost), .value = drawn(point.value)});
  std::vector<std::size_t> on_front;
  for (const std::size_t place : section.front) on_front.push_back(section.points[place].group);
  for (const std::size_t place : section.front) {
    figure.points[place].on_front = true;
    figure.points[place].label = short_group_words(data, section.points[place].group, on_front);
  }
  return figure;
}

/// Of the arms: a contender is the best group of each.
RankFigure rank_figure(const SweepData& data, const SignificanceSection& section) {
  const AverageRanks& ranks = *section.average_ranks;
  RankFigure figure{.title = "Average ranks",
                    .names = {},
                    .average_ranks = drawn(ranks.ranks),
                    .cliques = ranks.cliques,
                    .key = ranks.method};
  for (const Contender& contender : section.contenders)
    figure.names.push_back(data.axes[*data.arms].level_text(*contender.arm));
  return figure;
}

template <class Content>
const Content* shown(const std::optional<Content>& section) {
  return section && section->missing.empty() ? &*section : nullptr;
}

}  // namespace

std::vector<ReportFigure> figures(const Report& report) {
  std::vector<ReportFigure> result;
  const SweepData& data = *report.data;
  const auto add = [&](const char* name, const auto& figure) {
    result.push_back({name, figure.title, svg(figure)});
  };
  if (const auto* section = shown(report.leaderboard)) add("leaderboard", leaders(data, *section));
  if (const auto* section = shown(report.interactions)) add("interactions", heatmap(data, *section));
  if (const auto* section = shown(report.curves)) add("curves", curve_figure(data, *section));
  if (const auto* section = shown(report.significance); section && shown(section->average_ranks))
    add("ranks", rank_figure(data, *section));
  if (const auto* section = shown(report.pareto)) add("pareto", front(data, *section));
  return result;
}

}  // namespace tryall::reports
