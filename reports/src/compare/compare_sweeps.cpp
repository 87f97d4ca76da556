#include "tryall/reports/compare/compare_sweeps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "results/config_column.hpp"
#include "results/counterpart.hpp"
#include "results/ranking/ranking.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/results/quantities.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::reports {
namespace {

/// A sweep's best group with its runs.
struct PickedBest {
  SweepBest best;
  Group group;
};

/// The label of a config on these axes: "adam learning_rate=0.1"; "all defaults" where nothing varies.
std::string label_on(const Config& config, const std::vector<std::string>& axes) {
  std::string label;
  for (const Axis& axis : config.axes())
    if (std::find(axes.begin(), axes.end(), axis.name) != axes.end())
      add_to_label(label, label_part(axis, axis.name, sweeps::axis_label(axis, config)));
  return label;
}

/// What is to be said of one group that is the best of both sweeps, by the seeds of each.
std::string same_best_text(const Group& a, const Group& b) {
  const auto common = std::count_if(a.runs.begin(), a.runs.end(), [&](const Run& run) {
    return std::any_of(b.runs.begin(), b.runs.end(), [&](const Run& other) { return other.key == run.key; });
  });
  if (common == 0) return "both have the same best, trained with other seeds: there is nothing to pair";
  if (common == std::ssize(a.runs) && common == std::ssize(b.runs))
    return "both have the same best, with the same runs";
  return fmt::format(
      "both have the same best; runs of it that are in both: {}; the others are of other seeds", common);
}

class SweepsCompared {
 public:
  SweepsCompared(const StoreReader& store, const CompareQuestion& question)
      : store_(store), question_(question) {}

  SweepComparison run() {
    const StoreReader::Snapshot snapshot(store_);
    result_.a = store_.sweep(question_.a);
    result_.b = store_.sweep(question_.b);
    if (result_.a.id == result_.b.id)
      throw Error(ErrorCode::bad_input,
                  fmt::format("{} and {} are the same sweep{}", question_.a, question_.b, namesakes_hint()));
    result_.runs = store_.overlap(result_.a.id, result_.b.id);
    compare_definitions();
    const std::string objective = question_.metric.empty() ? result_.a.metric : question_.metric;
    result_.objective = find_metric(store_.metrics(), objective);
    for (const std::string& name : question_.best_over) config_column(store_.axes(), "--best-over", name);
    if (objective == result_.a.metric) result_.objective.direction = result_.a.direction;
    compare_bests();
    compare_settings();
    return std::move(result_);
  }

 private:
  std::string namesakes_hint() const {
    return result_.a.label == result_.a.name || question_.a != question_.b
               ? ""
               : fmt::format(
                     "; {0} is the name of several sweeps: give two by number, such as {0}#1 and {0}#2",
                     result_.a.name);
  }

  void compare_definitions() {
    sweeps::SpecDifference& definition = result_.definition;
    definition = sweeps::spec_difference(store_.sweep_spec(result_.a.id), store_.sweep_spec(result_.b.id));
    const auto objective = [](const SweepRow& sweep) {
      return fmt::format("{} {}", to_text(sweep.direction), sweep.metric);
    };
    if (objective(result_.a) != objective(result_.b))
      definition.other.push_back(
          fmt::format("objective: {} -> {}", objective(result_.a), objective(result_.b)));
  }

  Selection selection_of(const SweepRow& sweep) const {
    return of_groups({.sweep = sweep.id, .where = question_.where}, store_.metrics());
  }

