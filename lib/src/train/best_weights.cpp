#include "best_weights.hpp"

#include <algorithm>

namespace tryall::train {

template <class Scalar>
void BestWeights<Scalar>::keep(std::int64_t epoch, nn::Network<Scalar>& network) {
  epoch_ = epoch;
  parameters_.assign(network.parameters().begin(), network.parameters().end());
  states_.clear();
  for (const auto& block : network.state()) states_.emplace_back(block.values.begin(), block.values.end());
}

template <class Scalar>
void BestWeights<Scalar>::restore(nn::Network<Scalar>& network, RunResult& result) const {
  std::copy(parameters_.begin(), parameters_.end(), network.parameters().begin());
  const auto state = network.state();
  for (std::size_t i = 0; i < state.size(); ++i)
    std::copy(states_[i].begin(), states_[i].end(), state[i].values.begin());
  const auto epoch = static_cast<std::size_t>(epoch_);
  for (std::size_t i = 0; i < result.curves.size(); ++i)
    if (result.curves[i].size() >= epoch) result.final_values[i] = result.curves[i][epoch - 1];
}

template class BestWeights<float>;
template class BestWeights<double>;

}  // namespace tryall::train
