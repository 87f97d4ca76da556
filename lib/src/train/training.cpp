#include "training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "../euclidean_norm.hpp"
#include "archive.hpp"
#include "check_split.hpp"
#include "model_parts.hpp"
#include "tensors.hpp"
#include "tryall/error.hpp"
#include "tryall/init/initializer.hpp"
#include "tryall/numerics.hpp"
#include "tryall/optim/clipping.hpp"

namespace tryall::train {
namespace {

/// The block as its initializer sees it: a row an output.
init::Block matrix_of(const nn::ParameterBlock& block) {
  const std::size_t rows = block.shape.front();
  return {rows, block.size() / rows, block.fan_in, block.fan_out};
}

template <class Scalar>
optim::Layout layout_of(const nn::Network<Scalar>& network) {
  std::vector<optim::Block> blocks;
  for (const nn::ParameterBlock& block : network.blocks()) {
    const std::size_t rows = block.shape.front();
    blocks.push_back({block.offset, block.size(), rows, block.size() / rows});
  }
  return {network.parameters().size(), network.weights_end(), std::move(blocks)};
}

template <class Scalar>
std::size_t rows_of_a_piece(const nn::Layers<Scalar>& layers, std::size_t batch_size) {
  const bool whole =
      std::any_of(layers.begin(), layers.end(), [](const auto& layer) { return layer->needs_whole_batch(); });
  return whole ? std::max(batch_size, piece_rows) : piece_rows;
}

std::int64_t updates_an_epoch(const Config& config, std::size_t samples, std::size_t batch_size) {
  const std::size_t whole = samples / batch_size;
  return static_cast<std::int64_t>(config.drop_last || samples % batch_size == 0 ? whole : whole + 1);
}

}  // namespace

template <class Scalar>
Training<Scalar>::Training(const Config& config, std::uint64_t seed, const Prepared& prepared,
                           const Hooks& hooks)
    : config_(config),
      seed_(seed),
      prepared_(prepared),
      hooks_(hooks),
      batch_size_(config.batch_size == full_batch ? prepared.split.training.size()
                                                  : static_cast<std::size_t>(config.batch_size)),
      layers_(nn::make_layers<Scalar>(model_parts(config, prepared))),
      rows_(rows_of_a_piece(layers_, batch_size_)),
      network_(std::move(layers_), static_cast<std::ptrdiff_t>(prepared.map.outputs()),
               static_cast<std::ptrdiff_t>(rows_)),
      feeder_(config, prepared, network_.outputs(), static_cast<std::ptrdiff_t>(rows_)),
      optimizer_(optim::make_optimizer<Scalar>(config.optimizer, layout_of(network_))),
      regularizer_(regularize::make_regularizer<Scalar>(config.regularizer)),
      loss_(nn::make_loss<Scalar>(config.loss)),
      steps_per_epoch_(updates_an_epoch(config, prepared.split.training.size(), batch_size_)),
      schedule_(schedule::make_schedule(config.schedule,
                                        {static_cast<double>(steps_per_epoch_),
                                         std::max(0.0, static_cast<double>(config.epochs) - config.warmup)})),
      early_stopping_(make_early_stopping(config.early_stopping)),
      tally_(*prepared.dataset, prepared.target_map),
      output_gradient_(static_cast<std::size_t>(network_.outputs()) * rows_) {}

template <class Scalar>
void Training<Scalar>::initialize() {
  std::uint32_t number = 0;
  for (const nn::ParameterBlock& block : network_.blocks()) {
    const auto values = network_.parameters().subspan(block.offset, block.size());
    const Stream stream(seed_, Purpose::init, number++);
    if (block.kind == nn::ParameterBlock::Kind::gain) {
      std::fill(values.begin(), values.end(), Scalar{1});
      continue;
    }
    std::vector<double> start = block.start;
    if (start.empty()) {
      start.resize(block.size());
      init::fill(block.kind == nn::ParameterBlock::Kind::weight ? config_.init : config_.bias_init,
                 matrix_of(block), stream, start);
    }
    std::transform(start.begin(), start.end(), values.begin(),
                   [](double value) { return static_cast<Scalar>(value); });
  }
  if (hooks_.start) restore_tensors(*hooks_.start, network_);
}

template <class Scalar>
double Training<Scalar>::warm_steps() const {
  return std::round(config_.warmup * static_cast<double>(steps_per_epoch_));
}

template <class Scalar>
double Training<Scalar>::learning_rate() const {
  const double warm = warm_steps();
  const auto done = static_cast<double>(result_.steps_done);
  if (done < warm) return config_.learning_rate * std::min(1.0, (done + 1) / warm);
  return config_.learning_rate * schedule_->factor(done - warm);
}

template <class Scalar>
typename Training<Scalar>::Progress Training<Scalar>::step(std::span<const std::uint32_t> batch,
                                                           std::int64_t epoch, bool last) {
  network_.clear_gradients();
  const auto gradient_scale = static_cast<Scalar>(1.0 / static_cast<double>(batch.size()));
  if (feeder_.mixes()) {
    partners_.assign(batch.begin(), batch.end());
    std::rotate(partners_.begin(), partners_.begin() + 1, partners_.end());
  }
  double loss = 0;
  for (std::size_t begin = 0; begin < batch.size(); begin += rows_) {
    if (begin > 0 && hooks_.stop.stop_requested()) return Progress::stopped;
    const auto piece = batch.subspan(begin, std::min(rows_, batch.size() - begin));
    const Draws draws{seed_, static_cast<std::uint32_t>(epoch), piece};
    feeder_.feed(draws, feeder_.mixes()
                            ? std::span<const std::uint32_t>(partners_).subspan(begin, piece.size())
                            : std::span<const std::uint32_t>());
    const Batch<const Scalar> outputs = network_.forward(feeder_.inputs(), {nn::Mode::training, draws});
    const Batch<Scalar> gradient{output_gradient_.data(), outputs.features, outputs.rows};
    const double of_piece = loss_->sum(outputs, feeder_.targets(), gradient_scale, gradient);
    network_.backward(feeder_.inputs(), gradient);
    tally_.add(outputs, piece, of_piece);
    loss += of_piece;
  }
  if (!std::isfinite(loss)) return Progress::diverged;
  if (regularizer_)
    regularizer_->add_gradient(network_.parameters(), network_.gradients(), network_.weights_end());
  if (last) note(gradient_norm, euclidean_norm<Scalar>(network_.gradients()));
  update(learning_rate());
  return Progress::going_on;
}

template <class Scalar>
void Training<Scalar>::update(double rate) {
  const auto weights = network_.parameters().first(network_.weights_end());
  optim::clip<Scalar>(config_.clipping, network_.gradients());
  if (config_.weight_decay > 0)
    for (Scalar& weight : weights) weight *= static_cast<Scalar>(1.0 - rate * config_.weight_decay);
  optimizer_->update(network_.parameters(), network_.gradients(), rate, ++result_.steps_done);
  if (regularizer_) regularizer_->after_update(network_.parameters(), rate, network_.weights_end());
  if (config_.max_norm > 0) enforce_max_norm();
}

/// Scales down each unit's incoming weights (a row of a weight matrix) that are longer than max_norm.
template <class Scalar>
void Training<Scalar>::enforce_max_norm() {
  for (const nn::ParameterBlock& block : network_.blocks()) {
    if (block.kind != nn::ParameterBlock::Kind::weight) continue;
    const std::size_t units = block.shape[0], width = block.size() / units;
    for (std::size_t unit = 0; unit < units; ++unit) {
      const auto incoming = network_.parameters().subspan(block.offset + unit * width, width);
      const double norm = euclidean_norm<Scalar>(incoming);
      if (norm <= config_.max_norm) continue;
      for (Scalar& weight : incoming) weight *= static_cast<Scalar>(config_.max_norm / norm);
    }
  }
}

template <class Scalar>
template <class Visit>
bool Training<Scalar>::evaluate(std::span<const std::uint32_t> samples, Visit visit) {
  for (std::size_t begin = 0; begin < samples.size(); begin += piece_rows) {
    if (hooks_.stop.stop_requested()) return false;
    const auto piece = samples.subspan(begin, std::min(piece_rows, samples.size() - begin));
    feeder_.feed(piece);
    visit(piece, network_.forward(feeder_.inputs(), nn::Mode::evaluation));
  }
  return true;
}

template <class Scalar>
void Training<Scalar>::note(MetricIndex metric, double value) {
  result_.final_values[metric] = value;
  if (metrics()[metric].each_epoch) result_.curves[metric].push_back(value);
}

template <class Scalar>
typename Training<Scalar>::Progress Training<Scalar>::measure(MetricIndex first,
                                                              std::span<const std::uint32_t> samples) {
  if (samples.empty()) return Progress::going_on;
  const bool watches = first == validation_loss;
  tally_.clear();
  life_signs_.clear();
  const WeightsForUse scope(*this);
  const bool whole = evaluate(samples, [&](auto piece, Batch<const Scalar> outputs) {
    tally_.add(outputs, piece, loss_->sum(outputs, feeder_.targets(), Scalar{0}, {}));
    if (watches) life_signs_.watch(network_.activations());
  });
  if (!whole) return Progress::stopped;
  if (!std::isfinite(tally_.loss())) return Progress::diverged;
  tally_.for_each([&](std::size_t k, double value) { note(static_cast<MetricIndex>(first + k), value); });
  if (watches && std::isfinite(life_signs_.dead_share())) note(dead_units, life_signs_.dead_share());
  return Progress::going_on;
}

template <class Scalar>
typename Training<Scalar>::Progress Training<Scalar>::store_histograms(std::int64_t epoch) {
  if (std::find(config_.histograms.begin(), config_.histograms.end(), epoch) == config_.histograms.end())
    return Progress::going_on;
  const auto& split = prepared_.split;
  const std::span<const std::uint32_t> samples = split.validation.empty() ? split.training : split.validation;
  ActivationHistograms<Scalar> histograms(epoch);
  const WeightsForUse scope(*this);
  const bool whole = evaluate(samples, [&](auto, auto) { histograms.see_range(network_.activations()); }) &&
                     evaluate(samples, [&](auto, auto) { histograms.count(network_.activations()); });
  if (!whole) return Progress::stopped;
  for (Histogram& histogram : histograms.take()) result_.histograms.push_back(std::move(histogram));
  return Progress::going_on;
}

template <class Scalar>
void Training<Scalar>::note_weights() {
  const WeightFacts facts = weight_facts(network_);
  note(weight_norm, facts.norm);
  note(zero_weights, facts.zero_share);
}

template <class Scalar>
typename Training<Scalar>::Progress Training<Scalar>::epoch(std::int64_t number) {
  const auto& training = prepared_.split.training;
  order_.assign(training.begin(), training.end());
  if (config_.shuffle)
    shuffle(order_,
            Stream(seed_, Purpose::order, static_cast<std::uint32_t>(config_.reshuffle ? number : 1)));
  if (steps_in_epoch_ == 0) tally_.clear();
  const std::span<const std::uint32_t> order(order_);
  for (;;) {
    const bool stopped = hooks_.stop.stop_requested();
    if (hooks_.checkpoint && (stopped || (hooks_.wants_checkpoint && hooks_.wants_checkpoint())))
      hooks_.checkpoint(checkpoint());
    if (stopped) return Progress::stopped;
    if (steps_in_epoch_ == steps_per_epoch_) break;
    const std::size_t begin = static_cast<std::size_t>(steps_in_epoch_) * batch_size_;
    const auto batch = order.subspan(begin, std::min(batch_size_, order.size() - begin));
    const Progress progress = step(batch, number, steps_in_epoch_ + 1 == steps_per_epoch_);
    if (progress != Progress::going_on) return progress;
    ++steps_in_epoch_;
  }
  steps_in_epoch_ = 0;
  note(train_loss, tally_.loss());
  if (prepared_.dataset->task == Task::classification) note(train_accuracy, tally_.accuracy());
  if (prepared_.dataset->task == Task::regression) note(train_rmse, tally_.rmse());
  note_weights();
  const Progress progress = measure(validation_loss, prepared_.split.validation);
  return progress == Progress::going_on ? store_histograms(number) : progress;
}

template <class Scalar>
bool Training<Scalar>::stops_early(std::int64_t epoch) {
  if (!early_stopping_) return false;
  const bool ends = early_stopping_->ends(result_.final_values[early_stopping_->metric()]);
  if (early_stopping_->restores_best() && early_stopping_->is_best()) {
    const WeightsForUse scope(*this);
    best_.epoch = epoch;
    best_.parameters.assign(network_.parameters().begin(), network_.parameters().end());
    best_.state.clear();
    for (const auto& block : network_.state())
      best_.state.emplace_back(block.values.begin(), block.values.end());
  }
  return ends;
}

/// The final values are then those of the best epoch.
template <class Scalar>
void Training<Scalar>::restore_best() {
  if (best_.epoch == 0) return;
  restored_ = true;
  std::copy(best_.parameters.begin(), best_.parameters.end(), network_.parameters().begin());
  const auto state = network_.state();
  for (std::size_t i = 0; i < state.size(); ++i)
    std::copy(best_.state[i].begin(), best_.state[i].end(), state[i].values.begin());
  for (std::size_t i = 0; i < metric_count; ++i)
    if (result_.curves[i].size() >= static_cast<std::size_t>(best_.epoch))
      result_.final_values[i] = result_.curves[i][static_cast<std::size_t>(best_.epoch) - 1];
}

template <class Scalar>
typename Training<Scalar>::Progress Training<Scalar>::train() {
  Progress progress = Progress::going_on;
  if (hooks_.resume) {
    resume(*hooks_.resume);
  } else {
    initialize();
    progress = store_histograms(0);
  }
  while (result_.epochs_done < config_.epochs && progress == Progress::going_on) {
    const std::int64_t number = result_.epochs_done + 1;
    progress = epoch(number);
    if (progress != Progress::going_on) return progress;
    result_.epochs_done = number;
    if (hooks_.epoch_done) hooks_.epoch_done(number, result_);
    const double followed = result_.final_values[validation_loss];
    if (static_cast<double>(result_.steps_done) > warm_steps())
      schedule_->epoch_ended(std::isnan(followed) ? result_.final_values[train_loss] : followed);
    if (stops_early(number)) return finish();
    if (std::binary_search(hooks_.ends.begin(), hooks_.ends.end(), number)) progress = reach_end(number);
  }
  if (progress != Progress::going_on) return progress;
  if (hooks_.checkpoint && hooks_.checkpoint_at_end) hooks_.checkpoint(checkpoint());
  return finish();
}

template <class Scalar>
typename Training<Scalar>::Progress Training<Scalar>::finish() {
  restore_best();
  return measure(test_loss, prepared_.split.test);
}

template <class Scalar>
typename Training<Scalar>::Progress Training<Scalar>::reach_end(std::int64_t epochs) {
  const Checkpoint here = checkpoint();
  const Progress progress = finish();
  RunResult shorter = result_;
  if (progress == Progress::diverged) {
    shorter.outcome = Outcome::diverged;
    shorter.message = divergence(epochs);
    shorter.final_values.assign(metric_count, RunResult::missing());
  }
  if (progress == Progress::stopped) return progress;
  shorter.wall_seconds = seconds_so_far();
  ++ends_told_;
  hooks_.end_reached(epochs, shorter);
  resume(here);
  return Progress::going_on;
}

/// Those that would have gone on are the same but for the message.
template <class Scalar>
void Training<Scalar>::tell_remaining_ends() {
  for (; ends_told_ < hooks_.ends.size(); ++ends_told_) {
    const std::int64_t epochs = hooks_.ends[ends_told_];
    RunResult shorter = result_;
    if (result_.outcome == Outcome::diverged) shorter.message = divergence(epochs);
    if (result_.outcome == Outcome::completed && epochs == result_.epochs_done) shorter.message.clear();
    hooks_.end_reached(epochs, shorter);
  }
}

template <class Scalar>
template <class Archive>
void Training<Scalar>::describe(Archive& archive) {
  archive.value(result_.epochs_done);
  archive.value(result_.steps_done);
  archive.value(steps_in_epoch_);
  archive.value(seconds_before_);
  archive.values(network_.parameters());
  for (const auto& buffer : optimizer_->state()) archive.values(buffer);
  for (double* counter : optimizer_->counters()) archive.value(*counter);
  for (const auto& block : network_.state()) archive.values(block.values);
  for (double* number : schedule_->state()) archive.value(*number);
  if (early_stopping_)
    for (double* number : early_stopping_->state()) archive.value(*number);
  archive.value(best_.epoch);
  archive.list(best_.parameters);
  best_.state.resize(network_.state().size());
  for (auto& values : best_.state) archive.list(values);
  tally_.describe(archive);
  archive.list(result_.final_values);
  for (auto& curve : result_.curves) archive.list(curve);
  std::size_t histograms = result_.histograms.size();
  archive.value(histograms);
  result_.histograms.resize(histograms);
  for (Histogram& histogram : result_.histograms) {
    archive.value(histogram.epoch);
    archive.value(histogram.layer);
    archive.value(histogram.low);
    archive.value(histogram.high);
    archive.list(histogram.counts);
  }
}

template <class Scalar>
Checkpoint Training<Scalar>::checkpoint() {
  Saving archive;
  const double before = std::exchange(seconds_before_, seconds_so_far());
  describe(archive);
  seconds_before_ = before;
  return {result_.epochs_done, result_.steps_done, archive.take()};
}

template <class Scalar>
void Training<Scalar>::resume(const Checkpoint& checkpoint) {
  Loading archive(checkpoint.state);
  describe(archive);
  archive.finish();
  begin_ = std::chrono::steady_clock::now();
  restored_ = false;
}

template <class Scalar>
double Training<Scalar>::seconds_so_far() const {
  return seconds_before_ + std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
}

template <class Scalar>
std::string Training<Scalar>::divergence(std::int64_t epochs) const {
  return fmt::format("the loss was no longer finite after step {}, in epoch {}", result_.steps_done,
                     std::min(result_.epochs_done + 1, epochs));
}

template <class Scalar>
bool Training<Scalar>::tell_end() {
  const data::Split& split = prepared_.split;
  Predictions predictions{
      split.test.empty() ? split.validation : split.test, static_cast<std::size_t>(network_.outputs()), {}};
  const WeightsForUse scope(*this);
  const bool whole = evaluate(predictions.samples, [&](auto, Batch<const Scalar> outputs) {
    for (std::ptrdiff_t i = 0; i < outputs.rows * outputs.features; ++i)
      predictions.outputs.push_back(static_cast<double>(outputs.data[i]));
  });
  if (!whole) return false;
  if (prepared_.dataset->task == Task::regression)
    for (std::size_t i = 0; i < predictions.outputs.size(); ++i)
      predictions.outputs[i] = prepared_.target_map.unscaled(i % predictions.columns, predictions.outputs[i]);
  hooks_.ended(tensors_of(network_), predictions);
  return true;
}

template <class Scalar>
void Training<Scalar>::end(Outcome outcome, std::string message) {
  result_.outcome = outcome;
  result_.message = std::move(message);
  std::fill(result_.final_values.begin(), result_.final_values.end(), RunResult::missing());
}

template <class Scalar>
RunResult Training<Scalar>::run() {
  Progress progress = train();
  if (hooks_.ended && progress != Progress::stopped && !tell_end()) progress = Progress::stopped;
  if (progress == Progress::stopped) end(Outcome::cancelled, "");
  if (progress == Progress::diverged) end(Outcome::diverged, divergence(config_.epochs));
  if (progress == Progress::going_on && result_.epochs_done < config_.epochs)
    result_.message = fmt::format("stopped early, after epoch {}", result_.epochs_done);
  result_.wall_seconds = seconds_so_far();
  if (progress != Progress::stopped) tell_remaining_ends();
  return std::move(result_);
}

template <class Scalar>
RunResult run(const Config& config, std::uint64_t seed, const Prepared& prepared, const Hooks& hooks) {
  pin_numerics();
  const Config whole = settled(config, *prepared.dataset);
  check_split(whole, prepared);
  return Training<Scalar>(whole, seed, prepared, hooks).run();
}

template RunResult run<float>(const Config&, std::uint64_t, const Prepared&, const Hooks&);
template RunResult run<double>(const Config&, std::uint64_t, const Prepared&, const Hooks&);

}  // namespace tryall::train
