#pragma once

#include <algorithm>
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

/// So many epochs as text; a tenth under a sanitizer, which makes the program ten times slower.
inline std::string epochs_text(int epochs) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  epochs = std::max(1, epochs / 10);
#endif
  return std::to_string(epochs);
}

}  // namespace tryall::testing
