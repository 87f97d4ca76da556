#include "final_model.hpp"

#include <algorithm>
#include <cmath>
#include <future>

#include "tryall/error.hpp"
#include "tryall/everything/space.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::everything {
namespace {

/// One training; nothing where it diverged or was stopped.
std::vector<train::Tensor> train_one(const Workshop& workshop, const Config& config, std::uint64_t seed) {
  std::vector<train::Tensor> weights;
  train::TrainingHooks hooks;
  hooks.stop = workshop.stop;
  hooks.training_done = [&](const auto& trained, const auto&) { weights = trained; };
  const RunResult result = workshop.trainer.train_model(config, seed, hooks);
  return result.outcome == Outcome::completed ? weights : std::vector<train::Tensor>();
}

}  // namespace

train::Predictor Trained::predictor(std::size_t first, std::size_t count) const {
  const auto begin = members.begin() + static_cast<std::ptrdiff_t>(first);
  return {train::training_config(config), *prepared, {begin, begin + static_cast<std::ptrdiff_t>(count)}};
}

reports::ModelEvaluation Trained::evaluate(std::size_t first, std::size_t count,
                                           std::span<const std::uint32_t> rows) const {
  const auto part = std::make_shared<const data::Dataset>(data::subset(*prepared->dataset, rows));
  return reports::evaluate(*prepared->dataset, rows, predictor(first, count).predict(part),
                           reports::baseline_of(*prepared->dataset, prepared->split.training));
}

Trained train_members(const Workshop& workshop, Config config, std::size_t count) {
  config.set("split_seed", Value(std::int64_t{0}));
  Trained trained{.config = workshop.trainer.normalized(config, 0), .prepared = {}};
  trained.prepared = workshop.trainer.prepared(train::training_config(trained.config), 0);
  std::vector<std::future<std::vector<train::Tensor>>> under_way;
  const auto collect = [&] {
    for (auto& one : under_way)
      if (auto weights = one.get(); !weights.empty()) trained.members.push_back(std::move(weights));
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
    throw Error(ErrorCode::failed, "the best config diverged when it was trained again on all rows");
  return trained;
}

Config refitted(Config config, const Facts& facts, double test_share, std::int64_t epochs) {
  Choice split{facts.ordered ? "chronological" : "holdout",
               {{"validation", 0.0}, {"test", test_share}, {"test_rows", std::string("fixed")}}};
  config.set("split", std::move(split));
  config.set("early_stopping", Choice{"none", {}});
  config.set("epochs", Value(epochs));
  return config;
}

std::int64_t best_epochs(const reports::Group& group, const Sizes& sizes) {
  if (group.config.choice("schedule").name != "constant") return sizes.epochs;
  double sum = 0;
  for (const reports::Run& run : group.runs)
    sum += static_cast<double>(run.epochs_done < sizes.epochs ? run.epochs_done - patience_of(sizes)
                                                              : sizes.epochs);
  const double mean = sum / static_cast<double>(std::max<std::size_t>(1, group.runs.size()));
  return std::max<std::int64_t>(1, std::llround(mean));
}

double error_metric(const reports::ModelEvaluation& evaluation) {
  return evaluation.classification ? evaluation.classification->accuracy.center
                                   : evaluation.regression->rmse.center;
}

}  // namespace tryall::everything
