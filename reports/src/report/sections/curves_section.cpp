#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

#include "epoch_length.hpp"
#include "report/words.hpp"
#include "sections.hpp"
#include "tryall/statistics/bootstrap.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_shown = 8;
constexpr std::size_t most_context_runs = 500;

/// The metrics with a curve to show, the objective or its counterpart on the validation split first.
std::vector<std::size_t> curve_metrics(const SweepData& data) {
  const std::string& name = data.objective->name;
  const std::string part = name.substr(std::min(name.find('_'), name.size()));
  std::vector<std::size_t> result;
  for (const std::string& wanted :
       {name, "validation" + part, "train" + part, std::string("validation_loss"), std::string("train_loss")})
    if (const std::size_t i = metric_index(data.metrics(), wanted);
        i < data.metrics().size() && data.metrics()[i].each_epoch &&
        std::find(result.begin(), result.end(), i) == result.end())
      result.push_back(i);
  return result;
}

/// A group's curves of one metric.
struct GroupCurves {
  std::size_t group = 0, metric = 0;
  std::vector<std::pair<std::size_t, Curve>> seeds = {};  ///< Run and values.

  std::size_t epochs() const {
    std::size_t longest = 0;
    for (const auto& seed : seeds) longest = std::max(longest, seed.second.size());
    return longest;
  }
};

/// The best groups, the best of each arm, and the first that failed in part.
std::vector<std::size_t> shown_groups(const SweepData& data) {
  std::vector<std::size_t> shown = best_groups(data, most_shown - 1);
  for (const std::size_t group : data.order) {
    const GroupScore& score = data.scores[group];
    if (score.failed == 0 || !score.has_value()) continue;
    if (std::find(shown.begin(), shown.end(), group) == shown.end()) shown.push_back(group);
    break;
  }
  return shown;
}

std::vector<GroupCurves> read_group_curves(const StoreReader& store, const SweepData& data,
                                           const std::vector<std::size_t>& metrics, std::size_t group) {
  std::vector<GroupCurves> curves;
  for (const std::size_t metric : metrics) curves.push_back({group, metric});
  std::size_t number = data.first_run[group];
  for (const Run& run : data.groups[group].runs) {
    std::vector<Curve> values = store.curves(run.key, metrics);
    for (std::size_t i = 0; i < metrics.size(); ++i)
      curves[i].seeds.emplace_back(number, std::move(values[i]));
    ++number;
  }
  return curves;
}

/// Of the groups drawn; an abscissa is offered where all of them have it.
struct EpochLengths {
  std::map<std::size_t, EpochLength> by_group = {};
  bool steps_known = true, flops_known = true, seconds_known = true;

  void add(const SweepData& data, std::size_t group, const RunTime& time) {
    const EpochLength& length = by_group[group] = epoch_length(data, group, time);
    steps_known = steps_known && length.steps;
    flops_known = flops_known && length.flops;
    seconds_known = seconds_known && length.seconds;
  }
  EpochLength of(std::size_t group) const {
    const EpochLength& length = by_group.at(group);
    return {steps_known ? length.steps : std::nullopt, flops_known ? length.flops : std::nullopt,
            seconds_known ? length.seconds : std::nullopt};
  }
};

MetricCurves series_of(const GroupCurves& curves, const EpochLength& length, bool share) {
  MetricCurves series{.group = curves.group, .metric = curves.metric, .length = length};
  for (std::size_t epoch = 0; epoch < curves.epochs(); ++epoch) {
    std::vector<double> at;
    for (const auto& seed : curves.seeds)
      if (epoch < seed.second.size() && seed.second[epoch] == seed.second[epoch])
        at.push_back(seed.second[epoch]);
    series.epochs.push_back(estimate(statistics::mean(at), statistics::mean_interval(at, share), at.size()));
  }
  for (const auto& [run, curve] : curves.seeds) series.seeds.push_back({.run = run, .values = curve});
  return series;
}

