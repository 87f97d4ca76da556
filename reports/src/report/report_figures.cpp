#include <algorithm>
#include <cmath>

#include "tryall/reports/figures/figure.hpp"
#include "tryall/reports/report/report.hpp"
#include "words.hpp"

namespace tryall::reports {
namespace {

using Json = nlohmann::ordered_json;

const Json& named(const Json& list, const std::string& name) {
  for (const Json& one : list)
    if (one["name"] == name) return one;
  return list.front();
}

std::string level_label(const Json& axis, std::size_t level) {
  if (const auto bins = axis.find("bins"); bins != axis.end())
    return setting_text((*bins)[level]) + " to " + setting_text((*bins)[level + 1]);
  return setting_text(axis["values"][level]);
}

std::size_t level_count(const Json& axis) {
  const auto bins = axis.find("bins");
  return bins == axis.end() ? axis["values"].size() : bins->size() - 1;
}

double value_of(const Json& value) { return value.is_null() ? std::nan("") : value.get<double>(); }

std::vector<std::string> level_labels(const Json& axis) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < level_count(axis); ++i) labels.push_back(level_label(axis, i));
  return labels;
}

/// The first pair of axes.
HeatmapFigure heatmap(const Report& report, const Json& section) {
  const Json& document = report.document;
  const Json& pair = section["pairs"].front();
  const Json& x = named(document["axes"], pair["x"].get<std::string>());
  const Json& y = named(document["axes"], pair["y"].get<std::string>());
  const Metric& metric = find_metric(report.metrics, section["metric"].get<std::string>());
  HeatmapFigure figure{.title = x["label"].get<std::string>() + " x " + y["label"].get<std::string>(),
                       .x_label = x["label"],
                       .y_label = y["label"],
                       .value_label = metric_label(metric),
                       .columns = level_labels(x),
                       .rows = level_labels(y),
                       .cells = {},
                       .higher_is_better = document["objective"]["direction"] == "maximize",
                       .share = metric.share};
  figure.cells.resize(figure.columns.size() * figure.rows.size());
  for (std::size_t i = 0; i < pair["n"].size(); ++i) {
    const auto column = pair["x_level"][i].get<std::size_t>(), row = pair["y_level"][i].get<std::size_t>();
    figure.cells[row * figure.columns.size() + column] = {.value = value_of(pair["center"][i]),
                                                          .runs = pair["n"][i].get<std::size_t>(),
                                                          .diverged = pair["failed"][i].get<std::size_t>()};
  }
  return figure;
}

bool completed(const Json& runs, std::size_t run) {
  return runs["outcomes"][runs["outcome"][run].get<std::size_t>()] == "completed";
}

/// The curves of the first metric.
CurveFigure curves(const Report& report, const Json& section) {
  const Json& document = report.document;
  const std::string name = section["series"].front()["metric"];
  const Metric& metric = find_metric(report.metrics, name);
  CurveFigure figure{.title = metric_label(metric) + " by epoch",
                     .x_label = "epoch",
                     .y_label = metric_label(metric),
                     .series = {},
                     .share = metric.share};
  for (const Json& series : section["series"]) {
    if (series["metric"] != name || figure.series.size() == CurveFigure::most_series) continue;
    CurveSeries one{.label = group_words(document, series["group"].get<std::size_t>())};
    for (const Json& seed : series["seeds"]) {
      std::vector<double>& values = one.replicates.emplace_back();
      for (const Json& value : seed["values"]) values.push_back(value_of(value));
      one.diverged += !completed(document["runs"], seed["run"].get<std::size_t>());
    }
    figure.series.push_back(std::move(one));
  }
  return figure;
}

Estimated estimated(const Json& columns, std::size_t row) {
  const auto one = [&](const char* name) {
    const auto column = columns.find(name);
    return column == columns.end() ? std::nan("") : value_of((*column)[row]);
  };
  return {one("center"), one("low"), one("high")};
}

/// The values that the group's runs have.
std::vector<double> run_values(const Json& runs, std::size_t group, const std::string& metric) {
  std::vector<double> values;
  for (std::size_t i = 0; i < runs["group"].size(); ++i)
    if (runs["group"][i] == group && completed(runs, i) && !runs["metrics"][metric][i].is_null())
      values.push_back(runs["metrics"][metric][i]);
  return values;
}

