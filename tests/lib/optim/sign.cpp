#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
class Sign final : public Rule<Scalar> {
 public:
  Sign(const Choice& choice, const Layout& layout) : Rule<Scalar>(choice, layout) {}

  void apply(const Range<Scalar>& range) override {
    range.each([rate = this->rate()](Scalar& w, const Scalar& g) { w -= rate * sign(g); });
  }
};

}  // namespace

OptimizerEntry sign() {
  return entry<Sign>(
      {.name = "sign",
       .summary = "w -= lr sign(g)",
       .source = "Bernstein et al. (2018)",
       .advice = "Indifferent to the gradient's scale; with small batches the signs are noise."});
}

}  // namespace tryall::optim
