#include "tryall/reports/compare/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "compare_board.hpp"
#include "compare_key.hpp"
#include "compare_needed.hpp"
#include "compare_setting.hpp"
#include "results/counterpart.hpp"
#include "results/ranking/families.hpp"
#include "results/ranking/ranking.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/results/quantities.hpp"
#include "tryall/statistics/rank_test.hpp"
#include "tryall/sweeps/store/connection.hpp"

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
    throw Error(ErrorCode::bad_input, "--sweep cannot be combined with two sweeps");
}

Matching matching_of(const StoreReader& store, const CompareQuestion& question, const Side& a) {
  const std::vector<Metric>& metrics = store.metrics();
  Matching matching{.selection = of_groups({.where = question.where}, metrics), .best_over = {}};
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

/// What the values of a group can be compared with.
FamilyKey family_of(const Group& group, const Metric& metric) {
  return {group.dataset_id, loss_of(metric, group.config)};
}

/// What sets two groups apart whose values cannot be compared: "iris and digits"; "two versions of a.csv".
std::string apart_text(const StoreReader& store, const Group& a, const Group& b, const Metric& metric) {
  if (a.dataset_id == b.dataset_id)
    return fmt::format("loss {} and {}", loss_of(metric, a.config), loss_of(metric, b.config));
  const std::string of_a = data_name(a.config), of_b = data_name(b.config);
  if (of_a != of_b) return fmt::format("{} and {}", of_a, of_b);
  constexpr std::size_t shown = 8;
  return fmt::format("two versions of {} (data {} and {})", of_a,
                     store.dataset(a.dataset_id).hash.substr(0, shown),
                     store.dataset(b.dataset_id).hash.substr(0, shown));
}

/// Both sides of a pair have the same data, and where a loss is compared the same loss. Several settings may
/// have data of their own if what is compared is a share, as differences of accuracies over data sets are
/// (Demsar 2006).
void check_comparable(const StoreReader& store, const Matches& matches, const Metric& metric) {
  const Group& first = matches.pairs.front().a;
  for (const MatchedPair& pair : matches.pairs) {
    if (family_of(pair.a, metric) != family_of(pair.b, metric))
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: values of {} cannot be compared, since they measure different things",
                              apart_text(store, pair.a, pair.b, metric), metric.name));
    const bool may_be_joined = metric.share && data_name(pair.a.config) != data_name(first.config);
    if (family_of(pair.a, metric) != family_of(first, metric) && !may_be_joined)
      throw Error(
          ErrorCode::bad_input,
          fmt::format("matched settings with {} cannot be joined in one test of {}; select one by --where",
                      apart_text(store, first, pair.a, metric), metric.name));
  }
}

struct Units {
  double least_deviation = 0;  ///< Of the gains, where they are of seeds.
  std::vector<double> gains;   ///< Of A, in what is better.
  std::vector<double> shares;  ///< That A wins.
};

Units units_of(const std::vector<PairedRuns>& settings) {
  if (settings.size() == 1) {
    const PairedRuns& only = settings.front();
    return {only.least_deviation, only.gains, only.shares};
  }
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

/// The gains of A; the test's numbers are its own until `turn_to_leader`.
void test_by_ranks(Comparison& result, Values gains) {
  const statistics::SignedRanks ranks = statistics::signed_ranks(gains);
  result.gain = ranks.estimate;
  result.low = ranks.low;
  result.high = ranks.high;
  result.p = ranks.p;
}

void test_by_t(Comparison& result, const Units& units) {
  const statistics::MeanEstimate estimate = statistics::paired_estimate(units.gains, units.least_deviation);
  const statistics::TestResult test = statistics::test_of(estimate);
  result.gain = estimate.center;
  if (units.gains.size() < statistics::fewest_for_interval || test.no_spread) return;
  const statistics::Interval interval = statistics::interval_of(estimate);
  result.low = interval.low;
  result.high = interval.high;
  if (result.metric.share) statistics::clamp_to_shares(result.low, result.high);
  result.p = test.p;
}

void turn_to_leader(Comparison& result, Units& units) {
  result.b_leads = result.gain < 0 || (result.gain == 0 && result.wins_a < result.wins_b);
  if (!result.b_leads) return;
  turn(units);
  result.gain = -result.gain;
  std::swap(result.low, result.high);
  result.low = -result.low;
  result.high = -result.high;
}

void judge(Comparison& result, Units units, double margin) {
  result.wins_a = std::count_if(units.gains.begin(), units.gains.end(), [](double gain) { return gain > 0; });
  result.wins_b = std::count_if(units.gains.begin(), units.gains.end(), [](double gain) { return gain < 0; });
  const bool finite = all_finite(units.gains);
  result.by_ranks = result.settings.size() > 1 || !finite;
  if (result.by_ranks)
    test_by_ranks(result, units.gains);
  else
    test_by_t(result, units);
  turn_to_leader(result, units);
  if (!std::isnan(result.low))
    result.verdict = result.low > 0 ? CompareVerdict::decided : CompareVerdict::undecided;
  result.probability = statistics::mean(units.shares);
  if (!finite) return;
  result.effect = statistics::paired_effect(units.gains, std::vector<double>(units.gains.size(), 0.0));
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
      "compared at equal learning rates, which is often unfair to one optimizer; --best-over learning_rate "
      "compares each at its own best");
}

