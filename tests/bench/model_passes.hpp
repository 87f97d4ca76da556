#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

#include "random_buffer.hpp"
#include "tryall/nn/models/model.hpp"

namespace tryall::bench {

/// A model with random parameters, a random batch, and a random gradient with respect to its outputs.
class ModelPasses {
 public:
  ModelPasses(const nn::ModelParts& parts, std::ptrdiff_t rows)
      : network_(nn::make_layers<float>(parts), parts.shape.features, rows),
        inputs_(random_buffer(static_cast<std::size_t>(parts.shape.features * rows), 1)),
        gradient_(random_buffer(static_cast<std::size_t>(network_.outputs() * rows), 2, 0.01)),
        samples_(static_cast<std::size_t>(rows)),
        in_{inputs_.data(), parts.shape.features, rows} {
    std::iota(samples_.begin(), samples_.end(), 0U);
    const Buffer<float> drawn = random_buffer(network_.parameters().size(), 3, 0.05);
    std::copy(drawn.begin(), drawn.end(), network_.parameters().begin());
    forward();
  }

  void forward(nn::Mode mode = nn::Mode::training) {
    network_.forward(in_, nn::Pass(mode, {.seed = 0, .epoch = 1, .samples = samples_}));
  }
  void backward() { network_.backward(in_, {gradient_.data(), network_.outputs(), in_.rows}); }

  /// Of a forward pass of the whole batch.
  double flops() const { return 2 * network_.multiply_adds() * static_cast<double>(in_.rows); }

 private:
  nn::Network<float> network_;
  Buffer<float> inputs_, gradient_;
  std::vector<std::uint32_t> samples_;
  Batch<const float> in_;
};

}  // namespace tryall::bench
