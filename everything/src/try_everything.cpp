#include "tryall/everything/try_everything.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <set>

#include "clock.hpp"
#include "final_model.hpp"
#include "stages.hpp"
#include "tryall/data/examine.hpp"
#include "tryall/error.hpp"
#include "tryall/everything/space.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/reports/tables/json_text.hpp"
#include "tryall/statistics/best_of_tries.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/train/training_config.hpp"
#include "variants.hpp"

namespace tryall::everything {
namespace {

constexpr double level = 0.95;  // of intervals

// When each stage ends, as shares of the time.
constexpr double linear_end = 0.1, search_end = 0.6, fresh_end = 0.72, variants_end = 0.85;

/// Seconds that an epoch of a network of usual size takes, by its second one.
double seconds_of_epoch(const Question& question, const Facts& facts, Workshop& workshop) {
  nlohmann::json json =
      common_settings(facts, {}, sweeps::to_json(question.dataset), question.test_share, true);
  json["model"] = {{"name", "mlp"}, {"hidden", {64, 64}}};
  json["epochs"] = 2;
  json["early_stopping"] = "none";
  const Config config = settled_config(json, workshop);
  std::vector<double> ends;
  train::TrainingHooks hooks;
  hooks.stop = workshop.stop;
  const auto begin = std::chrono::steady_clock::now();
  hooks.epoch_done = [&](std::int64_t, const RunResult&) {
    ends.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  };
  workshop.trainer.train_model(config, 0, hooks);
  return ends.size() < 2 ? 1.0 : std::max(1e-5, ends[1] - ends[0]);
}

std::vector<BestOf> best_of_curve(const std::vector<reports::Group>& groups, const Metric& metric,
                                  std::size_t place) {
  std::vector<double> values;
  for (const reports::Group& group : groups)
    if (const double value = figure_of(group, metric, place).center; !std::isnan(value))
      values.push_back(value);
  std::vector<std::size_t> tries;
  for (const std::size_t part : {8, 4, 2, 1})
    if (values.size() / part > 0) tries.push_back(values.size() / part);
  std::vector<BestOf> curve;
  for (const auto& one : statistics::best_of_tries(values, tries, {.direction = metric.direction}))
    curve.push_back({one.tries, one.expected});
  return curve;
}

/// So few rows, then so few columns, that shuffling takes seconds, however many features there are.
reports::PermutationOptions shuffles_for(std::size_t features) {
  constexpr std::size_t most_numbers = 500'000'000, fewest_rows = 100, fewest_columns = 20;
  reports::PermutationOptions options;
  const std::size_t of_a_column = std::max<std::size_t>(1, options.repeats * features);
  const std::size_t columns = std::clamp<std::size_t>(features, 1, options.most_columns);
  options.most_rows = std::clamp(most_numbers / (of_a_column * columns), fewest_rows, options.most_rows);
  options.most_columns =
      std::clamp(most_numbers / (of_a_column * options.most_rows), fewest_columns, options.most_columns);
  return options;
}

std::vector<std::string> not_tried(const Workshop& workshop, const Facts& facts) {
  static const std::set<std::string> no_techniques = {
      "dataset", "split",   "epochs",    "early_stopping", "precision", "histograms",
      "seed",    "shuffle", "reshuffle", "drop_last",      "train_size"};
  std::set<std::string> tried;
  for (const TriedAxis& one : tried_axes(facts)) tried.insert(one.axis);
  std::vector<std::string> others;
  for (const Axis& axis : *workshop.trainer.axes()) {
    const bool only_images = axis.name == "augmentation" && !facts.images;
    const bool only_numbers = axis.name == "target_scaler" && facts.task != Task::regression;
    if (!tried.contains(axis.name) && !no_techniques.contains(axis.name) && !axis.name.ends_with("_seed") &&
        !only_images && !only_numbers)
      others.push_back(axis.name);
  }
  return others;
}

/// What the config says on the axes that are tried, but "none": "model mlp(hidden=[64]), scaler standard".
std::string label_of(const Config& config, const Facts& facts) {
  std::string text;
  for (const TriedAxis& tried : tried_axes(facts)) {
    const std::string label = setting_label(config, tried.axis);
    if (label == "none") continue;
    const bool named = label == tried.axis || label.starts_with(tried.axis + "(");  // "dropout(rate=0.2)"
    text += fmt::format("{}{}{}", text.empty() ? "" : ", ", named ? "" : tried.axis + " ", label);
  }
  return text;
}

/// The stages one after the other; each `false` says that it was interrupted.
class Attempt {
 public:
  Attempt(const Question& question, Workshop& workshop)
      : question_(question), workshop_(workshop), clock_(question.seconds, question.begin) {
    const Intention intention = intention_of(question, workshop);
    answer_.name = question.name;
    answer_.facts = intention.facts;
    answer_.sizes = intention.sizes;
    answer_.metric = find_metric(workshop.trainer.metrics(), objective_of(answer_.facts));
    answer_.not_tried = not_tried(workshop, answer_.facts);
    warn_of_data(*dataset_of(question.dataset, workshop));
  }

