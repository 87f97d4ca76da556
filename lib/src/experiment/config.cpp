#include "tryall/experiment/config.hpp"

#include <algorithm>
#include <stdexcept>

#include "tryall/data/augmentations/augmentation.hpp"
#include "tryall/data/scalers/scaler.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/data/splits/split.hpp"
#include "tryall/error.hpp"
#include "tryall/init/initializer.hpp"
#include "tryall/nn/layers/dropout.hpp"
#include "tryall/nn/layers/normalization.hpp"
#include "tryall/nn/losses/loss.hpp"
#include "tryall/nn/models/model.hpp"
#include "tryall/optim/clipping.hpp"
#include "tryall/optim/optimizer.hpp"
#include "tryall/regularize/regularizer.hpp"
#include "tryall/schedule/schedule.hpp"
#include "tryall/train/stopping/early_stopping.hpp"

namespace tryall {
namespace {

Axis choice_axis(std::string name, const Family& family, Choice Config::*member, std::string meaning) {
  return {.name = std::move(name), .meaning = std::move(meaning), .member = member, .family = &family};
}

template <class T>
constexpr Parameter::Type type_of = Parameter::Type::number;
template <>
constexpr Parameter::Type type_of<std::int64_t> = Parameter::Type::integer;
template <>
constexpr Parameter::Type type_of<bool> = Parameter::Type::boolean;
template <>
constexpr Parameter::Type type_of<std::string> = Parameter::Type::word;
template <>
constexpr Parameter::Type type_of<std::vector<std::int64_t>> = Parameter::Type::integers;

/// An axis of plain values; its type and default are the member's.
template <class T>
Axis value_axis(T Config::*member, Parameter parameter) {
  parameter.type = type_of<T>;
  parameter.fallback = Config{}.*member;
  return {.name = parameter.name, .meaning = parameter.meaning, .member = member, .parameter = parameter};
}

std::vector<Axis> data_axes() {
  return {
      choice_axis("dataset", data::sources(), &Config::dataset, "what is learned from"),
      value_axis(&Config::train_size,
                 {.name = "train_size",
                  .meaning = "how much of the training split is used: up to 1 a share, above 1 a number of "
                             "samples; stratified, and a smaller subset lies inside a larger one",
                  .low = 0,
                  .low_open = true}),
      choice_axis("split", data::splits(), &Config::split,
                  "how samples are divided into training, validation and test"),
      choice_axis("scaler", data::scalers(), &Config::scaler,
                  "how features are scaled; fitted on the training split alone"),
      choice_axis("target_scaler", data::target_scalers(), &Config::target_scaler,
                  "how the target of a regression is scaled for training; metrics are in its own units"),
      choice_axis("augmentation", data::augmentations(), &Config::augmentation,
                  "how training images are changed anew each epoch"),
      value_axis(&Config::input_noise,
                 {.name = "input_noise",
                  .meaning = "standard deviation of the normal noise that is added to the scaled features in "
                             "training",
                  .low = 0}),
      value_axis(
          &Config::mixup,
          {.name = "mixup",
           .meaning = "alpha of mixup (Zhang et al. 2018): training samples and their targets are mixed "
                      "in pairs by a share from Beta(alpha, alpha); 0 for none",
           .low = 0}),
  };
}

std::vector<Axis> model_axes() {
  return {
      choice_axis("model", nn::models(), &Config::model, "the function that is trained"),
      choice_axis("normalization", nn::normalizations(), &Config::normalization,
                  "what normalizes the units of each hidden layer"),
      choice_axis("dropout", nn::dropouts(), &Config::dropout,
                  "what drops units of hidden layers in training; a number p stands for dropout with rate p"),
      choice_axis("init", init::initializers(), &Config::init, "what the weights start from"),
      choice_axis("bias_init", init::initializers(), &Config::bias_init, "what the biases start from"),
      choice_axis("loss", nn::losses(), &Config::loss, "what is minimized"),
      value_axis(&Config::label_smoothing,
                 {.name = "label_smoothing",
                  .meaning = "share of a label's weight that is spread evenly over all classes in training",
                  .low = 0,
                  .high = 1,
                  .high_open = true}),
  };
}

std::vector<Axis> optimization_axes() {
  return {
      choice_axis("optimizer", optim::optimizers(), &Config::optimizer, "the update rule"),
      value_axis(
          &Config::learning_rate,
          {.name = "learning_rate", .meaning = "step size of the optimizer", .low = 0, .low_open = true}),
      choice_axis("schedule", schedule::schedules(), &Config::schedule,
                  "how the learning rate changes over the training"),
      value_axis(&Config::warmup,
                 {.name = "warmup",
                  .meaning = "epochs (or a part of one) over which the learning rate rises linearly from 0, "
                             "before the schedule begins",
                  .low = 0}),
      choice_axis("clipping", optim::clippings(), &Config::clipping, "how large gradients are cut"),
      choice_axis("regularizer", regularize::regularizers(), &Config::regularizer,
                  "what is added to the loss"),
      value_axis(&Config::weight_decay,
                 {.name = "weight_decay",
                  .meaning = "decoupled from the gradient: w *= 1 - lr weight_decay before each update, of "
                             "weights, not of biases",
                  .low = 0}),
      value_axis(
          &Config::max_norm,
          {.name = "max_norm",
           .meaning = "largest Euclidean norm of a unit's incoming weights, enforced after each update; "
                      "0 for none",
           .low = 0}),
  };
}

std::vector<Axis> training_axes() {
  return {
      value_axis(&Config::batch_size, {.name = "batch_size",
                                       .meaning = "samples an update; \"full\" for the whole training split",
                                       .low = 1,
                                       .zero_word = "full"}),
      value_axis(&Config::drop_last,
                 {.name = "drop_last", .meaning = "whether an epoch's last, incomplete batch is left out"}),
      value_axis(
          &Config::shuffle,
          {.name = "shuffle", .meaning = "whether samples come in a drawn order, not in the dataset's"}),
      value_axis(&Config::reshuffle,
                 {.name = "reshuffle",
                  .meaning = "whether the order is drawn anew each epoch; otherwise one order is kept"}),
      value_axis(&Config::epochs, {.name = "epochs", .meaning = "passes over the training split", .low = 1}),
      choice_axis("early_stopping", train::early_stoppings(), &Config::early_stopping,
                  "what ends a training before its last epoch"),
      value_axis(&Config::precision, {.name = "precision",
                                      .meaning = "the type that a training computes in",
                                      .words = {"float32", "float64"}}),
      value_axis(&Config::histograms,
                 {.name = "histograms",
                  .meaning = "epochs after which histograms of every layer's activations are stored",
                  .low = 0}),
  };
}

/// A run's seed is many seeds; each can be held, or varied by itself.
std::vector<Axis> seed_axes() {
  const auto axis = [](std::int64_t Config::*member, const char* name, const std::string& what) {
    return value_axis(member, {.name = name,
                               .meaning = "seed of " + what + " alone; -1 for the run's own seed",
                               .low = static_cast<double>(own_seed)});
  };
  return {axis(&Config::split_seed, "split_seed", "the split"),
          axis(&Config::init_seed, "init_seed", "the initial weights"),
          axis(&Config::order_seed, "order_seed", "the order of samples"),
          axis(&Config::dropout_seed, "dropout_seed", "dropout"),
          axis(&Config::augmentation_seed, "augmentation_seed", "augmentation, input noise and mixup")};
}

std::vector<Axis> make_axes() {
  std::vector<Axis> table;
  for (auto part : {data_axes, model_axes, optimization_axes, training_axes, seed_axes})
    for (Axis& axis : part()) table.push_back(std::move(axis));
  return table;
}

}  // namespace

const Choice& Axis::choice(const Config& config) const { return config.*std::get<Choice Config::*>(member); }

Value Axis::value(const Config& config) const {
  return std::visit(
      [&](auto place) -> Value {
        if constexpr (std::is_same_v<decltype(place), Choice Config::*>)
          throw std::logic_error("an axis of choices has no plain value");
        else
          return config.*place;
      },
      member);
}

void Axis::set(Config& config, const Choice& choice) const { put(config, completed(*family, choice)); }

void Axis::set(Config& config, const Value& value) const { put(config, checked(parameter, value)); }

void Axis::put(Config& config, const Choice& choice) const {
  config.*std::get<Choice Config::*>(member) = choice;
}

void Axis::put(Config& config, const Value& value) const {
  std::visit(
      [&](auto place) {
        using T = std::remove_reference_t<decltype(config.*place)>;
        if constexpr (!std::is_same_v<T, Choice>) config.*place = std::get<T>(value);
      },
      member);
}

void Axis::copy(const Config& from, Config& to) const {
  std::visit([&](auto place) { to.*place = from.*place; }, member);
}

const std::vector<Axis>& axes() {
  static const std::vector<Axis> table = make_axes();
  return table;
}

std::vector<std::string> axis_names() {
  std::vector<std::string> names;
  for (const Axis& axis : axes()) names.push_back(axis.name);
  return names;
}

const Axis* find_axis(std::string_view name) {
  for (const Axis& axis : axes())
    if (axis.name == name) return &axis;
  return nullptr;
}

std::vector<const Family*> families() {
  std::vector<const Family*> result;
  for (const Axis& axis : axes())
    if (axis.is_choice() && std::find(result.begin(), result.end(), axis.family) == result.end())
      result.push_back(axis.family);
  return result;
}

Config completed(const Config& config) {
  Config result = config;
  for (const Axis& axis : axes()) {
    if (axis.is_choice())
      axis.set(result, axis.choice(config));
    else if (axis.value(config) != Value(full_batch) || axis.parameter.zero_word.empty())
      axis.set(result, axis.value(config));
  }
  return result;
}

}  // namespace tryall
