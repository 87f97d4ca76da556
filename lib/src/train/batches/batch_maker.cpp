#include "batch_maker.hpp"

#include <algorithm>
#include <utility>

#include "tryall/nn/layers/dropout.hpp"
#include "tryall/train/library.hpp"

namespace tryall::train {
template <class Scalar>
BatchMaker<Scalar>::BatchMaker(const TrainingConfig& config, const PreparedData& prepared,
                               std::ptrdiff_t outputs, std::ptrdiff_t max_rows)
    : dataset_(*prepared.dataset),
      exact_map_(prepared.map),
      target_map_(prepared.target_map),
      map_(prepared.map.template cast<Scalar>()),
      augmentation_(data::make_augmentation<Scalar>(config.augmentation, dataset_.image(),
                                                    library_of(config).augmentations)),
      sample_weights_(prepared),
      noise_(config.input_noise),
      mixup_(config.mixup),
      smoothing_(static_cast<Scalar>(config.label_smoothing)),
      inputs_count_(static_cast<std::ptrdiff_t>(map_.outputs())),
      outputs_(outputs) {
  const auto rows = static_cast<std::size_t>(max_rows);
  const auto outputs_count = static_cast<std::size_t>(outputs);
  if (!map_.rotation.empty()) raw_.resize(dataset_.features * rows);
  inputs_.resize(map_.outputs() * rows);
  targets_.resize(outputs_count * rows);
  if (config.input_dropout > 0) {
    constexpr std::uint32_t part = 0xFFFFFF;  // apart from the model's layers
    const Choice dropout = with_defaults(nn::dropouts(), {"dropout", {{"rate", config.input_dropout}}});
    input_dropout_ = nn::make_dropout<Scalar>(dropout, {inputs_count_}, part);
    dropped_.resize(inputs_.size());
    input_dropout_->reserve(max_rows);
  }
  if (!mixes()) return;
  beta_quantile_.emplace(mixup_);
  partner_inputs_.resize(inputs_.size());
  partner_targets_.resize(targets_.size());
}

template <class Scalar>
typename BatchMaker<Scalar>::Gathered BatchMaker<Scalar>::gathered_in(Buffer<Scalar>& room) {
  return {{map_.rotation.empty() ? room.data() : raw_.data(), static_cast<std::ptrdiff_t>(dataset_.features),
           rows_},
          {room.data(), inputs_count_, rows_}};
}

template <class Scalar>
void BatchMaker<Scalar>::make(std::span<const std::uint32_t> samples) {
  rows_ = static_cast<std::ptrdiff_t>(samples.size());
  const auto [raw, mapped] = gathered_in(inputs_);
  data::gather(dataset_, exact_map_, map_, samples, raw, mapped);
  encode(samples, Scalar{0}, targets_);
}

template <class Scalar>
void BatchMaker<Scalar>::make(const Draws& draws, std::span<const std::uint32_t> partners) {
  rows_ = static_cast<std::ptrdiff_t>(draws.samples.size());
  gather_augmented(draws, inputs_);
  encode(draws.samples, smoothing_, targets_);
  weights_.clear();
  if (!sample_weights_.empty())
    for (const std::uint32_t sample : draws.samples) weights_.push_back(sample_weights_.of(sample));
  if (noise_ > 0) add_noise(draws);
  if (mixes()) mix(draws, partners);
}

template <class Scalar>
void BatchMaker<Scalar>::drop_inputs(const Draws& draws) {
  if (!input_dropout_) return;
  input_dropout_->forward(inputs(), {dropped_.data(), inputs_count_, rows_}, {nn::Mode::training, draws});
  std::swap(inputs_, dropped_);
}

template <class Scalar>
void BatchMaker<Scalar>::gather_augmented(const Draws& draws, Buffer<Scalar>& room) {
  const auto [raw, mapped] = gathered_in(room);
  if (!augmentation_) {
    data::gather(dataset_, exact_map_, map_, draws.samples, raw, mapped);
    return;
  }
  data::gather(dataset_, draws.samples, raw);
  data::fill_missing(map_, raw);
  augmentation_->apply(raw, draws);
  data::apply(map_, raw, mapped);
}

template <class Scalar>
void BatchMaker<Scalar>::encode(std::span<const std::uint32_t> samples, Scalar smoothing,
                                Buffer<Scalar>& room) const {
  const auto outputs = static_cast<std::size_t>(outputs_);
  if (dataset_.task == Task::function) return;
  if (dataset_.task == Task::regression) {
    for (std::size_t row = 0; row < samples.size(); ++row)
      for (std::size_t k = 0; k < outputs; ++k)
        room[row * outputs + k] = static_cast<Scalar>(
            (dataset_.targets[samples[row] * outputs + k] - target_map_.shift[k]) * target_map_.scale[k]);
    return;
  }
  const Scalar elsewhere = smoothing / static_cast<Scalar>(std::max<std::size_t>(2, outputs));
  const Scalar here = Scalar{1} - smoothing + elsewhere;
  for (std::size_t row = 0; row < samples.size(); ++row) {
    Scalar* target = room.data() + row * outputs;
    const auto label = static_cast<std::size_t>(dataset_.labels[samples[row]]);
    for (std::size_t k = 0; k < outputs; ++k) target[k] = elsewhere;
    if (outputs > 1)
      target[label] = here;
    else if (label == 1)
      target[0] = here;
  }
}

template <class Scalar>
void BatchMaker<Scalar>::add_noise(const Draws& draws) {
  for (std::size_t row = 0; row < draws.samples.size(); ++row) {
    const SampleStream stream(draws, row, Purpose::noise);
    Scalar* sample = inputs_.data() + row * static_cast<std::size_t>(inputs_count_);
    for_each_normal(stream, static_cast<std::size_t>(inputs_count_),
                    [&](std::size_t i, double draw) { sample[i] += static_cast<Scalar>(noise_ * draw); });
  }
}

/// x = share x + (1 - share) partner, and so the targets.
template <class Scalar>
void BatchMaker<Scalar>::mix(const Draws& draws, std::span<const std::uint32_t> partners) {
  gather_augmented({draws.seed, draws.epoch, partners}, partner_inputs_);
  encode(partners, smoothing_, partner_targets_);
  for (std::size_t row = 0; row < partners.size(); ++row) {
    const double share = (*beta_quantile_)(SampleStream(draws, row, Purpose::mixup).uniform(0));
    const auto blend = [&](Buffer<Scalar>& mine, const Buffer<Scalar>& other, std::ptrdiff_t width) {
      const auto begin = row * static_cast<std::size_t>(width);
      for (std::size_t i = begin; i < begin + static_cast<std::size_t>(width); ++i)
        mine[i] = static_cast<Scalar>(share) * mine[i] + static_cast<Scalar>(1.0 - share) * other[i];
    };
    if (!weights_.empty())
      weights_[row] = share * weights_[row] + (1.0 - share) * sample_weights_.of(partners[row]);
    blend(inputs_, partner_inputs_, inputs_count_);
    blend(targets_, partner_targets_, outputs_);
  }
}

template class BatchMaker<float>;
template class BatchMaker<double>;

}  // namespace tryall::train
