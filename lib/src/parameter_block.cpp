#include "tryall/parameter_block.hpp"

#include <functional>
#include <numeric>

namespace tryall {

std::size_t ParameterBlock::size() const {
  return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

}  // namespace tryall