  Answer run() {
    answer_.interrupted = !(search() && fresh() && variants() && finish());
    return std::move(answer_);
  }

 private:
  void warn_of_data(const data::Dataset& dataset) {
    for (const data::GiveAway& one : data::examine(dataset).give_aways)
      answer_.warnings.push_back(fmt::format(
          "column '{}' alone predicts {:.1f} % of {}: could it be known only after the outcome?", one.column,
          100 * one.right, dataset.task == Task::classification ? "the classes" : "the variance"));
  }

  bool search() {
    const nlohmann::json common = common_settings(
        answer_.facts, answer_.sizes, sweeps::to_json(question_.dataset), question_.test_share, true);
    workshop_.say("first the linear model");
    const StageEnd linear = best_of(
        stage("linear", linear_sweep(name("linear"), answer_.facts, common, answer_.sizes.seeds), linear_end),
        answer_.linear, 1);
    linear_finalists_ = linear.groups;
    if (linear.interrupted) return false;
    workshop_.say("now every family of techniques, judged on validation rows");
    StageEnd found = stage("", search_sweep(name(""), answer_.facts, common, answer_.sizes), search_end);
    answer_.configs = found.groups.size();
    for (const reports::Group& group : found.groups) {
      answer_.runs += group.runs.size();
      answer_.diverged += std::isnan(figure_of(group, answer_.metric, place()).center) ? 1 : 0;
    }
    answer_.best_of = best_of_curve(found.groups, answer_.metric, place());
    found = best_of(std::move(found), answer_.best, answer_.sizes.finalists);
    finalists_ = found.groups;
    if (!finalists_.empty()) best_ = finalists_.front();
    return !found.interrupted;
  }

  /// The best are trained again with seeds that the search did not use; the best of them on these wins.
  bool fresh() {
    workshop_.say("the best again, with fresh seeds");
    const StageEnd linear = fresh_stage("linear-fresh", linear_finalists_, answer_.linear);
    if (linear.interrupted) return false;
    const StageEnd best = fresh_stage("fresh", finalists_, answer_.best);
    if (best.interrupted) return false;
    if (best.groups.empty() || linear.groups.empty()) return true;  // time is over
    best_ = best.groups.front();
    if (linear_is_better(linear.groups.front())) {
      best_ = linear.groups.front();
      answer_.best = answer_.linear;
      answer_.linear_won = true;
      return true;
    }
    answer_.over_linear = change_of(best_, linear.groups.front(), answer_.metric, place(), level);
    if (std::isnan(answer_.over_linear.low)) return true;
    // The means that stand beside the difference are of the seeds that it is of.
    set_value(answer_.best, on_seeds_of(linear.groups.front(), best_));
    set_value(answer_.linear, on_seeds_of(best_, linear.groups.front()));
    return true;
  }

  /// On the seeds that both have.
  bool linear_is_better(const reports::Group& linear) const {
    const double sign = answer_.metric.direction == Direction::maximize ? 1 : -1;
    const double one = figure_of(on_seeds_of(best_, linear), answer_.metric, place()).center,
                 other = figure_of(on_seeds_of(linear, best_), answer_.metric, place()).center;
    return sign * one > sign * other;
  }

  StageEnd fresh_stage(const std::string& part, const std::vector<reports::Group>& groups,
                       Contender& contender) {
    std::vector<Config> configs;
    for (const reports::Group& group : groups) configs.push_back(group.config);
    const std::string text = configs_sweep(name(part), "The best configs again, with fresh seeds", configs,
                                           answer_.metric.name, fresh_seeds());
    StageEnd trained = run_stage(workshop_, name(part), text, budget(fresh_end));
    // Of fewer than three seeds one lucky split decides: then the search's choice, of more seeds, stays.
    constexpr std::size_t fewest = 3;
    std::erase_if(trained.groups, [](const reports::Group& group) { return group.runs.size() < fewest; });
    note_cut(trained,
             part == "fresh" ? "the finalists with fresh seeds" : "the linear model with fresh seeds");
    if (part == "fresh") answer_.finalists_cut = trained.cut_short;
    if (part == "fresh")
      answer_.finalists = best_groups(trained.groups, answer_.metric, place(), groups.size()).size();
    StageEnd end = best_of(std::move(trained), contender, 1);
    contender.fresh = !end.groups.empty();
    return end;
  }

