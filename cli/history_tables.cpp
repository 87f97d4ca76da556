#include "history_tables.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

#include "tryall/reports/figures/figure.hpp"

namespace tryall::cli {
namespace {

/// Its sign and difference with the interval; empty where nothing is compared.
std::string difference_text(const tracking::Change& change) {
  const statistics::QualityChange& quality = change.quality;
  if (!std::isfinite(quality.mean_difference)) return "";
  std::string text =
      (quality.mean_difference < 0 ? "" : "+") + reports::short_number(quality.mean_difference);
  if (!std::isfinite(quality.interval.low)) return text;
  return text + fmt::format(" [{}, {}]", reports::short_number(quality.interval.low),
                            reports::short_number(quality.interval.high));
}

nlohmann::json number_or_null(double value) {
  return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json();
}

reports::Cell number_cell(double value) {
  if (value != value) return {};
  return value;
}

nlohmann::json to_json(const tracking::Change& change, const std::string& when) {
  const statistics::QualityChange& quality = change.quality;
  return {{"index", change.point},
          {"when", when},
          {"verdict", verdict_text(change)},
          {"seeds", change.seeds},
          {"mean_before", number_or_null(change.mean_before)},
          {"mean_after", number_or_null(change.mean_after)},
          {"mean_difference", number_or_null(quality.mean_difference)},
          {"interval", {number_or_null(quality.interval.low), number_or_null(quality.interval.high)}},
          {"p", number_or_null(quality.p_different)},
          {"p_same", number_or_null(quality.p_same)},
          {"diverged_before", change.diverged_before},
          {"diverged_after", change.diverged_after},
          {"note", change.note},
          {"accepted", change.accepted.has_value()},
          {"why", change.accepted.value_or("")}};
}

nlohmann::json to_json(const tracking::HistoryPoint& point) {
  return {{"when", point.when},
          {"first_date", point.first_date},
          {"n", point.n},
          {"diverged", point.diverged},
          {"mean", number_or_null(point.mean)},
          {"sd", number_or_null(point.deviation)}};
}

}  // namespace

std::string change_text(const tracking::Change& change) {
  std::string text = verdict_text(change);
  if (change.accepted) text += ", accepted";
  if (change.accepted && !change.accepted->empty()) text += ": " + *change.accepted;
  return text;
}

nlohmann::json history_json(const tracking::History& history, const std::string& metric) {
  nlohmann::json all = nlohmann::json::array();
  for (const tracking::HistorySeries& series : history.series) {
    nlohmann::json points = nlohmann::json::array(), changes = nlohmann::json::array();
    for (const tracking::HistoryPoint& point : series.points) points.push_back(to_json(point));
    for (const tracking::Change& change : series.changes)
      changes.push_back(to_json(change, series.points[change.point].when));
    all.push_back(
        {{"group", series.label}, {"metric", metric}, {"points", points}, {"change_points", changes}});
  }
  return all;
}

reports::Table history_table(const tracking::History& history, const std::string& metric) {
  reports::Table table{{"group", "when", "first_date", "n", "diverged", metric, "sd", "difference", "change"},
                       {}};
  for (const tracking::HistorySeries& series : history.series)
    for (std::size_t i = 0; i < series.points.size(); ++i) {
      const tracking::HistoryPoint& point = series.points[i];
      std::string difference, verdict;
      for (const tracking::Change& change : series.changes) {
        if (change.point != i) continue;
        if (difference.empty()) difference = difference_text(change);
        verdict += (verdict.empty() ? "" : "; ") + change_text(change);
      }
      table.rows.push_back({series.label, point.when, point.first_date, static_cast<std::int64_t>(point.n),
                            static_cast<std::int64_t>(point.diverged), number_cell(point.mean),
                            number_cell(point.deviation), difference, verdict});
    }
  return table;
}

}  // namespace tryall::cli
