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

/// The groups to show, by their names in histories.
std::map<std::string, Past> shown_groups(const StoreReader& store, const SweepData& data) {
  std::map<std::string, Past> shown;
  for (const std::size_t group : contenders(data, most_series)) {
    const Group& about = data.groups[group];
    Past past{.group = group, .rank = shown.size(), .dataset = store.dataset(about.dataset_id).hash};
    const std::string name = about.config_text + '\n' + past.dataset;
    shown.try_emplace(name, std::move(past));  // the same may be there under another numerics version
  }
  return shown;
}

/// Keeps the last commits.
void shorten(Followed& followed) {
  if (followed.commits.size() <= most_commits) return;
  followed.commits.erase(followed.commits.begin(),
                         followed.commits.end() - static_cast<std::ptrdiff_t>(most_commits));
  for (Past& past : followed.all) {
    std::vector<tracking::HistoryPoint>& points = past.series.points;
    std::vector<tracking::Change>& changes = past.series.changes;
    const auto gone = std::count_if(points.begin(), points.end(), [&](const auto& point) {
      return place_of(followed.commits, point.when) == followed.commits.size();
    });
    points.erase(points.begin(), points.begin() + gone);
    std::erase_if(changes, [&](const auto& change) { return change.point < static_cast<std::size_t>(gone); });
    for (tracking::Change& change : changes) change.point -= static_cast<std::size_t>(gone);
  }
}

}  // namespace

Followed read_past(const StoreReader& store, const SweepData& data, const ReportOptions& options) {
  Followed followed;
  std::map<std::string, Past> shown = shown_groups(store, data);
  if (shown.empty()) return followed;
  tracking::HistoryQuestion question{.stores = options.history,
                                     .metric = data.objective->name,
                                     .repository = options.commit_order,
                                     .rules = {.direction = data.sweep.direction}};
  for (const auto& [name, past] : shown) question.groups.insert(name);
  tracking::History history = tracking::history(store, question);
  if (history.order.size() > 1) {
    question.groups.clear();
    history = tracking::history(store, question);
  }
  for (tracking::HistorySeries& series : history.series)
    if (const auto found = shown.find(series.group); found != shown.end())
      found->second.series = std::move(series);
  for (auto& [name, past] : shown) followed.all.push_back(std::move(past));
  std::sort(followed.all.begin(), followed.all.end(),
            [&](const Past& a, const Past& b) { return a.rank < b.rank; });
  for (const tracking::HistoryPlace& place : history.order)
    followed.commits.push_back({place.when, place.first_date});
  followed.order_note = history.order_note;
  shorten(followed);
  return followed;
}

std::size_t place_of(const std::vector<Commit>& commits, const std::string& id) {
  return static_cast<std::size_t>(
      std::find_if(commits.begin(), commits.end(), [&](const Commit& one) { return one.id == id; }) -
      commits.begin());
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

NoiseBand noise_band(const tracking::HistorySeries& series) {
  const std::vector<tracking::Change>& changes = series.changes;
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
