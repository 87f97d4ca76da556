#include <numbers>

#include "functions.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::functions {
namespace {

/// 10 - 10 cos(2 pi z) is taken as 20 sin(pi z)^2, which does not cancel near the minima.
template <class Scalar>
struct Rastrigin {
  static Scalar at(const Scalar* z, Scalar* gradient, std::ptrdiff_t dimension) {
    constexpr Scalar pi = std::numbers::pi_v<Scalar>;
    Scalar value = 0;
    for (std::ptrdiff_t i = 0; i < dimension; ++i) {
      const Scalar sine = kernels::sin_pi(z[i]);
      gradient[i] = 2 * z[i] + 20 * pi * kernels::sin_pi(2 * z[i]);
      value += z[i] * z[i] + 20 * sine * sine;
    }
    return value;
  }
};

}  // namespace

FunctionEntry rastrigin() {
  return {.about = {.name = "rastrigin",
                    .summary = "sum of z^2 + 10 - 10 cos(2 pi z) over all parameters z, from (-2, 3.5, -2, "
                               "3.5, ...): a minimum near every whole number; least, 0, at 0",
                    .source = "Rastrigin (1974); the start of the figures of the package pytorch-optimizer",
                    .advice = "Many local minima: every descent ends in one, so it shows how far momentum "
                              "and large rates carry, not which rule is best on networks.",
                    .parameters = {{.name = "dimension",
                                    .type = Parameter::Type::integer,
                                    .fallback = std::int64_t{2},
                                    .meaning = "number of parameters",
                                    .low = 1,
                                    .high = 1e6}}},
          .dimension = 0,
          .start = {-2, 3.5},
          .minimum = {0},
          .single_precision = at_each<Rastrigin, float>,
          .double_precision = at_each<Rastrigin, double>};
}

}  // namespace tryall::functions
