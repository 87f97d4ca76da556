#pragma once

#include "tryall/optim/optimizer.hpp"

namespace tryall::optim {

#define TRYALL_TECHNIQUE(name) OptimizerEntry name();
#include "optimizers.def"
#undef TRYALL_TECHNIQUE

/// The entry of a class template Rule<Scalar> that is made from (choice, layout).
template <template <class> class Rule>
OptimizerEntry entry(Technique about) {
  return {std::move(about),
          [](const Choice& choice, const Layout& layout) -> std::unique_ptr<Optimizer<float>> {
            return std::make_unique<Rule<float>>(choice, layout);
          },
          [](const Choice& choice, const Layout& layout) -> std::unique_ptr<Optimizer<double>> {
            return std::make_unique<Rule<double>>(choice, layout);
          },
          false};
}

}  // namespace tryall::optim
