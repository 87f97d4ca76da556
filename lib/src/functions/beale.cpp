#include "functions.hpp"

namespace tryall::functions {
namespace {

template <class Scalar>
struct Beale {
  static Scalar at(const Scalar* z, Scalar* gradient, std::ptrdiff_t) {
    const Scalar x = z[0], y = z[1];
    const Scalar first = Scalar{1.5} - x * (1 - y);
    const Scalar second = Scalar{2.25} - x * (1 - y * y);
    const Scalar third = Scalar{2.625} - x * (1 - y * y * y);
    gradient[0] = -2 * (first * (1 - y) + second * (1 - y * y) + third * (1 - y * y * y));
    gradient[1] = 2 * x * (first + 2 * y * second + 3 * y * y * third);
    return first * first + second * second + third * third;
  }
};

}  // namespace

FunctionEntry beale() {
  return {.about = {.name = "beale",
                    .summary = "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2 from (1, "
                               "1): flat with steep edges; least, 0, at (3, 0.5)",
                    .source = "Beale (1958); the start of More, Garbow and Hillstrom (1981), problem 5",
                    .advice = "Plateaus and steep edges: adaptive rules cross the flats that stop sgd, and "
                              "with too large a rate the edges throw the parameters far out.",
                    .parameters = {}},
          .start = {1, 1},
          .minimum = {3, 0.5},
          .single_precision = at_each<Beale, float>,
          .double_precision = at_each<Beale, double>};
}

}  // namespace tryall::functions
