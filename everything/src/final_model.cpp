#include "final_model.hpp"

#include <algorithm>
#include <future>

#include "tryall/data/examine.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/model/rows.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::everything {
namespace {

struct OneTraining {
  train::ModelMember member = {};  ///< Without weights where it diverged or was stopped.
  std::vector<double> validation_errors = {};
};

std::vector<double> errors_on_validation(const train::TrainingConfig& config,
                                         const train::PreparedData& prepared,
                                         const train::ModelMember& member) {
  const data::Dataset& dataset = *prepared.dataset;
  if (dataset.task != Task::regression || prepared.split.validation.empty()) return {};
  const std::span<const std::uint32_t> rows = prepared.split.validation;
  const train::Predictor predictor(config, prepared, {member});
  return reports::squared_errors(dataset, rows, reports::answers_to(predictor, dataset, rows));
}

OneTraining train_one(const Workshop& workshop, const Config& config, std::uint64_t seed) {
  OneTraining training;
  train::TrainingHooks hooks;
  hooks.stop = workshop.stop;
  hooks.training_done = [&](const auto& weights, const auto&) { training.member.weights = weights; };
  const RunResult result = workshop.trainer.train_model(config, seed, hooks);
  if (result.outcome != Outcome::completed) return {};
  const train::TrainingConfig settings = train::training_config(config);
  const auto prepared = workshop.trainer.prepared(settings, seed);
  const auto data = train::for_prediction(*prepared);
  training.member.inputs = data.map;
  training.member.targets = data.target_map;
  training.validation_errors = errors_on_validation(settings, *prepared, training.member);
  return training;
}

std::vector<std::uint32_t> learning_rows(const data::SampleSplit& split) {
  std::vector<std::uint32_t> rows = split.training;
  rows.insert(rows.end(), split.validation.begin(), split.validation.end());
  return rows;
}

}  // namespace

std::size_t rows_seen_before(const train::PreparedData& prepared) {
  return data::count_repeated_in(*prepared.dataset, prepared.split.test, learning_rows(prepared.split));
}

train::Predictor Trained::predictor(std::size_t first, std::size_t count) const {
  const auto begin = members.begin() + static_cast<std::ptrdiff_t>(first);
  std::vector<train::ModelMember> some(begin, begin + static_cast<std::ptrdiff_t>(count));
  return {train::training_config(config), *prepared, std::move(some)};
}

reports::ModelEvaluation Trained::evaluate(std::size_t first, std::size_t count,
                                           std::span<const std::uint32_t> rows) const {
  return reports::evaluate(
      *prepared->dataset, rows, reports::answers_to(predictor(first, count), *prepared->dataset, rows),
      reports::baseline_of(*prepared->dataset, learning_rows(prepared->split)), validation_errors);
}

Trained train_members(const Workshop& workshop, const Config& config, std::size_t count) {
  Trained trained{.config = workshop.trainer.normalized(config, 0), .prepared = {}};
  trained.prepared = workshop.trainer.prepared(train::training_config(trained.config), 0);
  std::vector<std::future<OneTraining>> under_way;
  const auto collect = [&] {
    for (auto& one : under_way) {
      OneTraining training = one.get();
      if (training.member.weights.empty()) continue;
      trained.members.push_back(std::move(training.member));
      std::ranges::copy(training.validation_errors, std::back_inserter(trained.validation_errors));
    }
    under_way.clear();
  };
  for (std::size_t seed = 0; seed < count; ++seed) {
    under_way.push_back(
        std::async(std::launch::async, [&, seed] { return train_one(workshop, trained.config, seed); }));
    if (under_way.size() >= static_cast<std::size_t>(std::max(1, workshop.jobs))) collect();
  }
  collect();
  trained.interrupted = workshop.stop.stop_requested();
  if (trained.members.empty() && !trained.interrupted)
    throw Error(ErrorCode::failed, "the best config diverged in its final training");
  return trained;
}

Config on_one_split(Config config) {
  config.set("split_seed", Value(std::int64_t{0}));
  return config;
}

Config unsealed(Config config) {
  Choice split = config.choice("split");
  split.settings["test_rows"] = std::string("fixed");
  config.set("split", std::move(split));
  return config;
}

double error_metric(const reports::ModelEvaluation& evaluation) {
  return evaluation.classification ? evaluation.classification->accuracy.center
                                   : evaluation.regression->rmse.center;
}

}  // namespace tryall::everything
