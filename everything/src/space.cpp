#include "tryall/everything/space.hpp"

#include <algorithm>
#include <bit>

namespace tryall::everything {
namespace {

using nlohmann::json;

json layers(std::initializer_list<int> hidden, const char* activation) {
  return {{"name", "mlp"}, {"hidden", std::vector<int>(hidden)}, {"activation", activation}};
}

json models(const Facts& facts) {
  json models = {"linear",
                 layers({16}, "relu"),
                 layers({64}, "relu"),
                 layers({64}, "tanh"),
                 layers({256}, "relu"),
                 layers({64, 64}, "relu"),
                 layers({64, 64}, "gelu"),
                 layers({256, 128}, "relu")};
  if (facts.images) {
    models.push_back({{"name", "cnn"}, {"channels", {8, 16}}, {"hidden", {64}}});
    models.push_back({{"name", "cnn"}, {"channels", {16, 32}}, {"hidden", {128}}});
  }
  return models;
}

json scalers(const Facts& facts) {
  if (facts.images) return {{{"name", "standard"}, {"per", "all"}}, {{"name", "min_max"}, {"per", "all"}}};
  return {"standard", "min_max", "robust"};
}

/// A size of which a training split has about 50; 8 to 128.
std::size_t usual_batch(const Facts& facts) {
  return std::clamp<std::size_t>(std::bit_floor(facts.learning / 50 + 1), 8, 128);
}

json batch_sizes(const Facts& facts) {
  const std::size_t usual = usual_batch(facts);
  json sizes = {usual / 2, usual};
  if (4 * usual <= facts.learning) sizes.push_back(2 * usual);
  return sizes;
}

json regularizers() {
  return {"none",
          {{"name", "l2"}, {"lambda", 1e-4}},
          {{"name", "l2"}, {"lambda", 1e-3}},
          {{"name", "l2"}, {"lambda", 1e-2}},
          {{"name", "l1"}, {"lambda", 1e-4}}};
}

json split(const Facts& facts, const Sizes& sizes, double test_share, bool sealed) {
  json split = {{"name", "holdout"}, {"validation", 0.2}};
  if (sizes.folds > 0) split = {{"name", "k_fold"}, {"folds", sizes.folds}};
  if (facts.ordered) split = {{"name", "chronological"}, {"validation", 0.2}};
  split["test"] = test_share;
  split["test_rows"] = sealed ? "sealed" : "fixed";
  return split;
}

}  // namespace

std::vector<TriedAxis> tried_axes(const Facts& facts) {
  std::vector<TriedAxis> axes = {{"model", models(facts)},
                                 {"scaler", scalers(facts)},
                                 {"optimizer", {"adam", "adamw", "momentum", "rmsprop"}},
                                 {"learning_rate", {{"log", {1e-4, 1e-1, 7}}}},
                                 {"schedule", {"constant", "cosine"}},
                                 {"batch_size", batch_sizes(facts)},
                                 {"init", {"he", "xavier"}},
                                 {"regularizer", regularizers()},
                                 {"normalization", {"none", "batch_norm"}},
                                 {"dropout", {"none", 0.2, 0.5}}};
  if (facts.images) axes.push_back({"augmentation", {"none", {{"name", "shift"}, {"pixels", 2}}}});
  return axes;
}

std::vector<TriedAxis> variant_axes(const Facts& facts) {
  std::vector<TriedAxis> axes = tried_axes(facts);
  std::erase_if(axes, [](const TriedAxis& one) { return one.axis == "learning_rate"; });
  axes.push_back({"train_size", {0.5}});
  return axes;
}

std::string objective_of(const Facts& facts) {
  return facts.task == Task::classification ? "validation_accuracy" : "validation_rmse";
}

json common_settings(const Facts& facts, const Sizes& sizes, const json& dataset, double test_share,
                     bool sealed) {
  return {{"dataset", dataset},
          {"split", split(facts, sizes, test_share, sealed)},
          {"batch_size", usual_batch(facts)},
          {"epochs", sizes.epochs},
          {"early_stopping", {{"name", "patience"}, {"epochs", patience_of(sizes)}}}};
}

std::int64_t patience_of(const Sizes& sizes) { return std::max<std::int64_t>(2, sizes.epochs / 5); }

json linear_sweep(const std::string& name, const Facts& facts, const json& common, std::size_t seeds) {
  json base = common;
  base["model"] = "linear";
  return {{"name", name},
          {"description", "The linear model, to compare others with"},
          {"base", base},
          {"axes", {{"learning_rate", {1e-3, 1e-2, 1e-1}}, {"seed", {{"count", seeds}}}}},
          {"objective", {{"metric", objective_of(facts)}}}};
}

json search_sweep(const std::string& name, const Facts& facts, const json& common, const Sizes& sizes) {
  json axes = json::object();
  for (const TriedAxis& tried : tried_axes(facts)) axes[tried.axis] = tried.values;
  axes["seed"] = {{"count", sizes.seeds}};
  constexpr std::size_t fewest = 5, most = 20, smallest_pool = 500, largest_pool = 20'000;
  return {{"name", name},
          {"description", "Every family of techniques, by suggestion: each config with all its seeds"},
          {"base", common},
          {"axes", axes},
          {"search",
           {{"name", "tpe"},
            {"count", sizes.configs},
            {"startup", std::clamp<std::size_t>(sizes.configs / 4, fewest, most)},
            {"round", 2},
            {"pool", std::clamp<std::size_t>(20 * sizes.configs, smallest_pool, largest_pool)}}},
          {"objective", {{"metric", objective_of(facts)}}}};
}

}  // namespace tryall::everything