/// Quantiles over an even sample of all runs, epoch by epoch.
CurveContext context_of(const StoreReader& store, const SweepData& data, std::size_t metric) {
  const std::size_t count = std::min(data.run_count, most_context_runs);
  std::vector<const Run*> runs;
  data.for_each_run([&](std::size_t, std::size_t, const Run& run) { runs.push_back(&run); });
  std::vector<Curve> by_epoch;
  for (std::size_t i = 0; i < count; ++i) {
    const Curve curve = store.curves(runs[i * data.run_count / count]->key, {metric}).front();
    by_epoch.resize(std::max(by_epoch.size(), curve.size()));
    for (std::size_t epoch = 0; epoch < curve.size(); ++epoch)
      if (curve[epoch] == curve[epoch]) by_epoch[epoch].push_back(curve[epoch]);
  }
  CurveContext context{.metric = metric,
                       .label = count == data.run_count ? "all runs, 5 % to 95 %"
                                                        : fmt::format("{} of {} runs, 5 % to 95 %", count,
                                                                      count_text(data.run_count))};
  for (std::size_t epoch = 0; epoch < by_epoch.size(); ++epoch)
    if (!by_epoch[epoch].empty())
      context.epochs.push_back({.epoch = epoch + 1,
                                .median = statistics::quantile(by_epoch[epoch], 0.5),
                                .low = statistics::quantile(by_epoch[epoch], 0.05),
                                .high = statistics::quantile(by_epoch[epoch], 0.95)});
  return context;
}

/// The first epoch from which the group's mean stays within a hundredth of its whole way of its end.
std::string finding(const SweepData& data, const GroupCurves& best) {
  const std::size_t epochs = best.epochs();
  Curve means;
  for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
    double sum = 0;
    std::size_t count = 0;
    for (const auto& seed : best.seeds)
      if (epoch < seed.second.size() && seed.second[epoch] == seed.second[epoch]) {
        sum += seed.second[epoch];
        ++count;
      }
    if (count) means.push_back(sum / static_cast<double>(count));
  }
  if (means.size() < 2) return "There is only one epoch, so there are no curves to compare.";
  const Metric& metric = data.metrics()[best.metric];
  const bool up = metric.direction == Direction::maximize;
  const auto at =
      up ? std::max_element(means.begin(), means.end()) : std::min_element(means.begin(), means.end());
  const auto epoch = at - means.begin() + 1;
  std::string text = fmt::format("The best group ({}) reaches its best mean {} after epoch {} of {}: {}.",
                                 group_name(data, best.group), metric_label(metric), epoch, means.size(),
                                 value_text(metric, *at));
  return text + (at + 1 == means.end() ? " It was still improving at the end: more epochs may help."
                                       : " It did not improve after that.");
}

Note curves_note(const SweepData& data, std::size_t groups) {
  return {.n = fmt::format("at most {} per group", plural(data.most_seeds(), "seed")),
          .method = "the mean over the seeds still running at that epoch; a line ends where its run ended",
          .exclusions =
              groups == data.groups.size()
                  ? "none"
                  : fmt::format("{} of {} groups; shown are the best, the best of each arm and, "
                                "if any, one that partly failed",
                                count_text(data.groups.size() - groups), count_text(data.groups.size()))};
}

const char* time_name(const CurvesSection& section) {
  return section.cpu_time ? "cpu_seconds" : "wall_seconds";
}

Json abscissas_json(const CurvesSection& section) {
  Json list = Json::array({{{"name", "epoch"}, {"label", "epoch"}}});
  if (section.has_steps) list.push_back({{"name", "step"}, {"label", "updates"}});
  if (section.has_flops)
    list.push_back(
        {{"name", "flops"},
         {"label", "FLOPs"},
         {"unit", "FLOP"},
         {"about", "two per multiply-add of the model's matrix products, once forward and twice backward"}});
  if (section.has_seconds)
    list.push_back({{"name", time_name(section)},
                    {"label", section.cpu_time ? "CPU time" : "wall time"},
                    {"unit", "s"},
                    {"about", "a group's mean time per epoch, as if all its epochs took equally long"}});
  return list;
}

