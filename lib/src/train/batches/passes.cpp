#include "passes.hpp"

#include <algorithm>
#include <utility>

#include "train/model_parts.hpp"
#include "tryall/train/library.hpp"

namespace tryall::train {

template <class Scalar>
nn::Network<Scalar> make_network(const TrainingConfig& config, const PreparedData& prepared,
                                 std::size_t batch_size) {
  nn::Layers<Scalar> layers = nn::make_layers<Scalar>(model_parts(config, prepared));
  const bool whole =
      std::any_of(layers.begin(), layers.end(), [](const auto& layer) { return layer->needs_whole_batch(); });
  const std::size_t rows = whole ? std::max(batch_size, piece_rows) : piece_rows;
  return {std::move(layers), static_cast<std::ptrdiff_t>(prepared.map.outputs()),
          static_cast<std::ptrdiff_t>(rows)};
}

template <class Scalar>
Passes<Scalar>::Passes(const TrainingConfig& config, const PreparedData& prepared,
                       nn::Network<Scalar>& network, std::stop_token stop)
    : network_(network),
      batch_maker_(config, prepared, network.outputs(), network.max_rows()),
      loss_(nn::make_loss<Scalar>(config.loss, library_of(config).losses)),
      stop_(std::move(stop)),
      class_weights_(config, prepared, SampleWeights(prepared)),
      dropout_seed_(config.dropout_seed),
      augmentation_seed_(config.augmentation_seed),
      output_gradient_(static_cast<std::size_t>(network.outputs() * network.max_rows())) {}

template <class Scalar>
double Passes<Scalar>::training_loss(Batch<const Scalar> outputs, Scalar gradient_scale,
                                     Batch<Scalar> gradient) const {
  const Batch<const Scalar> targets = batch_maker_.targets();
  const std::span<const double> weights = batch_maker_.weights();
  if (class_weights_.empty() && weights.empty())
    return loss_->sum(outputs, targets, gradient_scale, gradient);
  double sum = 0;
  for (std::ptrdiff_t row = 0; row < outputs.rows; ++row) {
    const Batch<const Scalar> target = targets.part(row, 1);
    double weight = weights.empty() ? 1 : weights[static_cast<std::size_t>(row)];
    if (!class_weights_.empty())
      weight *= class_weights_.of({target.data, static_cast<std::size_t>(target.features)});
    sum += weight * loss_->sum(outputs.part(row, 1), target, gradient_scale * static_cast<Scalar>(weight),
                               gradient.part(row, 1));
  }
  return sum;
}

template <class Scalar>
std::optional<double> Passes<Scalar>::learn(const Draws& batch, MetricAccumulator& accumulator) {
  const std::size_t size = batch.samples.size(), rows = static_cast<std::size_t>(network_.max_rows());
  const auto gradient_scale = static_cast<Scalar>(1.0 / static_cast<double>(size));
  if (batch_maker_.mixes()) {
    partners_.assign(batch.samples.begin(), batch.samples.end());
    std::rotate(partners_.begin(), partners_.begin() + 1, partners_.end());
  }
  const std::span<const std::uint32_t> partners(partners_);
  double loss = 0;
  for (std::size_t begin = 0; begin < size; begin += rows) {
    if (begin > 0 && stop_.stop_requested()) return std::nullopt;
    const std::size_t count = std::min(rows, size - begin);
    const auto piece = batch.samples.subspan(begin, count);
    const Draws changes{seed_of_stream(augmentation_seed_, batch.seed), batch.epoch, piece};
    const Draws drops{seed_of_stream(dropout_seed_, batch.seed), batch.epoch, piece};
    batch_maker_.make(changes, batch_maker_.mixes() ? partners.subspan(begin, count) : partners);
    batch_maker_.drop_inputs(drops);
    const Batch<const Scalar> outputs = network_.forward(batch_maker_.inputs(), {nn::Mode::training, drops});
    const Batch<Scalar> gradient{output_gradient_.data(), outputs.features, outputs.rows};
    const double of_piece = training_loss(outputs, gradient_scale, gradient);
    network_.backward(batch_maker_.inputs(), gradient);
    accumulator.add(outputs, piece, of_piece);
    loss += of_piece;
  }
  return loss;
}

#define TRYALL_INSTANTIATE(Scalar)                                                              \
  template nn::Network<Scalar> make_network<Scalar>(const TrainingConfig&, const PreparedData&, \
                                                    std::size_t);                               \
  template class Passes<Scalar>;
TRYALL_INSTANTIATE(float)
TRYALL_INSTANTIATE(double)
#undef TRYALL_INSTANTIATE

}  // namespace tryall::train
