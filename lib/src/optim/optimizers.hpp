#pragma once

#include "tryall/optim/optimizer.hpp"

namespace tryall::optim {

OptimizerEntry sgd();
OptimizerEntry momentum();
OptimizerEntry adam();

/// The entry of a class template Rule<Scalar> that is made from (choice, size).
template <template <class> class Rule>
OptimizerEntry entry(Technique about) {
  return {std::move(about),
          [](const Choice& choice, std::size_t size) -> std::unique_ptr<Optimizer<float>> {
            return std::make_unique<Rule<float>>(choice, size);
          },
          [](const Choice& choice, std::size_t size) -> std::unique_ptr<Optimizer<double>> {
            return std::make_unique<Rule<double>>(choice, size);
          }};
}

}  // namespace tryall::optim
