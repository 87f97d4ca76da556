#include "functions.hpp"

namespace tryall::functions {
namespace {

template <class Scalar>
struct Saddle {
  static Scalar at(const Scalar* z, Scalar* gradient, std::ptrdiff_t) {
    gradient[0] = 2 * z[0];
    gradient[1] = -2 * z[1];
    return z[0] * z[0] - z[1] * z[1];
  }
};

}  // namespace

FunctionEntry saddle() {
  return {
      .about = {.name = "saddle",
                .summary = "x^2 - y^2 from (1, 0.001), beside the ridge y = 0: the lower the value, the "
                           "sooner the saddle at (0, 0) was left; unbounded below, so long trainings diverge",
                .source = "after the saddle points of Dauphin et al. (2014)",
                .advice = "How quickly a rule leaves a saddle point: sgd escapes slowly from the ridge, "
                          "adaptive rules immediately, since they rescale the tiny gradient. The value "
                          "has no lower bound, so use few epochs.",
                .parameters = {}},
      .start = {1, 0.001},
      .single_precision = at_each<Saddle, float>,
      .double_precision = at_each<Saddle, double>};
}

}  // namespace tryall::functions
