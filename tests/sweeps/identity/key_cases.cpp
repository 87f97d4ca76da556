#include "key_cases.hpp"

#include <nlohmann/json.hpp>

#include "choices.hpp"
#include "configs.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::testing {
namespace {

using nlohmann::json;

/// Every other form in which the grammar takes a value, and settings that act on one another when a config is
/// fitted to its data.
const char* const combinations[] = {
    R"({"optimizer": "adam"})",
    R"({"optimizer": {"name": "adam", "beta1": 0.9, "epsilon": 1e-8}})",
    R"({"optimizer": {"type": "momentum", "momentum": 0}})",
    R"({"optimizer": "sgd", "learning_rate": 1})",
    R"({"optimizer": "sgd", "learning_rate": 1e-300})",
    R"({"optimizer": "sgd", "learning_rate": 0.1, "batch_size": "full", "shuffle": false})",
    R"({"batch_size": "full", "drop_last": true})",
    R"({"batch_size": 1})",
    R"({"batch_size": 100, "drop_last": true, "reshuffle": false})",
    R"({"dropout": 0})",
    R"({"dropout": 0.5})",
    R"({"dropout": 0.25, "dropout_seed": 0})",
    R"({"dropout": {"name": "dropout", "rate": 0.1, "form": "inverted"}, "model": "linear"})",
    R"({"split": "k_fold"})",
    R"({"split": {"name": "holdout", "validation": 0}})",
    R"({"split": {"name": "holdout", "validation": 0, "test": 0}, "early_stopping": "patience"})",
    R"({"split": {"name": "k_fold", "folds": 10, "test": 0}, "split_seed": 3})",
    R"({"train_size": 0.5, "scaler": {"name": "standard", "per": "all", "ddof": 1}})",
    R"({"train_size": 200, "scaler": "none"})",
    R"({"model": "softmax", "init": "zeros"})",
    R"({"model": {"name": "mlp", "hidden": []}, "normalization": "batch_norm", "dropout": 0.5})",
    R"({"model": {"name": "mlp", "hidden": [128]}})",
    R"({"model": {"name": "mlp", "hidden": [64, 32, 16], "activation": "tanh"}, "init": "xavier"})",
    R"({"model": {"name": "mlp", "hidden": [32, 32], "residual": true}, "normalization": "layer_norm"})",
    R"({"model": {"name": "cnn", "channels": [4, 8], "hidden": [], "global_pooling": true}})",
    R"({"model": {"name": "cnn", "channels": [8], "hidden": [16]}, "dropout": 0.3, "augmentation": "shift"})",
    R"({"model": {"name": "cnn", "channels": [4], "hidden": [8]}, "normalization": "group_norm"})",
    R"({"optimizer": "adamw", "weight_decay": 0.01, "schedule": "cosine", "warmup": 0.5, "epochs": 20})",
    R"({"schedule": "cosine", "epochs": 1})",
    R"({"schedule": "cosine", "epochs": 2})",
    R"({"epochs": 1})",
    R"({"epochs": 1000000})",
    R"({"schedule": {"name": "step", "every": 10, "factor": 0.3}, "epochs": 40, "histograms": [0, 1, 40]})",
    R"({"regularizer": {"name": "l1", "proximal": true, "lambda": 0.01}, "optimizer": "sgd"})",
    R"({"regularizer": "l2", "weight_decay": 0.001, "max_norm": 3, "clipping": "norm"})",
    R"({"label_smoothing": 0.1, "mixup": 0.2, "input_noise": 0.05, "loss": "cross_entropy"})",
    R"({"loss": "mse", "precision": "float64"})",
    R"({"init": "he", "init_seed": 0, "order_seed": 9007199254740993, "augmentation_seed": 2})",
    R"({"dataset": "diabetes"})",
    R"({"dataset": "diabetes", "loss": "huber", "target_scaler": "none", "batch_size": 32})",
    R"({"dataset": "diabetes", "model": "linear", "loss": "mse", "init": "zeros", "optimizer": "sgd"})",
    R"({"dataset": "rosenbrock", "epochs": 2000, "precision": "float64"})",
    R"({"dataset": "rosenbrock", "model": "function", "loss": "value"})",
    R"({"dataset": "rosenbrock", "dropout": 0.5, "model": "cnn", "batch_size": 7, "init": "xavier"})",
    R"({"dataset": {"name": "rastrigin", "dimension": 10}, "optimizer": "lbfgs", "learning_rate": 0.1})",
    R"({"dataset": "quadratic_deep", "batch_size": 32, "scaler": "min_max"})",
    R"({"dataset": "mnist", "scaler": {"name": "standard", "per": "all"}})",
    R"({"dataset": {"name": "csv", "file": "flats.csv", "target": "rent"}, "batch_size": 32, "epochs": 20})",
    R"({"dataset": {"name": "idx", "folder": "größe \"x\"", "classes": 10}})",
    R"({"dataset": {"name": "moons", "samples": 100, "noise": 0, "data_seed": 5}})",
};

