#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct SgdStep {
  Scalar rate;

  void operator()(Scalar& w, const Scalar& g) const { w -= rate * g; }
};

template <class Scalar>
class Sgd final : public Rule<Scalar> {
 public:
  Sgd(const Choice& choice, const Layout& layout) : Rule<Scalar>(choice, layout) {}

  void apply(const Range<Scalar>& range) override { range.each(SgdStep<Scalar>{this->rate()}); }
};

}  // namespace

OptimizerEntry sgd() {
  return entry<Sgd>(
      {.name = "sgd",
       .summary = "w -= lr g; with batch_size \"full\" this is gradient descent",
       .source = "Robbins and Monro (1951)",
       .advice = "The baseline. Few settings to tune and often the best on the test split with a tuned, "
                 "falling learning rate; usual rates are 0.01 to 1, a hundred times adam's. Slow where "
                 "directions differ much in curvature (try ellipse or rosenbrock).",
       .parameters = {}});
}

}  // namespace tryall::optim
