#include "tryall/nn/layers/normalization.hpp"

#include "normalizations.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::nn {

const std::vector<NormalizationEntry>& normalization_table() {
  static const std::vector<NormalizationEntry> table = {no_normalization(), batch_norm(), layer_norm(),
                                                        group_norm()};
  return table;
}

const Family& normalizations() {
  static const Family family = family_of("normalization", "normalizations", normalization_table());
  return family;
}

Parameter place_parameter() {
  return {.name = "place",
          .type = Parameter::Type::word,
          .fallback = std::string("before"),
          .meaning = "before or after the activation",
          .words = {"before", "after"}};
}

Parameter variance_epsilon_parameter() {
  return {.name = "epsilon",
          .type = Parameter::Type::number,
          .fallback = 1e-5,
          .meaning = "added to the variance, inside the root",
          .low = 0,
          .low_open = true};
}

template <>
std::unique_ptr<Layer<float>> make_normalization(const Choice& choice, Units units) {
  return entry_of(normalization_table(), choice).make_single(choice, units);
}

template <>
std::unique_ptr<Layer<double>> make_normalization(const Choice& choice, Units units) {
  return entry_of(normalization_table(), choice).make_double(choice, units);
}

}  // namespace tryall::nn
