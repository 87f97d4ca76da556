#include "history_past.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "sections.hpp"
#include "tryall/error.hpp"
#include "tryall/statistics/summary.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_series = 4;

}  // namespace

std::vector<Past> read_past(const StoreReader& store, const SweepData& data,
                            const std::vector<std::filesystem::path>& stores) {
  std::vector<Past> all;
  std::map<std::string, std::size_t> place;
  tracking::HistoryQuestion question{.stores = stores, .metric = data.objective->name};
  for (const std::size_t group : contenders(data, most_series)) {
    const Group& about = data.groups[group];
    Past past{.group = group, .dataset = store.dataset(about.dataset_id).hash};
    const std::string name = about.config_text + '\n' + past.dataset;
    if (!place.try_emplace(name, all.size()).second) continue;  // the same under another numerics version
    question.groups.insert(name);
    all.push_back(std::move(past));
  }
  if (all.empty()) return all;
  for (tracking::HistorySeries& series : tracking::history(store, question))
    all[place.at(series.group)].series = std::move(series);
  return all;
}

std::vector<Commit> commits_of(const std::vector<Past>& all) {
  std::map<std::string, std::string> dates;
  for (const Past& past : all)
    for (const tracking::HistoryPoint& point : past.series.points) {
      std::string& date = dates.try_emplace(point.when, point.first_date).first->second;
      date = std::min(date, point.first_date);
    }
  std::vector<Commit> commits;
  for (const auto& [id, date] : dates) commits.push_back({id, date});
  std::stable_sort(commits.begin(), commits.end(),
                   [](const Commit& a, const Commit& b) { return a.date < b.date; });
  if (commits.size() > most_commits)
    commits.erase(commits.begin(), commits.end() - static_cast<std::ptrdiff_t>(most_commits));
  return commits;
}

std::size_t place_of(const std::vector<Commit>& commits, const std::string& id) {
  return static_cast<std::size_t>(
      std::find_if(commits.begin(), commits.end(), [&](const Commit& one) { return one.id == id; }) -
      commits.begin());
}

void settle(Past& past, const std::vector<Commit>& commits, Direction direction) {
  auto& points = past.series.points;
  std::erase_if(points, [&](const auto& point) { return place_of(commits, point.when) == commits.size(); });
  std::stable_sort(points.begin(), points.end(), [&](const auto& a, const auto& b) {
    return place_of(commits, a.when) < place_of(commits, b.when);
  });
  past.changes = tracking::changes_of(past.series, direction, {});
}

namespace {

/// The points [first, last) between two changes.
struct Stretch {
  double level = statistics::no_value;
  double deviation = statistics::no_value;  ///< Over seeds, pooled.
};

Stretch stretch_of(const tracking::HistorySeries& series, std::size_t first, std::size_t last) {
  std::vector<double> means;
  double squares = 0, freedom = 0;
  for (std::size_t i = first; i < last; ++i) {
    const tracking::HistoryPoint& point = series.points[i];
    if (std::isfinite(point.mean)) means.push_back(point.mean);
    if (!std::isfinite(point.deviation)) continue;
    const auto free = static_cast<double>(point.measured - 1);
    squares += free * point.deviation * point.deviation;
    freedom += free;
  }
  return {statistics::mean(means), freedom > 0 ? std::sqrt(squares / freedom) : statistics::no_value};
}

}  // namespace

NoiseBand noise_band(const tracking::HistorySeries& series, const std::vector<tracking::Change>& changes) {
  NoiseBand band;
  std::size_t first = 0;
  for (std::size_t next = 0; next <= changes.size(); ++next) {
    const std::size_t last = next < changes.size() ? changes[next].point : series.points.size();
    const Stretch stretch = stretch_of(series, first, last);
    for (; first < last; ++first) {
      const double half =
          2 * stretch.deviation / std::sqrt(static_cast<double>(series.points[first].measured));
      band.low.push_back(stretch.level - half);
      band.high.push_back(stretch.level + half);
    }
  }
  return band;
}

std::optional<tracking::Baseline> newest_baseline(const StoreReader& store) {
  constexpr std::size_t most_bytes = 8'000'000;
  const auto record = store.newest_baseline(most_bytes);
  if (!record) return std::nullopt;
  try {
    return tracking::baseline_from_text(record->document, record->name);
  } catch (const Error&) {  // a report does not depend on it
    return std::nullopt;
  }
}

double frozen_level(const tracking::Baseline& baseline, const std::string& config, const std::string& dataset,
                    std::size_t metric) {
  const auto wanted = nlohmann::json::parse(config);
  for (const tracking::TrackedGroup& group : baseline.groups) {
    if (group.dataset.hash != dataset || group.config != wanted) continue;
    std::vector<double> values;
    for (const tracking::TrackedRun& run : group.runs)
      if (const double value = run.result.value(metric);
          run.result.outcome == Outcome::completed && std::isfinite(value))
        values.push_back(value);
    return statistics::mean(values);
  }
  return statistics::no_value;
}

}  // namespace tryall::reports
