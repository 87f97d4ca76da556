#include "tryall/optim/rule.hpp"

namespace tryall::optim {

Parameter number_parameter(const char* name, double fallback, double low, const char* meaning) {
  return {
      .name = name, .type = Parameter::Type::number, .fallback = fallback, .meaning = meaning, .low = low};
}

Parameter decay_rate(const char* name, double fallback, const char* meaning) {
  Parameter parameter = number_parameter(name, fallback, 0, meaning);
  parameter.high = 1;
  parameter.high_open = true;
  return parameter;
}

std::vector<Parameter> momentum_parameters() {
  return {
      decay_rate("momentum", 0.9, "a, the share of the past that is kept; 0 is sgd"),
      {.name = "form",
       .type = Parameter::Type::word,
       .fallback = std::string("velocity"),
       .meaning = "velocity: v = a v - lr g; buffer: b = a b + g, PyTorch's; the same while lr is constant",
       .words = {"velocity", "buffer"}}};
}

Parameter epsilon_parameter(double fallback) {
  return number_parameter("epsilon", fallback, 0, "keeps the denominator from 0");
}

Parameter epsilon_mode_parameter(const char* fallback) {
  return {.name = "epsilon_mode",
          .type = Parameter::Type::word,
          .fallback = std::string(fallback),
          .meaning = "outside: sqrt(x) + epsilon; inside: sqrt(x + epsilon)",
          .words = {"outside", "inside"}};
}

Parameter weight_decay_parameter(double fallback) {
  return number_parameter(
      "weight_decay", fallback, 0,
      "decoupled from the gradient: w *= 1 - lr weight_decay, besides the axis weight_decay");
}

Parameter flag_parameter(const char* name, bool fallback, const char* meaning) {
  return {.name = name, .type = Parameter::Type::boolean, .fallback = fallback, .meaning = meaning};
}

Parameter include_bias_parameter() {
  return flag_parameter("include_bias", false, "whether biases decay as well");
}

std::vector<Parameter> moment_parameters(double beta1, double beta2, double epsilon) {
  return {decay_rate("beta1", beta1, "decay of the mean of the gradients"),
          decay_rate("beta2", beta2, "decay of the mean of their squares"), epsilon_parameter(epsilon)};
}

std::vector<Parameter> extended(std::vector<Parameter> parameters, std::vector<Parameter> more) {
  parameters.insert(parameters.end(), more.begin(), more.end());
  return parameters;
}

}  // namespace tryall::optim
