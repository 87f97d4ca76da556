#pragma once

#include <string>
#include <vector>

#include "../stored_sweep.hpp"
#include "configs.hpp"
#include "tryall/reports/compare/compare.hpp"

namespace tryall::testing {

using reports::CompareQuestion;
using reports::Comparison;

inline const CompareQuestion adam_and_momentum = {.a = "optimizer=adam", .b = "optimizer=momentum"};

inline const std::string grid_sweep = R"({"name": "grid", "axes": {"optimizer": ["adam", "momentum"],
    "learning_rate": {"linear": [0.01, 0.08, 8]}, "seed": {"count": 5}}})";

/// A hundredth of noise about 0.5.
inline double noise(const Config& config, std::uint64_t seed) {
  return 0.5 + 0.01 * (score(config, seed) - 0.5);
}

inline bool is_adam(const Config& config) { return config.choice("optimizer").name == "adam"; }

/// A store with one sweep, and comparisons of it.
class Compared {
 public:
  Compared(const std::string& sweep, FakeTrainer::Run run) {
    stored_.train(sweep, std::move(run));
    store_ = &stored_.open();
  }
  Comparison operator()(const CompareQuestion& question) const { return compare(*store_, question); }
  std::string refused(const CompareQuestion& question, ErrorCode code = ErrorCode::bad_input) const {
    return message_of([&] { compare(*store_, question); }, code);
  }

 private:
  StoredSweeps stored_;
  const reports::StoreReader* store_ = nullptr;
};

inline std::string all(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// Adam is better by a hundredth wherever it is not told to be worse.
inline Compared adam_better(double gain = 0.01) {
  return {grid_sweep, [gain](const Config& config, std::uint64_t seed, const auto&) {
            return completed_run(noise(config, seed) + (is_adam(config) ? gain : 0));
          }};
}

}  // namespace tryall::testing
