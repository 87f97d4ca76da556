#include "tryall/nn/layers/normalization.hpp"

#include "normalizations.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_no_normalization(const Choice&, Units) {
  return nullptr;
}

NormalizationEntry no_normalization() {
  return {{.name = "none", .summary = "units stay as they are", .source = "", .parameters = {}},
          make_no_normalization<float>,
          make_no_normalization<double>};
}

}  // namespace

const Table<NormalizationEntry>& normalization_table() {
  static const Table<NormalizationEntry> table("normalization", "normalizations",
                                               {
                                                   no_normalization(),
#define TRYALL_TECHNIQUE(name) name(),
#include "normalizations.def"
#undef TRYALL_TECHNIQUE
                                               });
  return table;
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
std::unique_ptr<Layer<float>> make_normalization(const Choice& choice, Units units,
                                                 const Table<NormalizationEntry>& table) {
  return table.find(choice).make_single(choice, units);
}

template <>
std::unique_ptr<Layer<double>> make_normalization(const Choice& choice, Units units,
                                                  const Table<NormalizationEntry>& table) {
  return table.find(choice).make_double(choice, units);
}

}  // namespace tryall::nn
