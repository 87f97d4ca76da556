#pragma once

#include <algorithm>
#include <optional>
#include <stop_token>
#include <vector>

#include "batch_maker.hpp"
#include "class_weights.hpp"
#include "train/measures/metric_accumulator.hpp"
#include "tryall/nn/losses/loss.hpp"
#include "tryall/nn/network.hpp"

namespace tryall::train {

/// A batch goes through the network in pieces of at most so many rows: the workspace stays in the cache and a
/// full batch needs no more memory than a small one. The pieces decide the order of sums, so the number is
/// part of the numerics version. Only where samples of a batch influence one another does it stay whole.
inline constexpr std::size_t piece_rows = 256;

/// The config's model, with room for the pieces of such batches.
template <class Scalar>
nn::Network<Scalar> make_network(const TrainingConfig& config, const PreparedData& prepared,
                                 std::size_t batch_size);

/// Sends samples through a network, piece by piece. A request to stop is seen between two pieces.
template <class Scalar>
class Passes {
 public:
  Passes(const TrainingConfig& config, const PreparedData& prepared, nn::Network<Scalar>& network,
         std::stop_token stop);

  /// Adds the gradients of the batch's mean loss, weighted, to the network's, which an update leaves at 0,
  /// and counts its outputs. The sum of the losses; none when stopped.
  std::optional<double> learn(const Draws& batch, MetricAccumulator& accumulator);

  /// Calls visit(piece, outputs) for each piece of the samples, in evaluation mode. False when stopped.
  template <class Visit>
  bool evaluate(std::span<const std::uint32_t> samples, Visit visit) {
    for (std::size_t begin = 0; begin < samples.size(); begin += piece_rows) {
      if (stop_.stop_requested()) return false;
      const auto piece = samples.subspan(begin, std::min(piece_rows, samples.size() - begin));
      batch_maker_.make(piece);
      visit(piece, network_.forward(batch_maker_.inputs(), nn::Mode::evaluation));
    }
    return true;
  }
  /// The summed loss of the piece that is being visited.
  double loss(Batch<const Scalar> outputs) const {
    return loss_->sum(outputs, batch_maker_.targets(), Scalar{0}, {});
  }

 private:
  /// The summed loss of the piece that was made, weighted by class and by sample, and its gradient.
  double training_loss(Batch<const Scalar> outputs, Scalar gradient_scale, Batch<Scalar> gradient) const;

  nn::Network<Scalar>& network_;
  BatchMaker<Scalar> batch_maker_;
  std::unique_ptr<nn::Loss<Scalar>> loss_;
  std::stop_token stop_;
  ClassWeights class_weights_;
  std::int64_t dropout_seed_, augmentation_seed_;
  Buffer<Scalar> output_gradient_;
  std::vector<std::uint32_t> partners_;
};

}  // namespace tryall::train
