#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fake_trainer.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/reports/query/leaderboard.hpp"
#include "tryall/reports/query/query.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::testing {

/// A store with sweeps that a fake trainer carried out.
class StoredSweeps {
 public:
  void train(const std::string& sweep, FakeTrainer::Run run = {}) {
    FakeTrainer trainer(std::move(run));
    sweeps::SqliteStore store(file_);
    execute(make_plan(sweep_of(sweep), trainer), {.trainer = trainer, .store = store});
  }

  /// The store, open for reading.
  const reports::StoreReader& open() { return store_.emplace(file_); }

  const std::filesystem::path& file() const { return file_; }

 private:
  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_ / "runs.db";
  std::optional<reports::StoreReader> store_;
};

/// Two optimizers by two learning rates by two seeds. Accuracies are learning rate + seed / 10; adam's at 0.2
/// diverges with seed 1.
inline const std::string four_groups = R"({"name": "four", "axes": {"optimizer": ["sgd", "adam"],
    "learning_rate": [0.1, 0.2], "seed": [0, 1]}})";

inline train::RunResult run_of_four(const Config& config, std::uint64_t seed, const train::Hooks&) {
  const bool adam = config.choice("optimizer").name == "adam";
  const double learning_rate = config.number("learning_rate");
  if (adam && learning_rate == 0.2 && seed == 1) return diverged_run();
  return completed_run(learning_rate + static_cast<double>(seed) / 10 + (adam ? 0.25 : 0));
}

/// Groups ranked that are made of this library's own axes and metrics.
inline reports::Leaderboard rank(const std::vector<reports::Group>& groups, const reports::Ranking& ranking) {
  return reports::rank(
      groups, ranking,
      std::make_shared<const Vocabulary>(Vocabulary{train::training_axes(), train::metrics()}));
}

/// A finished run, as a store answers it, whose every metric is `value`.
inline reports::Run run_row(std::uint64_t seed, double value) {
  return {"run", seed, train::Outcome::completed, std::vector<double>(train::metrics().size(), value), 1};
}

inline reports::Run diverged_row(std::uint64_t seed) {
  return {"run", seed, train::Outcome::diverged,
          std::vector<double>(train::metrics().size(), train::RunResult::missing()), 1};
}

inline reports::Group group_row(const std::string& key, double learning_rate,
                                std::vector<reports::Run> runs) {
  return {key, config_of({.learning_rate = learning_rate}), std::move(runs)};
}

}  // namespace tryall::testing
