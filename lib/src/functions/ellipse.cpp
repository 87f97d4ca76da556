#include "functions.hpp"

namespace tryall::functions {
namespace {

template <class Scalar>
struct Ellipse {
  static Scalar at(const Scalar* z, Scalar* gradient, std::ptrdiff_t) {
    gradient[0] = z[0] / 10;
    gradient[1] = 2 * z[1];
    return z[0] * z[0] / 20 + z[1] * z[1];
  }
};

}  // namespace

FunctionEntry ellipse() {
  return {.about = {.name = "ellipse",
                    .summary = "x^2 / 20 + y^2 from (-7, 2): a long valley; least, 0, at (0, 0)",
                    .source = "K. Saitoh (2016), Deep Learning from Scratch, section 6.1",
                    .advice = "The picture of why momentum and adaptive rates exist: sgd oscillates across "
                              "the valley at rates near 1 and creeps along it at small rates.",
                    .parameters = {}},
          .start = {-7, 2},
          .minimum = {0},
          .single_precision = at_each<Ellipse, float>,
          .double_precision = at_each<Ellipse, double>};
}

}  // namespace tryall::functions