Json positions_json(const CurvesSection& section, const EpochLength& length, std::size_t epochs) {
  std::vector<std::int64_t> numbered(epochs);
  std::iota(numbered.begin(), numbered.end(), std::int64_t{1});
  const auto multiples = [&](double one) {
    return numbers(numbered, [&](std::int64_t epoch) { return static_cast<double>(epoch) * one; });
  };
  Json json = {{"epoch", numbered}};
  if (length.steps)
    json["step"] = column(numbered, [&](std::int64_t epoch) { return epoch * *length.steps; });
  if (length.flops) json["flops"] = multiples(*length.flops);
  if (length.seconds) json[time_name(section)] = multiples(*length.seconds);
  return json;
}

Json series_json(const CurvesSection& section, const MetricCurves& series, const SweepData& data) {
  Json json = {{"group", series.group},
               {"metric", data.metrics()[series.metric].name},
               {"x", positions_json(section, series.length, series.epochs.size())}};
  add_estimates(json, series.epochs, std::identity{});
  json["seeds"] = column(series.seeds, [](const SeedCurve& seed) {
    return Json{{"run", seed.run}, {"values", numbers(seed.values, std::identity{})}};
  });
  return json;
}

Json context_json(const CurveContext& context, const SweepData& data) {
  return {{"metric", data.metrics()[context.metric].name},
          {"label", context.label},
          {"x", {{"epoch", column(context.epochs, &CurveQuantiles::epoch)}}},
          {"center", numbers(context.epochs, &CurveQuantiles::median)},
          {"low", numbers(context.epochs, &CurveQuantiles::low)},
          {"high", numbers(context.epochs, &CurveQuantiles::high)}};
}

}  // namespace

std::optional<CurvesSection> curves_section(const SectionSource& source) {
  const SweepData& data = source.data;
  const std::vector<std::size_t> metrics = curve_metrics(data);
  const std::vector<std::size_t> groups = shown_groups(data);
  std::vector<std::vector<GroupCurves>> curves;
  EpochLengths lengths;
  const RunTime time(data);
  for (const std::size_t group : groups) {
    curves.push_back(read_group_curves(source.store, data, metrics, group));
    const auto drawn = [](const GroupCurves& one) { return one.epochs() > 0; };
    if (std::any_of(curves.back().begin(), curves.back().end(), drawn)) lengths.add(data, group, time);
  }
  CurvesSection section;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    bool any = false;
    for (const auto& of_group : curves) {
      if (of_group[i].epochs() == 0) continue;
      any = true;
      section.series.push_back(
          series_of(of_group[i], lengths.of(of_group[i].group), data.metrics()[of_group[i].metric].share));
    }
    if (any && !section.context && data.groups.size() > 2 * groups.size())
      section.context = context_of(source.store, data, metrics[i]);
  }
  if (section.series.empty())
    return missing_section<CurvesSection>("None of the selected groups has a learning curve.");
  const std::vector<GroupCurves>& best = curves.front();
  const auto first =
      std::find_if(best.begin(), best.end(), [](const GroupCurves& one) { return one.epochs() > 0; });
  if (first != best.end()) section.finding = finding(data, *first);
  section.note = curves_note(data, groups.size());
  section.interval = "95 % interval of the mean over seeds";
  section.has_steps = lengths.steps_known;
  section.has_flops = lengths.flops_known;
  section.has_seconds = lengths.seconds_known;
  section.cpu_time = time.is_cpu();
  return section;
}

Json section_json(const CurvesSection& section, const SweepData& data) {
  Json json = {{"note", note_json(section.note)},
               {"statistic", section.statistic},
               {"interval", section.interval},
               {"abscissas", abscissas_json(section)}};
  if (!section.finding.empty()) json["finding"] = section.finding;
  json["series"] =
      column(section.series, [&](const MetricCurves& series) { return series_json(section, series, data); });
  if (section.context) json["context"] = Json::array({context_json(*section.context, data)});
  return json;
}

}  // namespace tryall::reports
