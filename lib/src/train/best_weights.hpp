#pragma once

#include <vector>

#include "tryall/nn/network.hpp"
#include "tryall/train/run.hpp"

namespace tryall::train {

/// The weights of the best epoch so far, with what the layers remembered then.
template <class Scalar>
class BestWeights {
 public:
  void keep(std::int64_t epoch, nn::Network<Scalar>& network);
  bool any() const { return epoch_ > 0; }
  /// Puts them back; the result's final values are then those of their epoch.
  void restore(nn::Network<Scalar>& network, RunResult& result) const;

  /// Shows them to an archive, for a network whose layers remember so many things.
  template <class Archive>
  void describe(Archive& archive, std::size_t states) {
    archive.value(epoch_);
    archive.list(parameters_);
    states_.resize(states);
    for (auto& values : states_) archive.list(values);
  }

 private:
  std::int64_t epoch_ = 0;
  std::vector<Scalar> parameters_;
  std::vector<std::vector<Scalar>> states_;
};

}  // namespace tryall::train
