#pragma once

#include <stop_token>

#include "tryall/sweeps/trainer/trainer.hpp"
#include "tryall/train/run.hpp"

namespace tryall::testing {

/// Trains each run by itself.
class Separate : public sweeps::NativeTrainer {
 public:
  using NativeTrainer::NativeTrainer;
  const sweeps::Beginnings* beginnings() const override { return nullptr; }
};

/// Stops the sweep at the so-manieth question whether a checkpoint is wanted.
class Stopping : public sweeps::NativeTrainer {
 public:
  Stopping(std::stop_source& stop, int after) : NativeTrainer("."), stop_(stop), left_(after) {}

  train::RunResult run(const Config& config, std::uint64_t seed, const train::Hooks& hooks) override {
    resumed_ += hooks.resume ? 1 : 0;
    train::Hooks counting = hooks;
    std::stop_source inner;
    const std::stop_callback pass_on(hooks.stop, [&] { inner.request_stop(); });
    counting.stop = inner.get_token();
    counting.wants_checkpoint = [&] {
      if (--left_ == 0) {
        stop_.request_stop();
        inner.request_stop();
      }
      return hooks.wants_checkpoint();
    };
    return NativeTrainer::run(config, seed, counting);
  }
  int resumed() const { return resumed_; }

 private:
  std::stop_source& stop_;
  int left_;
  int resumed_ = 0;
};

}  // namespace tryall::testing
