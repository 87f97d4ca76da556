#include "adam_family.hpp"

namespace tryall::optim {

std::vector<Parameter> moment_parameters(double beta1, double beta2, double epsilon) {
  return {decay_rate("beta1", beta1, "decay of the mean of the gradients"),
          decay_rate("beta2", beta2, "decay of the mean of their squares"), epsilon_parameter(epsilon)};
}

std::vector<Parameter> extended(std::vector<Parameter> parameters, std::vector<Parameter> more) {
  parameters.insert(parameters.end(), more.begin(), more.end());
  return parameters;
}

}  // namespace tryall::optim
