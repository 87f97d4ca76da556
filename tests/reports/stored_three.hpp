#pragma once

#include "stored_sweep.hpp"

namespace tryall::testing {

/// Adam at 0.1 (0.5 and 0.7) and at 0.2 (0.8), sgd at 0.1 (0.9, and one that diverged); each run of five
/// epochs.
class StoredThree {
 public:
  StoredThree() {
    stored_.train(R"({"name": "adam", "axes": {"learning_rate": [0.1], "seed": [0, 1]}})", run);
    stored_.train(R"({"name": "wide", "axes": {"learning_rate": [0.2]}})", run);
    stored_.train(R"({"name": "sgd", "axes": {"optimizer": "sgd", "learning_rate": [0.1], "seed": [0, 1]}})",
                  run);
    store_ = &stored_.open();
  }

  reports::Answer ask(const reports::Question& question) const { return reports::ask(*store_, question); }
  std::string refused(const reports::Question& question) const {
    return message_of([&] { ask(question); });
  }
  const reports::StoreReader& store() const { return *store_; }
  const std::filesystem::path& file() const { return stored_.file(); }

 private:
  static train::RunResult run(const Config& config, std::uint64_t seed, const train::Hooks&) {
    if (config.choice("optimizer").name == "sgd") return seed == 0 ? completed_run(0.9, 5) : diverged_run();
    return completed_run(config.number("learning_rate") == 0.2 ? 0.8 : seed == 0 ? 0.5 : 0.7, 5);
  }

  StoredSweeps stored_;
  const reports::StoreReader* store_ = nullptr;
};

}  // namespace tryall::testing