  /// Nothing, with the reason in `no_bests`, where there is no best. `axes` gets those that vary.
  std::optional<PickedBest> pick(const SweepRow& sweep, std::vector<std::string>& axes) {
    const Selection selection = selection_of(sweep);
    Scores scores = store_.scores({selection, {result_.objective.name}});
    const std::size_t groups = scores.list.size();
    if (groups > 0)
      for (std::string& axis : store_.differing_axes(scores.list)) axes.push_back(std::move(axis));
    rank_and_keep_best(store_, scores, result_.objective, result_.objective.direction, 1);
    if (scores.families.size() > 1) {
      result_.no_bests = fmt::format("{} has groups that cannot be compared ({} and {})", sweep.label,
                                     scores.families[0].label, scores.families[1].label);
      return std::nullopt;
    }
    if (scores.list.empty() || scores.list.front().rank == 0) {
      result_.no_bests =
          groups == 0 ? fmt::format("no run of {} is stored", sweep.label)
                      : fmt::format("no group of {} has a value of {}", sweep.label, result_.objective.name);
      return std::nullopt;
    }
    const Score& first = scores.list.front();
    PickedBest picked{{.key = first.key, .label = {}, .seeds = first.n, .of_groups = groups, .values = {}},
                      std::move(store_.groups(selection, {first.key}).front())};
    picked.best.values = first.values.front();
    return picked;
  }

  /// What the bests are compared by: the counterpart on test of what picked them, if both have it.
  std::string metric_of_bests(const PickedBest& a, const PickedBest& b) const {
    if (!question_.metric.empty()) return question_.metric;
    const auto on_test = counterpart(store_.metrics(), result_.objective, Split::test);
    const auto measured = [&](const PickedBest& side) {
      return std::any_of(side.group.runs.begin(), side.group.runs.end(),
                         [&](const Run& run) { return !std::isnan(run.values[*on_test]); });
    };
    return on_test && measured(a) && measured(b) ? store_.metrics()[*on_test].name : result_.objective.name;
  }

  void compare_bests() {
    std::vector<std::string> axes;
    for (const sweeps::AxisDifference& axis : result_.definition.axes) axes.push_back(axis.axis);
    auto a = pick(result_.a, axes), b = pick(result_.b, axes);
    for (auto* picked : {&a, &b})
      if (*picked) (*picked)->best.label = label_on((*picked)->group.config, axes);
    if (a) result_.best_a = a->best;
    if (b) result_.best_b = b->best;
    if (!a || !b) return;
    if (a->best.key == b->best.key) {
      result_.no_bests = same_best_text(a->group, b->group);
      return;
    }
    const std::string metric = metric_of_bests(*a, *b);
    result_.bests = attempt({.a = a->best.key,
                             .b = b->best.key,
                             .where = question_.where,
                             .metric = metric,
                             .margin = question_.margin},
                            result_.no_bests);
    if (!result_.bests) return;
    result_.bests->a = "the best of " + result_.a.label;
    result_.bests->b = "the best of " + result_.b.label;
    note_picked(*a, *b, metric);
  }

  void note_picked(const PickedBest& a, const PickedBest& b, const std::string& metric) {
    std::vector<std::string>& notes = result_.bests->notes;
    notes.push_back(fmt::format(
        "each best was picked of {} and {} groups by {}{}", a.best.of_groups, b.best.of_groups,
        result_.objective.name,
        metric == result_.objective.name
            ? ", the values that are compared, so both are flattered: tryall confirm runs them on fresh seeds"
            : ""));
    if (a.group.dataset_id != b.group.dataset_id)
      notes.emplace_back("they were trained on different data, or on different versions of a file");
  }

  std::optional<Comparison> attempt(const CompareQuestion& question, std::string& why_not) const {
    try {
      return compare(store_, question);
    } catch (const Error& error) {
      why_not = error.what();
      return std::nullopt;
    }
  }

  void compare_settings() {
    CompareQuestion question = question_;
    question.a = result_.a.label;
    question.b = result_.b.label;
    if (question.metric.empty()) question.metric = result_.objective.name;
    result_.settings = attempt(question, result_.no_settings);
  }

  const StoreReader& store_;
  const CompareQuestion& question_;
  SweepComparison result_;
};

}  // namespace

bool SweepComparison::is_answered() const {
  const auto says = [](const std::optional<Comparison>& comparison) {
    return comparison && comparison->verdict != CompareVerdict::too_few;
  };
  return says(bests) || says(settings) || (best_a && best_b && best_a->key == best_b->key);
}

SweepComparison compare_sweeps(const StoreReader& store, const CompareQuestion& question) {
  return SweepsCompared(store, question).run();
}

}  // namespace tryall::reports
