#include "tryall/config.hpp"

#include "tryall/data/scaler.hpp"
#include "tryall/data/source.hpp"
#include "tryall/data/split.hpp"
#include "tryall/error.hpp"
#include "tryall/init/initializer.hpp"
#include "tryall/nn/model.hpp"
#include "tryall/optim/optimizer.hpp"
#include "tryall/regularize/regularizer.hpp"

namespace tryall {
namespace {

Axis choice_axis(const Family& family, Choice Config::*member, std::string meaning) {
  return {.name = family.singular, .meaning = std::move(meaning), .member = member, .family = &family};
}

Axis number_axis(double Config::*member, Parameter parameter) {
  parameter.type = Parameter::Type::number;
  parameter.fallback = Config{}.*member;
  return {.name = parameter.name, .meaning = parameter.meaning, .member = member, .parameter = parameter};
}

Axis integer_axis(std::int64_t Config::*member, Parameter parameter) {
  parameter.type = Parameter::Type::integer;
  parameter.fallback = Config{}.*member;
  return {.name = parameter.name, .meaning = parameter.meaning, .member = member, .parameter = parameter};
}

std::vector<Axis> make_axes() {
  return {
      choice_axis(data::sources(), &Config::dataset, "what is learned from"),
      choice_axis(data::splits(), &Config::split,
                  "how samples are divided into training, validation and test"),
      choice_axis(data::scalers(), &Config::scaler,
                  "how features are scaled; fitted on the training split alone"),
      choice_axis(nn::models(), &Config::model, "the function that is trained"),
      choice_axis(init::initializers(), &Config::init, "what the weights start from"),
      choice_axis(optim::optimizers(), &Config::optimizer, "the update rule"),
      number_axis(
          &Config::learning_rate,
          {.name = "learning_rate", .meaning = "step size of the optimizer", .low = 0, .low_open = true}),
      choice_axis(regularize::regularizers(), &Config::regularizer, "what is added to the loss"),
      integer_axis(&Config::batch_size,
                   {.name = "batch_size",
                    .meaning = "samples an update; \"full\" for the whole training split",
                    .low = 1,
                    .zero_word = "full"}),
      integer_axis(&Config::epochs,
                   {.name = "epochs", .meaning = "passes over the training split", .low = 1}),
  };
}

}  // namespace

const Choice& Axis::choice(const Config& config) const { return config.*std::get<Choice Config::*>(member); }

Value Axis::value(const Config& config) const {
  if (const auto* number = std::get_if<double Config::*>(&member)) return config.**number;
  return config.*std::get<std::int64_t Config::*>(member);
}

void Axis::set(Config& config, const Choice& choice) const { put(config, completed(*family, choice)); }

void Axis::set(Config& config, const Value& value) const { put(config, checked(parameter, value)); }

void Axis::put(Config& config, const Choice& choice) const {
  config.*std::get<Choice Config::*>(member) = choice;
}

void Axis::put(Config& config, const Value& value) const {
  if (const auto* number = std::get_if<double Config::*>(&member))
    config.** number = std::get<double>(value);
  else
    config.*std::get<std::int64_t Config::*>(member) = std::get<std::int64_t>(value);
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
    if (axis.is_choice()) result.push_back(axis.family);
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
