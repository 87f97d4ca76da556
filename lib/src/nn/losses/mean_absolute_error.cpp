#include <cmath>

#include "losses.hpp"

namespace tryall::nn {

template <class Scalar>
struct AbsoluteError {
  explicit AbsoluteError(const Choice&) {}
  Scalar value(Scalar error) const { return std::abs(error); }
  Scalar slope(Scalar error) const {
    return error > Scalar{0} ? Scalar{1} : error < Scalar{0} ? Scalar{-1} : Scalar{0};
  }
};

LossEntry mean_absolute_error() {
  return mean_over_outputs<AbsoluteError>(
      {.name = "mae",
       .summary = "|z - t|, the mean over the outputs; the subgradient at 0 is 0",
       .source = "PyTorch's L1Loss",
       .advice = "Regression with outliers: it estimates the median. The gradient has the same size however "
                 "small the error is, so use a falling schedule to settle.",
       .parameters = {}});
}

}  // namespace tryall::nn