const std::vector<PlanCase> sweeps_and_trainers = {
    {"sweeps/suite/quality.json", "-", "native"},
    {"sweeps/suite/quality.json", "seed=0", "native"},
    {"sweeps/recipes/first.json", "-", "fake"},
    {"sweeps/recipes/first.json", "dataset=digits", "native"},
    {"sweeps/recipes/mnist-cnn.json", "-", "fake"},
    {"sweeps/recipes/mnist-cnn.json", "dataset=digits", "native"},
    {"sweeps/recipes/mnist-dropout.json", "-", "fake"},
    {"sweeps/recipes/mnist-dropout.json", "dataset=digits", "native"},
    {"{}", "-", "native"},
    {R"({"axes": {"optimizer": ["sgd", {"name": "momentum", "momentum": [0.5, 0.9]}, "adam"],
                  "learning_rate": {"log": [1e-4, 1, 9]}, "batch_size": [32, 128, "full"],
                  "model.hidden": [[64], [128], [128, 64]],
                  "regularizer": ["none", {"name": "l2", "lambda": [1e-5, 1e-4]}], "seed": {"count": 5}}})",
     "-", "native"},
    {R"({"base": {"epochs": 3}, "union": [
          {"base": {"optimizer": "sgd"}, "axes": {"learning_rate": {"log": [0.01, 1, 5]}, "seed": {"count": 5}}},
          {"base": {"optimizer": "adam", "epochs": 1}, "axes": {"learning_rate": [0.001, 0.01], "seed": [7, 2]}}
        ]})",
     "-", "native"},
    {R"({"product": [
          {"zip": {"init": ["xavier", "he"], "model.activation": ["tanh", "relu"]}},
          {"union": [{"axes": {"optimizer": "momentum", "optimizer.momentum": [0.5, 0.9]}},
                     {"axes": {"optimizer": "adam"}}]}],
        "axes": {"batch_size": [32, 128]}})",
     "-", "native"},
    {R"({"axes": {"optimizer": ["sgd", {"name": "momentum", "momentum": [0.5, 0.9]}, "adam"],
                  "learning_rate": [0.001, 0.1, 1], "seed": {"count": 3}},
        "exclude": [{"optimizer": "adam", "learning_rate": {"above": 0.01}},
                    {"optimizer": {"not": "sgd"}, "learning_rate": 1, "seed": {"at_least": 1}}]})",
     "-", "native"},
    {R"({"axes": {"epochs": {"range": [1, 9, 2]}, "schedule": ["constant", "cosine", "step", "exponential"],
                  "dropout": [0, 0.5], "augmentation": ["none", "shift"], "seed": [3, 1]}})",
     "-", "native"},
    {R"({"base": {"batch_size": 32}, "objective": {"metric": "validation_loss"},
        "axes": {"dataset": ["digits", "wine", "diabetes"], "loss": ["auto", "mse"],
                 "scaler": ["standard", "none"], "target_scaler": ["standard", "none"]}})",
     "-", "native"},
    {R"({"base": {"epochs": 10}, "axes": {"optimizer": ["sgd", "adam"], "learning_rate": {"log": [1e-4, 1, 401]},
                                          "seed": {"count": 3}},
        "search": {"name": "random", "count": 20}})",
     "-", "native"},
    {R"({"axes": {"optimizer": ["sgd", "adam"], "learning_rate": {"log": [1e-4, 1, 401]}, "warmup": [0, 1, 2]},
        "search": {"name": "sobol", "count": 32, "seed": 5}})",
     "-", "native"},
    {R"({"base": {"epochs": 27}, "axes": {"optimizer": ["momentum", "adam"], "learning_rate": {"log": [1e-4, 1, 17]}},
        "search": {"name": "halving", "eta": 3, "count": 20}})",
     "-", "native"},
    {R"({"base": {"epochs": 27}, "axes": {"optimizer": ["momentum", "adam"], "learning_rate": {"log": [1e-4, 1, 41]}},
        "search": "hyperband"})",
     "-", "native"},
};

