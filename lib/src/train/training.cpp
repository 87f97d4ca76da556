#include "training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "../stop_check.hpp"
#include "initialize.hpp"
#include "result.hpp"
#include "train/tensors/archive.hpp"
#include "train/tensors/tensors.hpp"
#include "tryall/train/library.hpp"

namespace tryall::train {
namespace {

std::size_t batch_size_of(const TrainingConfig& config, const PreparedData& prepared) {
  return config.batch_size == full_batch ? prepared.split.training.size()
                                         : static_cast<std::size_t>(config.batch_size);
}

std::int64_t updates_an_epoch(const TrainingConfig& config, std::size_t samples, std::size_t batch_size) {
  const std::size_t whole = samples / batch_size;
  return static_cast<std::int64_t>(config.drop_last || samples % batch_size == 0 ? whole : whole + 1);
}

}  // namespace

template <class Scalar>
Training<Scalar>::Training(const TrainingConfig& config, std::uint64_t seed, const PreparedData& prepared,
                           const TrainingHooks& hooks)
    : config_(config),
      seed_(seed),
      prepared_(prepared),
      hooks_(hooks),
      batch_size_(batch_size_of(config, prepared)),
      network_(make_network<Scalar>(config, prepared, batch_size_)),
      passes_(config, prepared, network_, hooks.stop),
      evaluation_(prepared, network_, passes_),
      updater_(config, network_),
      steps_per_epoch_(updates_an_epoch(config, prepared.split.training.size(), batch_size_)),
      learning_rate_(config, steps_per_epoch_),
      early_stopping_(make_early_stopping(config.early_stopping, library_of(config).early_stoppings)),
      accumulator_(*prepared.dataset, prepared.target_map, MetricAccumulator::Measures::progress),
      milestones_(hooks),
      result_(nothing_measured(library_of(config).metrics.size())) {}

template <class Scalar>
TrainingStatus Training<Scalar>::start() {
  if (hooks_.stop.stop_requested()) return TrainingStatus::stopped;
  if (hooks_.resume) {
    resume(*hooks_.resume);
    return TrainingStatus::going_on;
  }
  initialize(network_, config_, seed_of_stream(config_.init_seed, seed_));
  if (hooks_.initial_weights) restore_tensors(*hooks_.initial_weights, network_);
  return add_histograms(0);
}

template <class Scalar>
TrainingStatus Training<Scalar>::step(std::span<const std::uint32_t> batch, std::int64_t epoch, bool last) {
  const std::optional<double> loss =
      passes_.learn({seed_, static_cast<std::uint32_t>(epoch), batch}, accumulator_);
  if (!loss) return TrainingStatus::stopped;
  if (!std::isfinite(*loss)) return TrainingStatus::diverged;
  if (last) note(result_, gradient_norm, updater_.gradient_norm());
  const double learning_rate = learning_rate_.at(result_.steps_done);
  updater_.update(learning_rate, ++result_.steps_done);
  return TrainingStatus::going_on;
}

template <class Scalar>
void Training<Scalar>::draw_order(std::int64_t epoch) {
  const auto& training = prepared_.split.training;
  order_.assign(training.begin(), training.end());
  if (!config_.shuffle) return;
  const auto drawn = static_cast<std::uint32_t>(config_.reshuffle ? epoch : 1);
  shuffle(order_, Stream(seed_of_stream(config_.order_seed, seed_), Purpose::order, drawn));
}

template <class Scalar>
TrainingStatus Training<Scalar>::steps(std::int64_t epoch) {
  const std::span<const std::uint32_t> order(order_);
  for (;;) {
    const bool stopped = hooks_.stop.stop_requested();
    if (hooks_.checkpoint && (stopped || (hooks_.wants_checkpoint && hooks_.wants_checkpoint())))
      hooks_.checkpoint(checkpoint());
    if (stopped) return TrainingStatus::stopped;
    if (steps_in_epoch_ == steps_per_epoch_) return TrainingStatus::going_on;
    const std::size_t begin = static_cast<std::size_t>(steps_in_epoch_) * batch_size_;
    const auto batch = order.subspan(begin, std::min(batch_size_, order.size() - begin));
    const TrainingStatus status = step(batch, epoch, steps_in_epoch_ + 1 == steps_per_epoch_);
    if (status != TrainingStatus::going_on) return status;
    ++steps_in_epoch_;
  }
}

template <class Scalar>
void Training<Scalar>::note_epoch() {
  note(result_, train_loss, accumulator_.loss());
  if (prepared_.dataset->task == Task::classification) note(result_, train_accuracy, accumulator_.accuracy());
  if (prepared_.dataset->task == Task::regression) note(result_, train_rmse, accumulator_.rmse());
  const WeightFacts facts = weight_facts(network_);
  note(result_, weight_norm, facts.norm);
  note(result_, zero_weights, facts.zero_share);
}

template <class Scalar>
void Training<Scalar>::note_cost(RunResult& result) const {
  constexpr double flops_a_multiply_add = 2, passes = 3;
  const auto batch = static_cast<double>(batch_size_), steps = static_cast<double>(steps_per_epoch_);
  const double epoch = std::min(steps * batch, static_cast<double>(prepared_.split.training.size()));
  const auto whole_epochs = result.steps_done / steps_per_epoch_, rest = result.steps_done % steps_per_epoch_;
  const double samples = static_cast<double>(whole_epochs) * epoch + static_cast<double>(rest) * batch;
  result.flops = flops_a_multiply_add * passes * network_.multiply_adds() * samples;
  result.cpu_seconds = stopwatch_.cpu_seconds();
  result.wall_seconds = stopwatch_.wall_seconds();
}

template <class Scalar>
TrainingStatus Training<Scalar>::epoch(std::int64_t number) {
  draw_order(number);
  if (steps_in_epoch_ == 0) accumulator_.clear();
  TrainingStatus status = steps(number);
  if (status != TrainingStatus::going_on) return status;
  steps_in_epoch_ = 0;
  note_epoch();
  status = measure(validation_loss, prepared_.split.validation);
  if (status == TrainingStatus::going_on) status = measure_added(false);
  return status == TrainingStatus::going_on ? add_histograms(number) : status;
}

template <class Scalar>
TrainingStatus Training<Scalar>::measure(MetricIndex first, std::span<const std::uint32_t> samples) {
  if (samples.empty()) return TrainingStatus::going_on;
  const EvaluationWeights scope(*this);
  return evaluation_.measure(first, samples, result_);
}

template <class Scalar>
TrainingStatus Training<Scalar>::measure_added(bool at_end) {
  const AddedMetrics& added = library_of(config_).metrics;
  if (added.size() == 0) return TrainingStatus::going_on;
  const EvaluationWeights scope(*this);
  return evaluation_.measure_added(added, at_end, result_);
}

template <class Scalar>
TrainingStatus Training<Scalar>::add_histograms(std::int64_t epoch) {
  if (std::find(config_.histograms.begin(), config_.histograms.end(), epoch) == config_.histograms.end())
    return TrainingStatus::going_on;
  const EvaluationWeights scope(*this);
  return evaluation_.add_histograms(epoch, result_);
}

template <class Scalar>
bool Training<Scalar>::stops_early(std::int64_t epoch) {
  if (!early_stopping_) return false;
  const bool ends = early_stopping_->ends(result_.final_values[early_stopping_->metric()]);
  if (early_stopping_->restores_best() && early_stopping_->is_best()) {
    const EvaluationWeights scope(*this);
    best_.keep(epoch, network_);
  }
  return ends;
}

template <class Scalar>
TrainingStatus Training<Scalar>::train() {
  TrainingStatus status = start();
  while (result_.epochs_done < config_.epochs && status == TrainingStatus::going_on) {
    const std::int64_t number = result_.epochs_done + 1;
    status = epoch(number);
    if (status != TrainingStatus::going_on) return status;
    result_.epochs_done = number;
    if (hooks_.epoch_done) hooks_.epoch_done(number, result_);
    const double followed = result_.final_values[validation_loss];
    learning_rate_.epoch_ended(result_.steps_done,
                               std::isnan(followed) ? result_.final_values[train_loss] : followed);
    if (stops_early(number)) return finish();
    if (milestones_.reached(number)) status = report_milestone(number);
  }
  if (status != TrainingStatus::going_on) return status;
  if (hooks_.checkpoint && hooks_.checkpoint_at_end) hooks_.checkpoint(checkpoint());
  return finish();
}

template <class Scalar>
TrainingStatus Training<Scalar>::finish() {
  if (best_.any()) {
    restored_ = true;
    best_.restore(network_, result_);
  }
  const TrainingStatus status = measure(test_loss, prepared_.split.test);
  return status == TrainingStatus::going_on ? measure_added(true) : status;
}

template <class Scalar>
TrainingStatus Training<Scalar>::report_milestone(std::int64_t epochs) {
  const Checkpoint here = checkpoint();
  const TrainingStatus status = finish();
  if (status == TrainingStatus::stopped) return status;
  RunResult shorter = result_;
  if (status == TrainingStatus::diverged) end(shorter, Outcome::diverged, divergence(shorter, epochs));
  note_cost(shorter);
  milestones_.report(epochs, shorter);
  resume(here);
  return TrainingStatus::going_on;
}

template <class Scalar>
template <class Archive>
void Training<Scalar>::describe(Archive& archive) {
  archive.value(result_.epochs_done);
  archive.value(result_.steps_done);
  archive.value(steps_in_epoch_);
  stopwatch_.describe(archive);
  archive.values(network_.parameters());
  for (const auto& buffer : updater_.optimizer().state()) archive.values(buffer);
  for (double* counter : updater_.optimizer().counters()) archive.value(*counter);
  for (const auto& block : network_.state()) archive.values(block.values);
  for (double* number : learning_rate_.state()) archive.value(*number);
  if (early_stopping_)
    for (double* number : early_stopping_->state()) archive.value(*number);
  best_.describe(archive, network_.state().size());
  accumulator_.describe(archive);
  describe_measured(archive, result_, library_of(config_).metrics);
  stopwatch_.describe_cpu(archive);
}

template <class Scalar>
Checkpoint Training<Scalar>::checkpoint() {
  Measuring size;
  describe(size);
  Saving archive(size.bytes());
  describe(archive);
  return {result_.epochs_done, result_.steps_done, archive.take()};
}

template <class Scalar>
void Training<Scalar>::resume(const Checkpoint& checkpoint) {
  Loading archive(checkpoint.state);
  describe(archive);
  archive.finish();
  restored_ = false;
}

template <class Scalar>
bool Training<Scalar>::report_training_done() {
  const EvaluationWeights scope(*this);
  const Predictions* predictions =
      evaluation_.predict(prepared_.split.test.empty() ? prepared_.split.validation : prepared_.split.test);
  if (predictions != nullptr) hooks_.training_done(tensors_of(network_), *predictions);
  return predictions != nullptr;
}

template <class Scalar>
TrainingStatus Training<Scalar>::train_and_report() {
  const StopScope scope(hooks_.stop);
  try {
    const TrainingStatus status = train();
    const bool reports = hooks_.training_done && status != TrainingStatus::stopped;
    return reports && !report_training_done() ? TrainingStatus::stopped : status;
  } catch (const Stopped&) {
    return TrainingStatus::stopped;
  }
}

template <class Scalar>
RunResult Training<Scalar>::run() {
  const TrainingStatus status = train_and_report();
  if (status == TrainingStatus::stopped) end(result_, Outcome::cancelled, "");
  if (status == TrainingStatus::diverged)
    end(result_, Outcome::diverged, divergence(result_, config_.epochs));
  if (status == TrainingStatus::going_on && result_.epochs_done < config_.epochs)
    result_.message = fmt::format("stopped early, after epoch {}", result_.epochs_done);
  if (hooks_.at_rest && status == TrainingStatus::going_on)
    if (const std::string reason = updater_.optimizer().at_rest(); !reason.empty()) hooks_.at_rest(reason);
  note_cost(result_);
  if (status != TrainingStatus::stopped) milestones_.report_rest(result_);
  return std::move(result_);
}

template class Training<float>;
template class Training<double>;

}  // namespace tryall::train
