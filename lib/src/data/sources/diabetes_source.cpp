#include "embedded_table.hpp"
#include "sources.hpp"

namespace tryall::embedded {
extern const unsigned char diabetes[];
extern const std::size_t diabetes_size;
}  // namespace tryall::embedded

namespace tryall::data {
namespace {

Dataset load_diabetes(const Choice&, const std::filesystem::path&) {
  return embedded_table("diabetes", {embedded::diabetes, embedded::diabetes_size}, {});
}

}  // namespace

SourceEntry diabetes_source() {
  return {
      {.name = "diabetes",
       .summary = "442 diabetes patients by 10 measurements; regression on a measure of the disease a year "
                  "later; the raw measurements, of which scikit-learn's scaled ones are the standard "
                  "scaler's over all 442, divided by the root of 442; built into the program",
       .source = "B. Efron, T. Hastie, I. Johnstone and R. Tibshirani (2004), Least Angle Regression, Annals "
                 "of Statistics 32(2); as scikit-learn ships it (load_diabetes(scaled=False)), BSD 3-Clause",
       .advice = "Small, noisy regression (a linear model explains about half of the variance): for "
                 "regularizers, the lasso path and robust losses. Networks overfit it.",
       .parameters = {}},
      load_diabetes};
}

}  // namespace tryall::data
