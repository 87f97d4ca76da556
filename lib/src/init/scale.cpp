#include "scale.hpp"

#include <algorithm>

namespace tryall::init {

Parameter std_parameter(double fallback, const char* meaning) {
  return {.name = "std", .type = Parameter::Type::number, .fallback = fallback, .meaning = meaning, .low = 0};
}

Parameter gain_parameter() {
  return {.name = "gain",
          .type = Parameter::Type::number,
          .fallback = 1.0,
          .meaning =
              "a factor that makes up for the activation: sigmoid 1, tanh 5/3, relu sqrt(2) = 1.414214, "
              "selu 3/4, leaky_relu sqrt(2 / (1 + slope^2)), 1.414143 at slope 0.01",
          .low = 0};
}

Parameter fan_parameter() {
  return {.name = "fan",
          .type = Parameter::Type::word,
          .fallback = std::string("in"),
          .meaning = "in keeps the variance of what goes forward, out that of the gradients going back",
          .words = {"in", "out"}};
}

double divisor(std::size_t fan) { return static_cast<double>(std::max<std::size_t>(1, fan)); }

double chosen_fan(const Choice& choice, const ParameterBlock& block) {
  return divisor(choice.word("fan") == "in" ? block.fan_in : block.fan_out);
}

}  // namespace tryall::init