void note_selection(Comparison& result, const Matching& matching, const Matches& matches,
                    const std::vector<Metric>& metrics) {
  if (matches.picked_over.empty()) return;
  std::string names;
  for (const ConfigColumn& column : matches.picked_over)
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
  if (!question.metric.empty() || matches.picked_over.empty()) return matching.objective;
  const auto on_test = counterpart(metrics, metrics[matching.objective], Split::test);
  return on_test && measured(matches.pairs, *on_test) ? *on_test : matching.objective;
}

/// Those with a seed in common.
std::vector<PairedRuns> paired_runs(const Matches& matches, const CompareBoard& board, std::size_t metric,
                                    Comparison& result) {
  std::vector<PairedRuns> settings;
  for (const MatchedPair& pair : matches.pairs)
    if (PairedRuns runs = pair_runs(pair, metric, result.direction,
                                    board.resolution(pair, result.metric, metric), result.metric.share);
        runs.setting.seeds > 0)
      settings.push_back(std::move(runs));
  if (settings.empty())
    throw Error(
        ErrorCode::not_enough_data,
        fmt::format("{} and {} have no seed in common with a value of {}; run both with the same seeds",
                    result.a, result.b, result.metric.name));
  if (std::all_of(settings.begin(), settings.end(), [](const PairedRuns& runs) {
        return std::isnan(runs.setting.mean_a) && std::isnan(runs.setting.mean_b);
      }))
    throw Error(ErrorCode::not_enough_data,
                fmt::format("neither {} nor {} has a value of {}: no run of theirs completed with one",
                            result.a, result.b, result.metric.name));
  if (const std::size_t without = matches.pairs.size() - settings.size(); without > 0)
    result.notes.push_back(fmt::format("left out: {} matched settings without a seed in common", without));
  return settings;
}

}  // namespace

Comparison compare(const StoreReader& store, const CompareQuestion& question) try {
  const StoreReader::Snapshot snapshot(store);
  const Side a = side_of(store, question.a), b = side_of(store, question.b);
  check_kinds(question, a, b);
  if (!question.metric.empty()) find_metric(store.metrics(), question.metric);
  const Matching matching = matching_of(store, question, a);
  const Matches matches = match(store, a, b, matching);
  const std::size_t metric = metric_of(question, matching, matches, store.metrics());
  check_comparable(store, matches, store.metrics()[metric]);
  Comparison result{.a = a.name,
                    .b = b.name,
                    .metric = store.metrics()[metric],
                    .direction = matching.direction,
                    .settings = {},
                    .effect = {},
                    .same = {},
                    .notes = matches.notes};
  const CompareBoard board = board_of(store, question, result.metric, result.direction);
  const std::vector<PairedRuns> settings = paired_runs(matches, board, metric, result);
  for (const PairedRuns& runs : settings) result.settings.push_back(runs.setting);
  judge(result, units_of(settings), question.margin);
  if (!result.decided()) add_needed(result, settings);
  if (matching.selection.whole_groups)
    result.notes.emplace_back(
        "--where depends on results: settings were selected by the values that are compared");
  note_selection(result, matching, matches, store.metrics());
  note_board(result, board);
  note_learning_rate(result, matches, question);
  return result;
} catch (...) {
  sweeps::fail_with(store.file(), std::current_exception());
}

}  // namespace tryall::reports
