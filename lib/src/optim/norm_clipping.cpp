#include "clippings.hpp"
#include "tryall/kernels/each.hpp"
#include "tryall/kernels/sums.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class NormClipping final : public Clipping<Scalar> {
 public:
  explicit NormClipping(const Choice& choice) : max_norm_(choice.number("max_norm")) {}

  void begin(std::span<const Scalar> gradients) override {
    scale_ = max_norm_ / (kernels::norm(gradients) + 1e-6);
  }
  void apply(std::span<Scalar> gradients) const override {
    if (scale_ >= 1) return;  // a scale that is NaN makes every gradient NaN, so that divergence is seen
    kernels::each([scale = static_cast<Scalar>(scale_)](Scalar& g) { g *= scale; }, gradients.size(),
                  gradients.data());
  }

 private:
  double max_norm_;
  double scale_ = 1;
};

}  // namespace

ClippingEntry norm_clipping() {
  return clipping_entry<NormClipping>(
      {.name = "norm",
       .summary = "g *= min(1, max_norm / (|g| + 1e-6)), |g| the Euclidean norm over all parameters",
       .source = "Pascanu, Mikolov and Bengio (2013); PyTorch's clip_grad_norm_",
       .advice = "Against single huge gradients (deep or unnormalized networks, large learning rates): the "
                 "direction stays, only the length is cut. Set it near the usual gradient_norm, a metric of "
                 "every run; far below that each step is cut and max_norm acts as a learning rate.",
       .parameters = {
           {.name = "max_norm",
            .type = Parameter::Type::number,
            .fallback = 1.0,
            .meaning =
                "the largest norm of the gradient that is left as it is; the axis max_norm is of weights",
            .low = 0,
            .low_open = true}}});
}

}  // namespace tryall::optim
