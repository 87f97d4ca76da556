#include "tryall/tracking/history.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "history_points.hpp"
#include "measures.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::tracking {
namespace {

/// A group's runs that make a point.
struct PointRuns {
  std::string first_date = "9999";
  std::size_t n = 0, diverged = 0;
  int numerics_version = 0;
  sweeps::RunningStatistics values;
  std::set<std::string> results;                         ///< Keys of runs with their values.
  std::map<std::uint64_t, std::vector<double>> by_seed;  ///< NaN: diverged.
};
using PointsOfGroup = std::map<PointId, PointRuns>;

/// Reads stores one after the other.
class HistoryReader {
 public:
  HistoryReader(const reports::StoreReader* own, const HistoryQuestion& question)
      : own_(own), question_(question) {
    std::size_t own_place = not_named;
    for (std::size_t i = 0; i < question.stores.size(); ++i) {
      std::error_code ignored;
      if (own && std::filesystem::equivalent(question.stores[i], own->file(), ignored)) {
        own_place = i;
        continue;
      }
      files_.push_back(question.stores[i]);
      places_.push_back(i);
    }
    if (!own) return;
    files_.push_back(own->file());
    places_.push_back(own_place);
  }

  void read() {
    for_each_store([&](const reports::StoreReader& store, std::size_t place) {
      if (question_.sql_seconds > 0) store.limit_time(question_.sql_seconds);
      if (!vocabulary_) vocabulary_ = store.vocabulary();
      store.for_each_result({question_.metric, question_.where, question_.sweep, question_.groups},
                            [&](const reports::DatedRun& run) { add(run, place); });
    });
    if (!vocabulary_) return;
    metric_ = find_metric(vocabulary_->metrics, question_.metric);
    metric_.direction = question_.rules.direction.value_or(metric_.direction);
    find_worst();
  }

  History history() const;

 private:
  template <class Visit>
  void for_each_store(const Visit& visit) {
    const std::size_t others = files_.size() - (own_ ? 1 : 0);
    for (std::size_t i = 0; i < others; ++i) visit(reports::StoreReader::unchanged(files_[i]), i);
    if (own_) visit(*own_, others);
  }

  PointId id_of(const reports::DatedRun& run, std::size_t store) const {
    constexpr std::size_t day = 10;
    if (question_.by_date) return {.commit = run.finished_at.substr(0, day)};
    const bool own = run.commit.empty() || run.dirty;
    return {run.commit, run.dirty && !run.commit.empty(), own ? store + 1 : 0};
  }

  void add(const reports::DatedRun& run, std::size_t store) {
    const PointId id = id_of(run, store);
    Sighting& seen = sightings_[id];
    seen.first_date = std::min(seen.first_date, run.finished_at);
    seen.first_store = std::min(seen.first_store, places_[store]);
    PointRuns& point = groups_[run.group][id];
    const bool measured = run.outcome == Outcome::completed && std::isfinite(run.value);
    if (!point.results.insert(run.key + (measured ? fmt::format(" {:.17g}", run.value) : "")).second) return;
    point.first_date = std::min(point.first_date, run.finished_at);
    point.numerics_version = std::max(point.numerics_version, run.numerics_version);
    ++point.n;
    if (run.outcome == Outcome::diverged) {
      ++point.diverged;
      point.by_seed[run.seed].push_back(statistics::no_value);
    } else if (measured) {
      point.values.add(run.value);
      point.by_seed[run.seed].push_back(run.value);
    }
  }

  /// What diverged runs count as, where that depends on the curves.
  void find_worst() {
    std::set<std::string> diverged;
    for (const auto& [group, points] : groups_) {
      WorstValue& worst = worst_.try_emplace(group, metric_).first->second;
      for (const auto& [id, point] : points) {
        if (point.diverged > 0) diverged.insert(group);
        for (const auto& [seed, values] : point.by_seed)
          for (const double value : values) worst.see(value);
      }
    }
    if (metric_.share || diverged.empty()) return;
    for_each_store([&](const reports::StoreReader& store, std::size_t) {
      store.for_each_result({question_.metric, question_.where, question_.sweep, diverged, metric_.direction},
                            [&](const reports::DatedRun& run) { worst_.at(run.group).see(run.value); });
    });
  }

  HistoryPoint shown(const PointRuns& point, const std::string& when, double worst) const;

