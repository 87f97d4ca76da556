#include <cmath>

#include "losses.hpp"

namespace tryall::nn {

template <class Scalar>
class HuberError {
 public:
  explicit HuberError(const Choice& choice) : delta_(static_cast<Scalar>(choice.number("delta"))) {}

  Scalar value(Scalar error) const {
    const Scalar size = std::abs(error);
    return size > delta_ ? delta_ * (size - delta_ / 2) : error * error / 2;  // NaN stays NaN
  }
  Scalar slope(Scalar error) const { return std::abs(error) > delta_ ? std::copysign(delta_, error) : error; }

 private:
  Scalar delta_;
};

LossEntry huber() {
  return mean_over_outputs<HuberError>(
      {.name = "huber",
       .summary = "e^2 / 2 where |e| <= delta, else delta (|e| - delta / 2), with e = z - t; the mean over "
                  "the outputs",
       .source = "Huber (1964); PyTorch's HuberLoss",
       .advice = "Regression with some outliers: mse for small errors, mae for large ones. delta is in units "
                 "of the scaled target; 1 is one standard deviation under the standard target_scaler.",
       .parameters = {{.name = "delta",
                       .type = Parameter::Type::number,
                       .fallback = 1.0,
                       .meaning = "where the square turns into a line",
                       .low = 0,
                       .low_open = true}}});
}

}  // namespace tryall::nn
