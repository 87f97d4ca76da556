#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "tryall/experiment/config.hpp"
#include "tryall/train/run.hpp"

namespace tryall::sweeps {

/// What a store keeps of a dataset.
struct DatasetFacts {
  std::string name;
  std::string hash;
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

/// Whoever carries out runs. All calls may come from several threads at once.
class Trainer {
 public:
  virtual ~Trainer() = default;

  /// Reads the dataset if need be. Throws Error where it cannot be read.
  virtual DatasetFacts dataset(const Choice& dataset) = 0;

  /// Checks, before anything is trained, that the config can be trained with this seed; settles what depends
  /// on the data and drops what makes no difference to them. Throws Error.
  virtual Config checked(const Config& config, std::uint64_t seed) = 0;

  /// Whether `run` heeds the hooks for checkpoints and shorter trainings.
  virtual bool resumes() const { return false; }

  /// Whether `checked` looks at the axis or may change it. Configs that differ on other axes alone are
  /// checked once.
  virtual bool checks(const Axis&) const { return true; }

  /// For estimates.
  virtual EpochShape epoch_shape(const Config&, std::uint64_t /*seed*/) { return {}; }

  /// Carries out one run in the calling thread. Divergence and cancellation are outcomes; anything thrown is
  /// a failure of this run.
  virtual train::RunResult run(const Config& config, std::uint64_t seed, const train::Hooks& hooks) = 0;
};

/// The trainer of this project's own library. Datasets are read once and prepared splits shared.
class NativeTrainer : public Trainer {
 public:
  explicit NativeTrainer(std::filesystem::path data_folder) : data_folder_(std::move(data_folder)) {}

  DatasetFacts dataset(const Choice& dataset) override;
  Config checked(const Config& config, std::uint64_t seed) override;
  bool resumes() const override { return true; }
  bool checks(const Axis& axis) const override;
  EpochShape epoch_shape(const Config& config, std::uint64_t seed) override;
  train::RunResult run(const Config& config, std::uint64_t seed, const train::Hooks& hooks) override;

  /// The dataset split and scaled as a run of the (settled) config with that seed has it.
  std::shared_ptr<const train::Prepared> prepared(const Config& config, std::uint64_t seed);

 private:
  struct Loaded {
    std::shared_ptr<const data::Dataset> dataset;
    DatasetFacts facts;
  };
  /// A slot is filled once, by whoever needs it first, while others wait for that slot alone.
  template <class T>
  struct Slot {
    std::once_flag once;
    T value;
  };

  const Loaded& loaded(const Choice& dataset);

  std::filesystem::path data_folder_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Slot<Loaded>>> datasets_;
  std::map<std::string, std::shared_ptr<Slot<std::shared_ptr<const train::Prepared>>>> prepared_;
};

}  // namespace tryall::sweeps
