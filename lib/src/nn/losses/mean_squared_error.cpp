#include "losses.hpp"

namespace tryall::nn {

template <class Scalar>
struct SquaredError {
  explicit SquaredError(const Choice&) {}
  Scalar value(Scalar error) const { return error * error; }
  Scalar slope(Scalar error) const { return Scalar{2} * error; }
};

LossEntry mean_squared_error() {
  return mean_over_outputs<SquaredError>(
      {.name = "mse",
       .summary = "(z - t)^2, the mean over the outputs; classes as targets of 0 and 1",
       .source = "PyTorch's MSELoss",
       .advice = "The usual loss of a regression: right for normal noise, it estimates the mean. Single "
                 "outliers dominate it (use huber or mae); for classes it works, often with slower learning "
                 "than cross_entropy.",
       .parameters = {}});
}

}  // namespace tryall::nn
