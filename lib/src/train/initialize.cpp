#include "initialize.hpp"

#include <algorithm>

#include "../stop_check.hpp"
#include "tryall/train/library.hpp"

namespace tryall::train {

template <class Scalar>
void initialize(nn::Network<Scalar>& network, const TrainingConfig& config, std::uint64_t seed) {
  std::uint32_t number = 0;
  for (const ParameterBlock& block : network.blocks()) {
    check_stop();
    const auto values = network.parameters().subspan(block.offset, block.size());
    const Stream stream(seed, Purpose::init, number++);
    if (block.kind == ParameterBlock::Kind::gain) {
      std::fill(values.begin(), values.end(), Scalar{1});
      continue;
    }
    std::vector<double> start = block.start;
    if (start.empty()) {
      start.resize(block.size());
      init::fill(block.kind == ParameterBlock::Kind::weight ? config.init : config.bias_init, block, stream,
                 start, library_of(config).inits);
    }
    lay_out<Scalar, double>(block, start, values);
  }
}

template void initialize(nn::Network<float>&, const TrainingConfig&, std::uint64_t);
template void initialize(nn::Network<double>&, const TrainingConfig&, std::uint64_t);

}  // namespace tryall::train
