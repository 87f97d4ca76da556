#pragma once

#include <string>

namespace tryall::testing {

/// A sweep of the embedded digits that trains in a blink: 2 optimizers x 2 learning rates x 2 seeds.
inline const std::string tiny_sweep = R"({
  "name": "tiny",
  "base": {"model": {"name": "mlp", "hidden": [8]}, "epochs": 2},
  "axes": {
    "optimizer": ["sgd", "adam"],
    "learning_rate": [0.01, 0.1],
    "seed": {"count": 2}
  }
})";

}  // namespace tryall::testing
