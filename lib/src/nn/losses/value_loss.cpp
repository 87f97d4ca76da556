#include "losses.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
class ValueLoss final : public Loss<Scalar> {
 public:
  double sum(Batch<const Scalar> outputs, Batch<const Scalar>, Scalar gradient_scale,
             Batch<Scalar> gradient) const override {
    double sum = 0;
    for (std::ptrdiff_t i = 0; i < outputs.features * outputs.rows; ++i) {
      sum += static_cast<double>(outputs.data[i]);
      if (gradient.data) gradient.data[i] = gradient_scale;
    }
    return sum;
  }
};

template <class Scalar>
std::unique_ptr<Loss<Scalar>> make_value_loss(const Choice&) {
  return std::make_unique<ValueLoss<Scalar>>();
}

}  // namespace

LossEntry value_loss() {
  return {{.name = "value",
           .summary = "the output itself: the value of a test function",
           .source = "",
           .advice = "The only loss of a test function, chosen by itself; not for data.",
           .parameters = {}},
          {Task::function},
          one_each,
          make_value_loss<float>,
          make_value_loss<double>};
}

}  // namespace tryall::nn