  const reports::StoreReader* own_;
  const HistoryQuestion& question_;
  std::vector<std::filesystem::path> files_;
  std::vector<std::size_t> places_;  ///< Of the files, as they are named; the report's own may be the last.
  std::shared_ptr<const Vocabulary> vocabulary_;
  Metric metric_;
  Sightings sightings_;
  std::map<std::string, PointsOfGroup> groups_;
  std::map<std::string, WorstValue> worst_;
};

HistoryPoint HistoryReader::shown(const PointRuns& point, const std::string& when, double worst) const {
  HistoryPoint one{.when = when,
                   .first_date = point.first_date,
                   .n = point.n,
                   .diverged = point.diverged,
                   .measured = point.values.count(),
                   .numerics_version = point.numerics_version};
  if (one.measured > 0) one.mean = point.values.mean();
  if (one.measured > 1) one.deviation = point.values.deviation();
  one.interval = point.values.interval(metric_.share);
  for (const auto& [seed, values] : point.by_seed) {
    JudgedValue judged;
    for (const double value : values) {
      judged.diverged = judged.diverged || std::isnan(value);
      judged.value += (std::isnan(value) ? worst : value) / static_cast<double>(values.size());
    }
    if (std::isfinite(judged.value)) one.judged.emplace(seed, judged);
  }
  return one;
}

/// The settings on which the groups differ, as "axis=value"; a config that does not read is itself.
std::vector<std::string> labels_of(const std::vector<std::string>& groups,
                                   const std::shared_ptr<const AxisTable>& axes) {
  std::vector<nlohmann::json> configs;
  for (const std::string& group : groups)
    configs.push_back(nlohmann::json::parse(group.substr(0, group.find('\n')), nullptr, false));
  std::vector<std::string> labels(configs.size());
  for (const Axis& axis : *axes) {
    const auto value = [&](std::size_t i) {
      return configs[i].is_object() ? configs[i].value(axis.name, nlohmann::json()) : nlohmann::json();
    };
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
  return labels;
}

std::string config_of(const std::string& group) { return group.substr(0, group.find('\n')); }

/// The beginning of the data's hash.
std::string data_of(const std::string& group) {
  constexpr std::size_t enough = 8;
  return group.substr(group.find('\n') + 1, enough);
}

/// Labels, which name the data where a config has several.
void label(std::vector<HistorySeries>& all, const std::shared_ptr<const AxisTable>& axes) {
  std::vector<std::string> groups;
  std::map<std::string, std::size_t> versions;
  for (const HistorySeries& series : all) {
    groups.push_back(series.group);
    ++versions[config_of(series.group)];
  }
  const std::vector<std::string> labels = labels_of(groups, axes);
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].label = labels[i];
    if (versions[config_of(groups[i])] > 1)
      all[i].label += (labels[i].empty() ? "data " : ", data ") + data_of(groups[i]);
    if (all[i].label.empty()) all[i].label = "all";
  }
}

/// A series that begins where another of the same config has ended goes on with other data.
void mark_other_data(std::vector<HistorySeries>& all, const std::vector<HistoryPlace>& order) {
  const auto place = [&](const HistoryPoint& point) {
    return std::find_if(order.begin(), order.end(), [&](const auto& one) { return one.when == point.when; });
  };
  for (HistorySeries& later : all) {
    const HistorySeries* before = nullptr;
    for (const HistorySeries& one : all)
      if (config_of(one.group) == config_of(later.group) &&
          place(one.points.back()) < place(later.points.front()) &&
          (!before || place(before->points.back()) < place(one.points.back())))
        before = &one;
    if (!before) continue;
    Change change{.point = 0};
    change.note =
        fmt::format("the data changed (hash {} -> {})", data_of(before->group), data_of(later.group));
    later.changes.insert(later.changes.begin(), std::move(change));
  }
}

History HistoryReader::history() const {
  History result;
  if (groups_.empty()) return result;
  result.metric = metric_;
  OrderedPoints points = ordered(sightings_, files_, question_);
  result.order_note = std::move(points.note);
  for (const auto& [id, place] : points.points) result.order.push_back(place);
  for (const auto& [group, runs] : groups_) {
    HistorySeries& series = result.series.emplace_back(HistorySeries{group, "", {}});
    for (const auto& [id, place] : points.points)
      if (const auto found = runs.find(id); found != runs.end())
        series.points.push_back(shown(found->second, place.when, worst_.at(group).value()));
  }
  label(result.series, vocabulary_->axes);
  judge_changes(result.series, metric_, question_.rules);
  mark_other_data(result.series, result.order);
  return result;
}

History history_of(const reports::StoreReader* own, const HistoryQuestion& question) {
  HistoryReader reader(own, question);
  reader.read();
  return reader.history();
}

}  // namespace

int History::status() const {
  constexpr int fine = 0, worse = 1, insufficient = 3;
  bool short_of_data = false;
  for (const HistorySeries& one : series)
    for (const Change& change : one.changes) {
      if (change.accepted) continue;
      if (change.is_worse()) return worse;
      short_of_data = short_of_data || !change.is_decided();
    }
  return short_of_data ? insufficient : fine;
}

History history(const HistoryQuestion& question) { return history_of(nullptr, question); }

History history(const reports::StoreReader& store, const HistoryQuestion& question) {
  return history_of(&store, question);
}

void mark_accepted(HistorySeries& series, const std::string& metric,
                   const std::vector<Annotation>& annotations) {
  for (Change& change : series.changes)
    if (const auto* known = find_annotation(annotations, series.points[change.point].when, metric))
      change.accepted = known->why;
}

}  // namespace tryall::tracking
