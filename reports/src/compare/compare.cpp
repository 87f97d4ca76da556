#include "tryall/reports/compare/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "compare_key.hpp"
#include "compare_needed.hpp"
#include "compare_setting.hpp"
#include "results/counterpart.hpp"
#include "tryall/error.hpp"
#include "tryall/statistics/rank_test.hpp"

namespace tryall::reports {
namespace {

using statistics::Values;

bool measured(const std::vector<MatchedPair>& pairs, std::size_t metric) {
  const auto has = [&](const Run& run) { return !std::isnan(run.values[metric]); };
  return std::any_of(pairs.begin(), pairs.end(), [&](const MatchedPair& pair) {
    return std::any_of(pair.a.runs.begin(), pair.a.runs.end(), has) &&
           std::any_of(pair.b.runs.begin(), pair.b.runs.end(), has);
  });
}

void check_kinds(const CompareQuestion& question, const Side& a, const Side& b) {
  const auto kind = [](const Side& side) { return side.conditions.empty() ? side.sweep ? 1 : 2 : 0; };
  if (kind(a) != kind(b))
    throw Error(ErrorCode::bad_input,
                fmt::format("{} and {} are not of one kind: give two values (axis=value), two sweeps or two "
                            "groups",
                            question.a, question.b));
  if (question.a == question.b || (!a.group_key.empty() && a.group_key == b.group_key))
    throw Error(ErrorCode::bad_input, fmt::format("{} and {} are the same", question.a, question.b));
  if (a.sweep && !question.sweep.empty())
    throw Error(ErrorCode::bad_input, "--sweep does not go with two sweeps");
}

Matching matching_of(const StoreReader& store, const CompareQuestion& question, const Side& a) {
  const std::vector<Metric>& metrics = store.metrics();
  Matching matching{.selection = {.where = question.where}, .best_over = {}};
  if (!question.sweep.empty()) matching.selection.sweep = store.sweep(question.sweep).id;
  const std::string objective =
      question.metric.empty() ? store.sweep(a.sweep ? a.name : question.sweep).metric : question.metric;
  const Metric& metric = find_metric(metrics, objective);
  matching.objective = metric_index(metrics, metric.name);
  matching.direction = metric.direction;
  matching.select_by = counterpart(metrics, metric, Split::validation).value_or(matching.objective);
  for (const std::string& name : question.best_over)
    matching.best_over.push_back(config_column(store.axes(), "--best-over", name));
  return matching;
}

/// Infinite gains made the largest there are, which is all that ranks see.
std::vector<double> for_ranks(Values gains) {
  double largest = 1;
  for (const double gain : gains)
    if (std::isfinite(gain)) largest = std::max(largest, std::abs(gain));
  std::vector<double> result;
  for (const double gain : gains)
    result.push_back(std::isfinite(gain) ? gain : std::copysign(2 * largest, gain));
  return result;
}

struct Units {
  std::vector<double> gains;   ///< Of A, in what is better.
  std::vector<double> shares;  ///< That A wins.
};

Units units_of(const std::vector<PairedRuns>& settings) {
  if (settings.size() == 1) return {settings.front().gains, settings.front().shares};
  Units units;
  for (const PairedRuns& runs : settings) {
    units.gains.push_back(runs.gain);
    units.shares.push_back(runs.setting.share);
  }
  return units;
}

void turn(Units& units) {
  for (double& gain : units.gains) gain = -gain;
  for (double& share : units.shares) share = 1 - share;
}

bool all_finite(Values values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

void judge(Comparison& result, Units units, double margin) {
  result.wins_a = std::count_if(units.gains.begin(), units.gains.end(), [](double gain) { return gain > 0; });
  result.wins_b = std::count_if(units.gains.begin(), units.gains.end(), [](double gain) { return gain < 0; });
  const double share = statistics::mean(units.shares);
  result.b_leads = share < 0.5 || (share == 0.5 && result.wins_a < result.wins_b);
  if (result.b_leads) turn(units);
  std::string key = "compare " + result.metric.name;
  for (const MatchedSetting& setting : result.settings) key += setting.key_a + setting.key_b;
  result.superiority = statistics::superiority_over(units.shares, {.key = key});
  result.median_gain = statistics::median(units.gains);
  const std::vector<double> zeros(units.gains.size(), 0.0);
  const bool finite = all_finite(units.gains);
  result.by_ranks = result.settings.size() > 1 || !finite;
  const std::vector<double> ranked = for_ranks(units.gains);
  result.test =
      result.by_ranks ? statistics::wilcoxon(ranked, zeros) : statistics::one_sample_t_test(units.gains);
  if (!finite) return;
  result.mean_gain = statistics::t_interval(units.gains);
  result.effect = statistics::paired_effect(units.gains, zeros);
  if (margin > 0) result.same = statistics::equivalence_test(units.gains, margin);
}

/// Comparing optimizers where each has another best learning rate says which one that rate suits.
void note_learning_rate(Comparison& result, const Matches& matches, const CompareQuestion& question) {
  const auto is = [](const char* name) {
    return [name](const ConfigColumn& column) { return name_of(column) == name; };
  };
  const auto& compared = matches.compared;
  const auto& over = question.best_over;
  if (std::none_of(compared.begin(), compared.end(), is("optimizer")) ||
      std::any_of(compared.begin(), compared.end(), is("learning_rate")) ||
      std::find(over.begin(), over.end(), "learning_rate") != over.end())
    return;
  if (matches.pairs.front().a.config.setting("learning_rate") !=
      matches.pairs.front().b.config.setting("learning_rate"))
    return;
  result.notes.emplace_back(
      "at equal learning rates, which is likely unfair to one of two optimizers; --best-over learning_rate "
      "compares each at its own best");
}

void note_selection(Comparison& result, const Matching& matching, const std::vector<Metric>& metrics) {
  if (matching.best_over.empty()) return;
  std::string names;
  for (const ConfigColumn& column : matching.best_over)
    names += (names.empty() ? "" : ", ") + name_of(column);
  result.notes.push_back(fmt::format("each side at its own best {}, selected by {}{}", names,
                                     metrics[matching.select_by].name,
                                     metrics[matching.select_by].name == result.metric.name
                                         ? ": the same values that are compared, so both are flattered"
                                         : ""));
}

/// What is compared: the objective, or where each side's best was picked by it, the objective on test.
std::size_t metric_of(const CompareQuestion& question, const Matching& matching, const Matches& matches,
                      const std::vector<Metric>& metrics) {
  if (!question.metric.empty() || matching.best_over.empty()) return matching.objective;
  const auto on_test = counterpart(metrics, metrics[matching.objective], Split::test);
  return on_test && measured(matches.pairs, *on_test) ? *on_test : matching.objective;
}

/// Those with a seed in common.
std::vector<PairedRuns> paired_runs(const Matches& matches, std::size_t metric, Comparison& result) {
  std::vector<PairedRuns> settings;
  for (const MatchedPair& pair : matches.pairs)
    if (PairedRuns runs = pair_runs(pair, metric, result.direction); runs.setting.seeds > 0)
      settings.push_back(std::move(runs));
  if (settings.empty())
    throw Error(
        ErrorCode::not_enough_data,
        fmt::format("{} and {} have no seed in common with a value of {}; run both with the same seeds",
                    result.a, result.b, result.metric.name));
  if (const std::size_t without = matches.pairs.size() - settings.size(); without > 0)
    result.notes.push_back(fmt::format("left out: {} matched settings without a seed in common", without));
  return settings;
}

}  // namespace

Comparison compare(const StoreReader& store, const CompareQuestion& question) {
  const StoreReader::Snapshot snapshot(store);
  const Side a = side_of(store, question.a), b = side_of(store, question.b);
  check_kinds(question, a, b);
  if (!question.metric.empty()) find_metric(store.metrics(), question.metric);
  const Matching matching = matching_of(store, question, a);
  const Matches matches = match(store, a, b, matching);
  const std::size_t metric = metric_of(question, matching, matches, store.metrics());
  Comparison result{.a = a.name,
                    .b = b.name,
                    .metric = store.metrics()[metric],
                    .direction = matching.direction,
                    .settings = {},
                    .superiority = {},
                    .effect = {},
                    .test = {},
                    .same = {},
                    .notes = matches.notes};
  const std::vector<PairedRuns> settings = paired_runs(matches, metric, result);
  for (const PairedRuns& runs : settings) result.settings.push_back(runs.setting);
  judge(result, units_of(settings), question.margin);
  if (!result.decided()) add_needed(result, settings);
  note_selection(result, matching, store.metrics());
  note_learning_rate(result, matches, question);
  return result;
}

}  // namespace tryall::reports
