#include "tryall/tracking/history.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tryall/data/formats/csv.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/sweeps/run/progress.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::tracking {
namespace {

/// What runs of a group at one commit come to.
struct Point {
  std::string first_date = "9999";
  std::size_t n = 0, diverged = 0;
  sweeps::Running values;
  std::set<std::string> results;  ///< Keys of runs with their values.
};
using Points = std::map<std::string, Point>;   // by commit or day
using Series = std::map<std::string, Points>;  // by config and dataset

void read(const reports::StoreReader& store, const HistoryQuestion& question, Series& all) {
  store.for_each_result({question.metric, question.where, question.by_date, question.groups},
                        [&](const reports::DatedRun& run) {
                          Point& point = all[run.group][run.when];
                          const bool measured = !std::isnan(run.value);
                          const std::string value = measured ? fmt::format("{:.15g}", run.value) : "";
                          if (!point.results.insert(run.key + ' ' + value).second) return;
                          point.first_date = std::min(point.first_date, run.finished_at);
                          ++point.n;
                          point.diverged += run.outcome == Outcome::diverged ? 1 : 0;
                          if (measured) point.values.add(run.value);
                        });
}

/// The settings on which the groups differ, as "axis=value"; a config that does not read is itself.
std::vector<std::string> labels_of(const Series& all, const std::shared_ptr<const AxisTable>& axes) {
  std::vector<nlohmann::json> configs;
  for (const auto& [key, points] : all)
    configs.push_back(nlohmann::json::parse(key.substr(0, key.find('\n'))));
  std::vector<std::string> labels(configs.size());
  for (const Axis& axis : *axes) {
    const auto value = [&](std::size_t i) { return configs[i].value(axis.name, nlohmann::json()); };
    bool differs = false;
    for (std::size_t i = 1; i < configs.size(); ++i) differs = differs || value(i) != value(0);
    for (std::size_t i = 0; differs && i < configs.size(); ++i) {
      std::string text = axis.name + "=?";
      try {
        text = axis.name + "=" + sweeps::axis_label(axis, sweeps::config_from_json(axes, configs[i]));
      } catch (const std::exception&) {  // a setting of another version of the program
      }
      labels[i] += (labels[i].empty() ? "" : " ") + text;
    }
  }
  for (std::string& label : labels)
    if (label.empty()) label = "all";
  return labels;
}

std::vector<HistoryPoint> points_of(const Points& points, bool share) {
  std::vector<HistoryPoint> result;
  for (const auto& [when, point] : points) {
    HistoryPoint& one = result.emplace_back(
        HistoryPoint{when, point.first_date, point.n, point.diverged, point.values.count()});
    if (one.measured > 0) one.mean = point.values.mean();
    if (one.measured > 1) one.deviation = point.values.deviation();
    one.interval = point.values.interval(share);
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const auto& a, const auto& b) { return a.first_date < b.first_date; });
  return result;
}

std::vector<HistorySeries> series_of(const Series& all, const std::shared_ptr<const AxisTable>& axes,
                                     bool share) {
  const std::vector<std::string> labels = labels_of(all, axes);
  std::vector<HistorySeries> result;
  for (const auto& [group, points] : all)
    result.push_back({group, labels[result.size()], points_of(points, share)});
  return result;
}

}  // namespace

std::vector<HistorySeries> history(const HistoryQuestion& question) {
  HistoryQuestion others = question;
  if (others.stores.empty()) return {};
  others.stores.erase(others.stores.begin());
  return history(reports::StoreReader::unchanged(question.stores.front()), others);
}

std::vector<HistorySeries> history(const reports::StoreReader& store, const HistoryQuestion& question) {
  Series all;
  read(store, question, all);
  for (const std::filesystem::path& other : question.stores)
    read(reports::StoreReader::unchanged(other), question, all);
  return series_of(all, store.vocabulary()->axes, find_metric(store.metrics(), question.metric).share);
}

std::vector<Change> changes_of(const HistorySeries& series, Direction direction,
                               const statistics::ChangePointOptions& options) {
  std::vector<double> values;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    if (!std::isfinite(series.points[i].mean)) continue;
    values.push_back(series.points[i].mean);
    places.push_back(i);
  }
  std::vector<Change> changes;
  for (const statistics::ChangePoint& point : statistics::change_points(values, options)) {
    const bool up = point.mean_after > point.mean_before;
    changes.push_back({places[point.index], point, up != (direction == Direction::maximize)});
  }
  return changes;
}

std::vector<Annotation> annotations_from_text(const std::string& text, const std::string& origin) {
  try {
    std::vector<Annotation> annotations;
    for (const nlohmann::json& json : nlohmann::json::parse(text))
      annotations.push_back(
          {json.at("when").get<std::string>(), json.value("metric", ""), json.value("why", "")});
    return annotations;
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: is no list of accepted changes: {}", origin, error.what()));
  }
}

std::string to_text(const std::vector<Annotation>& annotations) {
  std::string text = "[";
  for (const Annotation& one : annotations)
    text += (text.size() > 1 ? ",\n " : "\n ") +
            nlohmann::json{{"when", one.when}, {"metric", one.metric}, {"why", one.why}}.dump();
  return text + "\n]\n";
}

const Annotation* find_annotation(const std::vector<Annotation>& annotations, const std::string& when,
                                  const std::string& metric) {
  const auto found = std::find_if(annotations.begin(), annotations.end(), [&](const Annotation& one) {
    return !one.when.empty() && when.starts_with(one.when) && (one.metric.empty() || one.metric == metric);
  });
  return found == annotations.end() ? nullptr : &*found;
}

void mark_accepted(std::vector<Change>& changes, const HistorySeries& series, const std::string& metric,
                   const std::vector<Annotation>& annotations) {
  for (Change& change : changes)
    if (const auto* known = find_annotation(annotations, series.points[change.point].when, metric))
      change.accepted = known->why;
}

namespace {

double number_from(std::string_view cell, const std::string& where) {
  const std::optional<double> number = data::number_in(cell);
  if (number && std::isfinite(*number)) return *number;
  throw Error(ErrorCode::bad_input, fmt::format("{}: expected a number, not '{}'", where, cell));
}

}  // namespace

std::vector<double> csv_column(const std::string& text, const std::string& column,
                               const std::string& origin) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const data::CsvTable table({bytes, text.size()}, '\0', origin);
  if (table.rows() == 0) throw Error(ErrorCode::bad_input, fmt::format("{}: is empty", origin));
  std::vector<std::string> header;
  for (std::size_t i = 0; i < table.columns(); ++i) header.emplace_back(table.cell(0, i));
  const auto place =
      static_cast<std::size_t>(std::find(header.begin(), header.end(), column) - header.begin());
  if (place == header.size())
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: no column '{}'{}", origin, column, did_you_mean(column, header)));
  std::vector<double> values;
  for (std::size_t row = 1; row < table.rows(); ++row)
    values.push_back(number_from(table.cell(row, place),
                                 fmt::format("{}: line {}: column '{}'", origin, table.line(row), column)));
  return values;
}

}  // namespace tryall::tracking
