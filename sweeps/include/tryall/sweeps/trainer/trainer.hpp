#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tryall/experiment/config.hpp"
#include "tryall/experiment/metric.hpp"
#include "tryall/experiment/run_result.hpp"
#include "tryall/experiment/task.hpp"
#include "tryall/experiment/vocabulary.hpp"
#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/train/library.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::train {
struct PreparedData;
struct TrainingHooks;
}  // namespace tryall::train
namespace tryall::data {
struct Dataset;
}

namespace tryall::sweeps {

/// What runs work on, as a store keeps it: a dataset, or whatever a trainer's results depend on besides the
/// config and the seed.
struct Subject {
  std::string name;
  std::string hash;  ///< Of its contents; another hash is another group.
  std::size_t samples = 0;
  std::size_t test_samples = 0;  ///< Of those, in a test set that came with the data.
  std::size_t features = 0;
  std::size_t classes = 0;
  Task task = Task::classification;
};

/// What an epoch of a run consists of.
struct EpochShape {
  double steps = 1;
  double evaluated = 0;  ///< Validation samples for each training sample.
};

/// How trainings that begin alike share their beginnings.
class Beginnings {
 public:
  virtual ~Beginnings() = default;

  /// Whether configs that differ on the axis may still begin alike.
  virtual bool parts_later(const Axis& axis) const = 0;
  /// What the configs of all trainings that begin alike are turned into.
  virtual Config trunk(const Config& config) const = 0;
  /// For how many epochs two trainings of one trunk and seed are the same.
  virtual std::int64_t common_epochs(const Config& one, const Config& other) const = 0;
  /// What the configs of trainings that are front parts of one another are turned into.
  virtual Config trajectory(const Config& config) const = 0;
  /// Whether a training of more epochs can go on from the end of this one.
  virtual bool continues(const Config& config) const = 0;
};

/// Carries out the runs of sweeps, and brings what their configs and results are made of. All calls may come
/// from several threads at once.
class Trainer {
 public:
  virtual ~Trainer() = default;

  /// The axes of its configs. An axis `epochs` of whole numbers, if there is one, is what halving varies.
  virtual const std::shared_ptr<const AxisTable>& axes() const = 0;

  /// What its runs measure, in the order of their results' values; a run may report more.
  virtual const std::vector<Metric>& metrics() const = 0;

  /// Part of the key of every run.
  virtual Origin origin() const = 0;

  /// What the config's runs work on; reads it if need be. Throws Error where it cannot be read.
  virtual Subject subject(const Config& config) = 0;

  /// Checks, before anything is trained, that the config can be trained with this seed; settles what depends
  /// on the data and drops what makes no difference to them. Throws Error.
  virtual Config normalized(const Config& config, std::uint64_t /*seed*/) { return config; }

  /// Whether `normalized` looks at the axis or may change it. Configs that differ on other axes alone are
  /// normalized once.
  virtual bool looks_at(const Axis&) const { return true; }

  /// Whether the metric is measured on such data.
  virtual bool measures(const Metric&, const Subject&) const { return true; }
  /// The metric that a sweep selects by when it does not say.
  virtual const Metric& usual_objective(const Subject&) const { return metrics().front(); }

  /// How it shares beginnings and goes on from checkpoints; null where each run is trained by itself and
  /// `run` heeds no hooks for checkpoints and shorter trainings. Lives as long as `axes()`, which plans keep.
  virtual const Beginnings* beginnings() const { return nullptr; }
  bool resumes() const { return beginnings() != nullptr; }

  /// For estimates.
  virtual EpochShape epoch_shape(const Config&, std::uint64_t /*seed*/) { return {}; }

  /// Carries out one run in the calling thread. Divergence and cancellation are outcomes; anything thrown is
  /// a failure of this run.
  virtual RunResult run(const Config& config, std::uint64_t seed, const Hooks& hooks) = 0;

  /// Its axes and metrics, for reading sweeps.
  Vocabulary vocabulary() const { return {axes(), metrics()}; }
};

/// How trainings with the standard library share their beginnings.
const Beginnings& training_beginnings();
/// The same with a library's schedules.
std::unique_ptr<Beginnings> make_training_beginnings(std::shared_ptr<const Library> library);

/// A key that our own trainings share which are front parts of one another. Where the schedule depends on the
/// number of epochs, no others share it.
std::string trajectory_key(const Config& config, const std::string& dataset_hash);

/// What a NativeTrainer is made of.
struct NativeTrainerOptions {
  std::filesystem::path data = {};      ///< The folder for named downloads and relative paths.
  std::optional<Library> library = {};  ///< Techniques and metrics; the standard library where left out.
};

/// The trainer of this project's own library. Datasets are read once and prepared splits shared.
class NativeTrainer : public Trainer {
 public:
  explicit NativeTrainer(std::filesystem::path data_folder);
  explicit NativeTrainer(NativeTrainerOptions options);

  const std::shared_ptr<const AxisTable>& axes() const override { return axes_; }
  const std::vector<Metric>& metrics() const override { return metrics_; }
  Origin origin() const override { return {}; }
  Subject subject(const Config& config) override;
  Config normalized(const Config& config, std::uint64_t seed) override;
  bool looks_at(const Axis& axis) const override;
  bool measures(const Metric& metric, const Subject& subject) const override;
  const Metric& usual_objective(const Subject& subject) const override;
  const Beginnings* beginnings() const override { return beginnings_; }
  EpochShape epoch_shape(const Config& config, std::uint64_t seed) override;
  RunResult run(const Config& config, std::uint64_t seed, const Hooks& hooks) override;

  /// The same, and gives and takes weights and predictions.
  RunResult train_model(const Config& config, std::uint64_t seed, const train::TrainingHooks& hooks);

  /// What was guessed in reading the datasets so far, and what of the configs works badly on them, each with
  /// the way to say otherwise.
  std::vector<std::string> notes() const;

  /// The dataset split and scaled as a run of the (normalized) config with that seed has it.
  std::shared_ptr<const train::PreparedData> prepared(const train::TrainingConfig& config,
                                                      std::uint64_t seed);

 private:
  struct LoadedDataset {
    std::shared_ptr<const data::Dataset> dataset;
    Subject facts;
  };
  /// An entry is filled once, by whoever needs it first, while others wait for that entry alone.
  template <class T>
  struct CacheEntry {
    std::mutex mutex;
    bool filled = false;  ///< Not where filling it threw: the next who needs it tries again.
    T value;
  };

  const LoadedDataset& loaded(const Choice& dataset);
  void add_note(const std::string& note);
  train::TrainingConfig typed(const Config& config) const;

  std::filesystem::path data_folder_;
  std::shared_ptr<const Library> library_;
  std::shared_ptr<const AxisTable> axes_;
  std::vector<Metric> metrics_;   ///< The standard ones, then the library's.
  const Beginnings* beginnings_;  ///< Lives as long as the axes: a plan may outlive its trainer.
  mutable std::mutex mutex_;
  std::vector<std::string> notes_;
  std::map<std::string, std::shared_ptr<CacheEntry<LoadedDataset>>> datasets_;
  std::map<std::string, std::shared_ptr<CacheEntry<std::shared_ptr<const train::PreparedData>>>> prepared_;
};

}  // namespace tryall::sweeps
