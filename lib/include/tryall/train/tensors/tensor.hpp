#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tryall::train {

/// Numbers with a name and a shape, in C order: a layer's weights, or what it remembers.
struct Tensor {
  std::string name;
  std::vector<std::size_t> shape;
  std::vector<double> values;

  bool operator==(const Tensor&) const = default;
};

}  // namespace tryall::train