/// What makes an axis count where it does not for the default dataset, and small datasets fit.
json context_of(const Axis& axis) {
  if (axis.name == "dataset") return {{"batch_size", 2}};
  return axis.name == "target_scaler" ? json{{"dataset", "diabetes"}} : json::object();
}

void add_techniques(const Axis& axis, std::vector<std::string>& cases) {
  const auto add = [&](const Choice& choice) {
    json base = context_of(axis);
    base[axis.name] = sweeps::to_json(choice);
    cases.push_back(base.dump());
  };
  for (const Technique* technique : axis.family->techniques) {
    Choice required{technique->name, {}};
    for (const Parameter& parameter : technique->parameters)
      if (!parameter.fallback) required.settings[parameter.name] = example_value(parameter);
    add(required);
    for (const Parameter& parameter : technique->parameters) {
      if (!parameter.fallback) continue;
      Choice changed = required;
      changed.settings[parameter.name] = other_value(parameter);
      add(changed);
    }
  }
}

}  // namespace

std::vector<std::string> key_cases() {
  std::vector<std::string> cases = {"{}"};
  for (const Axis& axis : axes()) {
    if (axis.is_choice()) {
      add_techniques(axis, cases);
      continue;
    }
    const json value = sweeps::to_json(axis, Setting(other_value(axis.parameter)));
    cases.push_back(json{{axis.name, value}}.dump());
  }
  for (const char* const combination : combinations) cases.push_back(json::parse(combination).dump());
  return cases;
}

std::vector<PlanCase> plan_cases() {
  std::vector<PlanCase> cases = sweeps_and_trainers;
  for (PlanCase& one : cases)
    if (one.sweep.starts_with('{')) one.sweep = json::parse(one.sweep).dump();
  return cases;
}

std::vector<std::string> key_subjects() {
  std::vector<std::string> subjects;
  for (const Axis& axis : axes()) {
    subjects.push_back(axis.name);
    if (!axis.is_choice()) continue;
    for (const Technique* technique : axis.family->techniques) {
      subjects.push_back(axis.name + " " + technique->name);
      for (const Parameter& parameter : technique->parameters)
        subjects.push_back(axis.name + " " + technique->name + " " + parameter.name);
    }
  }
  return subjects;
}

std::vector<std::string> key_subjects_of(const std::string& base) {
  std::vector<std::string> subjects;
  const json settings = json::parse(base);
  for (const auto& [name, setting] : settings.items()) {
    subjects.push_back(name);
    if (!setting.is_object() || !setting.contains("name")) continue;
    const std::string technique = name + " " + setting["name"].get<std::string>();
    subjects.push_back(technique);
    const Technique& about = find_axis(name)->family->find(setting["name"].get<std::string>());
    for (const auto& [key, value] : setting.items()) {
      const Parameter* parameter = about.find(key);
      if (parameter != nullptr &&
          (!parameter->fallback || sweeps::to_json(*parameter->fallback).dump() != value.dump()))
        subjects.push_back(std::string(technique).append(" ").append(key));
    }
  }
  return subjects;
}

}  // namespace tryall::testing
