#include "history_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "tryall/reports/figures/figure.hpp"
#include "tryall/reports/results/quantities.hpp"

namespace tryall::cli {
namespace {

/// Its sign and difference with the interval; empty where nothing is compared.
std::string difference_text(const statistics::QualityChange& quality) {
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

/// "2026-01-31 12:00" of "2026-01-31T12:00:00Z"; other texts as they are.
std::string minute_text(const std::string& time) {
  constexpr std::size_t whole = 20, minute = 16;
  if (time.size() != whole || time[10] != 'T') return time;
  return time.substr(0, 10) + " " + time.substr(11, minute - 11);
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

namespace {

/// As people read them: shares in per cent, differences in points.
struct PeoplesTexts {
  const Metric& metric;

  reports::Cell value(double mean) const {
    return std::isfinite(mean) ? reports::Cell(reports::value_text(metric, mean)) : reports::Cell();
  }
  reports::Cell deviation(double sd) const {
    if (!std::isfinite(sd)) return {};
    return metric.share ? fmt::format("{:.2f} points", 100 * sd) : fmt::format("{:.3g}", sd);
  }
  std::string difference(const statistics::QualityChange& change) const {
    if (!std::isfinite(change.mean_difference)) return "";
    return reports::difference_text(metric, change.mean_difference, change.interval.low,
                                    change.interval.high);
  }
};

struct ExactNumbers {
  reports::Cell value(double mean) const { return number_cell(mean); }
  reports::Cell deviation(double sd) const { return number_cell(sd); }
  std::string difference(const statistics::QualityChange& change) const { return difference_text(change); }
};

template <class Texts>
reports::Table table_of(const tracking::History& history, const std::string& metric, const Texts& texts) {
  reports::Table table{{"group", "when", "first_date", "n", "diverged", metric, "sd", "difference", "change"},
                       {}};
  for (const tracking::HistorySeries& series : history.series)
    for (std::size_t i = 0; i < series.points.size(); ++i) {
      const tracking::HistoryPoint& point = series.points[i];
      std::string difference, verdict;
      for (const tracking::Change& change : series.changes) {
        if (change.point != i) continue;
        if (difference.empty()) difference = texts.difference(change.quality);
        verdict += (verdict.empty() ? "" : "; ") + change_text(change);
      }
      table.rows.push_back({series.label, point.when, point.first_date, static_cast<std::int64_t>(point.n),
                            static_cast<std::int64_t>(point.diverged), texts.value(point.mean),
                            texts.deviation(point.deviation), difference, verdict});
    }
  return table;
}

}  // namespace

reports::Table history_table(const tracking::History& history, const std::string& metric) {
  return table_of(history, metric, ExactNumbers{});
}

reports::Table history_table_for_people(const tracking::History& history, const std::string& metric) {
  reports::Table table = table_of(history, metric, PeoplesTexts{history.metric});
  const auto leave_out_if = [&](const std::string& name, auto&& is_empty) {
    const auto column = std::find(table.columns.begin(), table.columns.end(), name) - table.columns.begin();
    if (!std::all_of(table.rows.begin(), table.rows.end(),
                     [&](const auto& row) { return is_empty(row[static_cast<std::size_t>(column)]); }))
      return;
    table.columns.erase(table.columns.begin() + column);
    for (auto& row : table.rows) row.erase(row.begin() + column);
  };
  for (auto& row : table.rows) row[2] = minute_text(std::get<std::string>(row[2]));
  leave_out_if("diverged", [](const reports::Cell& cell) { return cell == reports::count_cell(0); });
  for (const char* name : {"difference", "change"})
    leave_out_if(name, [](const reports::Cell& cell) { return cell == reports::Cell(std::string()); });
  return table;
}

}  // namespace tryall::cli
