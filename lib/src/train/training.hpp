#pragma once

#include "best_weights.hpp"
#include "learning_rate.hpp"
#include "milestones.hpp"
#include "result.hpp"
#include "train/batches/passes.hpp"
#include "train/measures/evaluation.hpp"
#include "train/measures/stopwatch.hpp"
#include "tryall/train/run.hpp"
#include "tryall/train/stopping/early_stopping.hpp"
#include "updater.hpp"

namespace tryall::train {

/// The state of one run and the steps it is made of.
template <class Scalar>
class Training {
 public:
  Training(const TrainingConfig& config, std::uint64_t seed, const PreparedData& prepared,
           const TrainingHooks& hooks);
  Training(const Training&) = delete;
  Training& operator=(const Training&) = delete;

  /// Trains to the end, a divergence or a stop.
  RunResult run();

 private:
  /// While it lives, the network has the weights that are meant for use: the optimizer's average, where it
  /// keeps one, or the best that were put back.
  class EvaluationWeights {
   public:
    explicit EvaluationWeights(Training& training) : training_(training) {
      if (!training_.restored_) optimizer().begin_evaluation(training_.network_.parameters());
    }
    ~EvaluationWeights() {
      if (!training_.restored_) optimizer().end_evaluation(training_.network_.parameters());
    }
    EvaluationWeights(const EvaluationWeights&) = delete;
    EvaluationWeights& operator=(const EvaluationWeights&) = delete;

   private:
    optim::Optimizer<Scalar>& optimizer() { return training_.updater_.optimizer(); }

    Training& training_;
  };

  TrainingStatus train_and_report();
  /// From the first parameters, or on from a checkpoint.
  TrainingStatus start();
  TrainingStatus train();
  /// What follows the last epoch.
  TrainingStatus finish();
  TrainingStatus epoch(std::int64_t number);
  /// Draws the order of the epoch's samples.
  void draw_order(std::int64_t epoch);
  /// The epoch's updates, or those that are left of it.
  TrainingStatus steps(std::int64_t epoch);
  /// One update; `last` in its epoch.
  TrainingStatus step(std::span<const std::uint32_t> batch, std::int64_t epoch, bool last);
  /// Notes what the epoch's updates came to.
  void note_epoch();
  /// Notes what the updates so far have cost.
  void note_cost(RunResult& result) const;
  /// Measures the split whose metrics begin at `first`, if it has samples.
  TrainingStatus measure(MetricIndex first, std::span<const std::uint32_t> samples);
  /// Those of the library's added metrics that have a curve, or (`at_end`) the others.
  TrainingStatus measure_added(bool at_end);
  /// Where the config asks for them.
  TrainingStatus add_histograms(std::int64_t epoch);
  /// Whether early stopping ends the training with this epoch.
  bool stops_early(std::int64_t epoch);

  /// Reports the result of the shorter training of so many epochs, and goes on.
  TrainingStatus report_milestone(std::int64_t epochs);
  /// Gives the outside weights and predictions. False when stopped.
  bool report_training_done();

  Checkpoint checkpoint();
  void resume(const Checkpoint& checkpoint);
  /// Shows all of the state to an archive.
  template <class Archive>
  void describe(Archive& archive);

  const TrainingConfig& config_;
  std::uint64_t seed_;
  const PreparedData& prepared_;
  const TrainingHooks& hooks_;
  std::size_t batch_size_;
  nn::Network<Scalar> network_;
  Passes<Scalar> passes_;
  Evaluation<Scalar> evaluation_;
  Updater<Scalar> updater_;
  std::int64_t steps_per_epoch_;
  LearningRate learning_rate_;
  std::unique_ptr<EarlyStopping> early_stopping_;
  BestWeights<Scalar> best_;
  bool restored_ = false;          // the best weights were put back
  MetricAccumulator accumulator_;  // of the epoch's batches
  std::vector<std::uint32_t> order_;
  std::int64_t steps_in_epoch_ = 0;  // done of the epoch under way
  Milestones milestones_;
  Stopwatch stopwatch_;
  RunResult result_;
};

}  // namespace tryall::train
