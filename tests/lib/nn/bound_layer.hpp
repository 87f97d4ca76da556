#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tryall/nn/layers/layer.hpp"

namespace tryall::testing {

/// A layer with parameters and gradients of its own: all it takes to run it alone.
class BoundLayer {
 public:
  struct Block {
    std::string name;
    nn::ParameterBlock of;
    Buffer<double> values, gradients;  // as they lie in memory
  };

  BoundLayer(std::unique_ptr<nn::Layer<double>> layer, std::ptrdiff_t max_rows) : layer_(std::move(layer)) {
    for (const nn::ParameterBlock& block : layer_->parameters())
      blocks_.push_back({block.name, block, Buffer<double>(block.size()), Buffer<double>(block.size())});
    std::vector<double*> values, gradients;
    for (Block& block : blocks_) {
      values.push_back(block.values.data());
      gradients.push_back(block.gradients.data());
    }
    layer_->reserve(max_rows);
    layer_->bind(values, gradients);
  }

  nn::Layer<double>& layer() { return *layer_; }
  std::vector<Block>& blocks() { return blocks_; }

 private:
  std::unique_ptr<nn::Layer<double>> layer_;
  std::vector<Block> blocks_;
};

}  // namespace tryall::testing