  /// What mattered: the best with one setting changed at a time.
  bool variants() {
    if (answer_.sizes.variants == 0) return true;
    workshop_.say("what mattered: the best with one setting changed at a time");
    const auto variants = variants_of(answer_.best.config, answer_.facts, answer_.sizes.variants, workshop_);
    if (variants.empty()) return true;
    std::vector<Config> configs;
    for (const Variant& variant : variants) configs.push_back(variant.config);
    const std::string text =
        configs_sweep(name("variants"), "The best config with one setting changed in each", configs,
                      answer_.metric.name, fresh_seeds());
    const StageEnd end = run_stage(workshop_, name("variants"), text, budget(variants_end));
    note_cut(end, "what mattered");
    answer_.effects = effects_of(variants, end.groups, best_, answer_.metric, place(), level);
    answer_.effect_level = 1 - (1 - level) / static_cast<double>(variants.size());
    return !end.interrupted;
  }

  /// Those that follow the seeds of the search.
  std::vector<std::uint64_t> fresh_seeds() const {
    std::vector<std::uint64_t> seeds(answer_.sizes.fresh_seeds);
    std::iota(seeds.begin(), seeds.end(), static_cast<std::uint64_t>(answer_.sizes.seeds));
    return seeds;
  }

  /// Whether several trainings are better than one is asked of validation rows. The winner is then trained as
  /// it was before, each time on its own part of the rows that are not held out, and those that are judge it.
  bool finish() {
    workshop_.say("finally, the winner is scored on the held-out rows");
    const Trained checked = train_members(workshop_, on_one_split(answer_.best.config), members_in_time());
    if (checked.interrupted) return false;
    compare_members(checked);
    note_importance(checked);
    // Where the model is one training, the others still tell how errors scatter.
    Trained final = train_members(workshop_, unsealed(answer_.best.config), checked.members.size());
    const Trained linear = train_members(workshop_, unsealed(answer_.linear.config), answer_.members);
    if (final.interrupted || linear.interrupted) return false;
    answer_.members = std::min(answer_.members, final.members.size());
    final.members.resize(answer_.members);
    answer_.sealed_rows = final.prepared->split.test;
    answer_.test = final.evaluate(0, final.members.size(), final.prepared->split.test);
    warn_of_rows(*final.prepared);
    answer_.linear_test = linear.evaluate(0, linear.members.size(), linear.prepared->split.test);
    answer_.model = {.config = sweeps::canonical_text(final.config),
                     .data = train::for_prediction(*final.prepared),
                     .members = final.members};
    return true;
  }

  void warn_of_rows(const train::PreparedData& prepared) {
    constexpr std::size_t few_rows = 20, few_of_class = 5;
    const std::size_t twins = rows_seen_before(prepared);
    if (twins > 0)
      answer_.warnings.push_back(fmt::format(
          "{} of {} held-out rows {} also among the rows for training, so that the held-out value "
          "may be too good",
          twins, prepared.split.test.size(), twins == 1 ? "is" : "are"));
    if (prepared.split.test.size() < few_rows)
      answer_.warnings.push_back(
          fmt::format("only {} rows are held out: the values on them are rough", prepared.split.test.size()));
    if (answer_.test.classification) warn_of_classes(*answer_.test.classification, few_of_class);
  }

  void warn_of_classes(const reports::ClassificationEvaluation& classes, std::size_t few) {
    for (std::size_t label = 0; label < classes.classes.size(); ++label) {
      const std::size_t support = classes.classes[label].support;
      if (support < few)
        answer_.warnings.push_back(
            fmt::format("class '{}' has only {} of the held-out rows", classes.class_names[label], support));
      else if (classes.count(label, label) == 0)
        answer_.warnings.push_back(fmt::format(
            "none of the {} held-out rows of class '{}' is recognized: the share of right answers "
            "says little of this class",
            support, classes.class_names[label]));
    }
  }

  void note_cut(const StageEnd& end, const std::string& stage) {
    if (end.cut_short) answer_.cut_short.push_back(stage);
  }