DotFigure leaders(const Report& report, const Json& section) {
  const Json& document = report.document;
  constexpr std::size_t most_rows = 10;
  const Metric& metric = find_metric(report.metrics, section["metric"].get<std::string>());
  DotFigure figure{.title = "The best by " + metric_label(metric),
                   .value_label = metric_label(metric),
                   .rows = {},
                   .key = section["statistic"],
                   .share = metric.share};
  if (const auto interval = section.find("interval"); interval != section.end())
    figure.key += " with " + interval->get<std::string>();
  std::vector<std::size_t> groups = section["group"];
  groups.resize(std::min(most_rows, groups.size()));
  if (const std::string common = common_words(document, groups); groups.size() > 1 && !common.empty())
    figure.key += "; all have " + common;
  for (std::size_t row = 0; row < groups.size(); ++row) {
    const std::size_t group = groups[row];
    figure.rows.push_back({.label = short_group_words(document, group, groups),
                           .runs = run_values(document["runs"], group, metric.name),
                           .mean = estimated(section, row),
                           .failed = section["failed"][row]});
  }
  return figure;
}

FrontFigure front(const Report& report, const Json& section) {
  const Json& document = report.document;
  const Metric& metric = find_metric(report.metrics, section["metric"].get<std::string>());
  const Json& cost = section["cost"];
  const std::string unit = cost.value("unit", "");
  FrontFigure figure{.title = metric_label(metric) + " against " + cost["label"].get<std::string>(),
                     .cost_label = cost["label"].get<std::string>() + (unit.empty() ? "" : ", " + unit),
                     .value_label = metric_label(metric),
                     .points = {},
                     .log_cost = cost.value("scale", "") == "log",
                     .share = metric.share};
  const std::vector<std::size_t> groups = section["group"];
  std::vector<std::size_t> on_front;
  for (const Json& row : section["front"]) on_front.push_back(groups[row.get<std::size_t>()]);
  for (std::size_t row = 0; row < groups.size(); ++row)
    figure.points.push_back({.label = group_words(document, groups[row]),
                             .cost = estimated(cost, row),
                             .value = estimated(section, row)});
  for (const Json& row : section["front"]) {
    FrontPoint& point = figure.points[row.get<std::size_t>()];
    point.on_front = true;
    point.label = short_group_words(document, groups[row.get<std::size_t>()], on_front);
  }
  return figure;
}

/// Of the arms: a contender is the best group of each.
RankFigure ranks(const Json& document, const Json& contenders, const Json& section) {
  const Json& axis = named(document["axes"], document["arms"].get<std::string>());
  RankFigure figure{
      .title = "Average ranks", .names = {}, .average_ranks = {}, .cliques = {}, .key = section["method"]};
  for (const Json& contender : contenders)
    figure.names.push_back(level_label(axis, contender["arm"].get<std::size_t>()));
  for (const Json& rank : section["average_rank"]) figure.average_ranks.push_back(value_of(rank));
  for (const Json& clique : section["cliques"])
    figure.cliques.push_back(clique.get<std::vector<std::size_t>>());
  return figure;
}

}  // namespace

std::vector<ReportFigure> figures(const Report& report) {
  std::vector<ReportFigure> result;
  const Json& sections = report.document["sections"];
  const auto present = [&](const char* name) {
    const auto found = sections.find(name);
    return found == sections.end() || found->contains("missing") ? nullptr : &*found;
  };
  const auto add = [&](const char* name, const auto& figure) {
    result.push_back({name, figure.title, svg(figure)});
  };
  const Json& document = report.document;
  if (const Json* section = present("leaderboard")) add("leaderboard", leaders(report, *section));
  if (const Json* section = present("interactions")) add("interactions", heatmap(report, *section));
  if (const Json* section = present("curves")) add("curves", curves(report, *section));
  if (const Json* section = present("significance")) {
    const auto difference = section->find("critical_difference");
    if (difference != section->end() && !difference->contains("missing"))
      add("ranks", ranks(document, (*section)["contenders"], *difference));
  }
  if (const Json* section = present("pareto")) add("pareto", front(report, *section));
  return result;
}

}  // namespace tryall::reports