  void set_value(Contender& contender, const reports::Group& group) const {
    contender.validation = figure_of(group, answer_.metric, place());
    contender.seeds = group.runs.size();
  }

  void compare_members(const Trained& checked) {
    const auto& rows = checked.prepared->split.validation;
    double sum = 0;
    for (std::size_t i = 0; i < checked.members.size(); ++i)
      sum += error_metric(checked.evaluate(i, 1, rows));
    answer_.alone = sum / static_cast<double>(checked.members.size());
    answer_.averaged = error_metric(checked.evaluate(0, checked.members.size(), rows));
    // By less than what is shown of the values, it is not worth several models.
    constexpr double least_share = 0.001, least_relative = 0.001;
    const double gain = answer_.metric.direction == Direction::maximize ? answer_.averaged - answer_.alone
                                                                        : answer_.alone - answer_.averaged;
    const double least = answer_.metric.share ? least_share : least_relative * answer_.alone;
    answer_.members = gain >= least ? checked.members.size() : 1;
  }

  void note_importance(const Trained& checked) {
    answer_.importance = reports::permutation_importance(
        checked.predictor(0, answer_.members), *checked.prepared->dataset, checked.prepared->split.validation,
        shuffles_for(answer_.facts.features));
  }

  /// Fewer where the time is short: each is trained twice.
  std::size_t members_in_time() const {
    if (!clock_.limited()) return answer_.sizes.members;
    double seconds = 0;
    for (const reports::Run& run : best_.runs) seconds = std::max(seconds, run.wall_seconds);
    const double rounds = 0.5 * clock_.left() / std::max(1e-3, 2 * seconds);
    const auto most = static_cast<std::size_t>(std::max(1.0, rounds * workshop_.jobs));
    return std::min(answer_.sizes.members, most);
  }

  StageEnd stage(const std::string& part, const nlohmann::json& sweep, double until) {
    return run_stage(workshop_, name(part), reports::json_text(sweep, 2), budget(until));
  }
  sweeps::Budget budget(double until) const { return clock_.until(until); }

  std::string name(const std::string& part) const {
    return part.empty() ? question_.name : question_.name + "-" + part;
  }
  std::size_t place() const { return metric_place(workshop_.trainer.metrics(), answer_.metric.name); }

  /// What is left of a stage: its best groups, at most so many, the first of which is the contender. Where
  /// time was over, one that was there before stays.
  StageEnd best_of(StageEnd end, Contender& contender, std::size_t most) const {
    const bool trained = !end.groups.empty();
    end.groups = best_groups(end.groups, answer_.metric, place(), most);
    if (!end.groups.empty()) {
      const reports::Group& best = end.groups.front();
      contender = {label_of(best.config, answer_.facts), best.config};
      set_value(contender, best);
    } else if (!end.interrupted && contender.label.empty()) {
      throw Error(ErrorCode::failed,
                  trained ? fmt::format("every training of {} diverged or failed; see: tryall query --runs",
                                        end.sweep.name)
                          : "the time was over before a training had ended; give it more: --budget");
    }
    return end;
  }

  const Question& question_;
  Workshop& workshop_;
  Clock clock_;
  Answer answer_;
  std::vector<reports::Group> linear_finalists_, finalists_;
  reports::Group best_;  ///< On its fresh seeds; on those of the search, where there was no time for them.
};

}  // namespace

std::shared_ptr<const data::Dataset> dataset_of(const Choice& dataset, Workshop& workshop) {
  const Config config = settled_config({{"dataset", sweeps::to_json(dataset)},
                                        {"split", {{"name", "holdout"}, {"validation", 0}, {"test", 0}}},
                                        {"batch_size", "full"}},
                                       workshop);
  return workshop.trainer.prepared(train::training_config(config), 0)->dataset;
}

Intention intention_of(const Question& question, Workshop& workshop) {
  const auto dataset = dataset_of(question.dataset, workshop);
  const Facts facts = facts_of(*dataset, question.test_share);
  if (question.epochs) return {facts, sizes_for(facts, *question.epochs)};
  require(question.seconds.has_value(), "a budget is given");
  const double epoch = seconds_of_epoch(question, facts, workshop);
  const double left = Clock(question.seconds, question.begin).left();
  const double epochs = std::max(1.0, left) * workshop.jobs / epoch;
  return {facts, sizes_for_time(facts, epochs)};
}

Answer try_everything(const Question& question, Workshop& workshop) {
  return Attempt(question, workshop).run();
}

}  // namespace tryall::everything
