#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tryall/sweeps/store/record.hpp"
#include "tryall/train/run.hpp"

namespace tryall::tracking {

/// The version of the form in which baselines are written.
inline constexpr int baseline_format = 1;

/// A run with all its numbers.
struct TrackedRun {
  std::uint64_t seed = 0;
  std::size_t environment = 0;  ///< Index into the baseline's environments.
  train::RunResult result;      ///< Without histograms.
};

/// A config with its runs in the order of seeds.
struct TrackedGroup {
  std::string key;
  nlohmann::json config;  ///< Canonical when it was written; a later program may not know all of it.
  sweeps::Subject dataset;
  std::vector<TrackedRun> runs;
};

/// A named, frozen set of groups that later results are held against.
struct Baseline {
  std::string name;
  std::string created_at;
  int numerics_version = 0;
  std::vector<std::string> metrics;  ///< To judge by; empty: what is usual for each dataset.
  /// In the order of the results' values. Further ones than these are written down with the baseline.
  std::vector<Metric> known = train::indexed_metrics();
  std::vector<sweeps::Environment> environments;
  std::vector<TrackedGroup> groups;  ///< In the order of configs.
};

/// JSON with sorted keys, a run and a config a line, numbers in their shortest exact form: the same baseline
/// gives the same bytes, and a repository's differences show which runs changed.
std::string to_text(const Baseline& baseline);

/// Reads what `to_text` wrote; `origin` is what messages call it. Throws Error saying where it is wrong.
Baseline baseline_from_text(const std::string& text, const std::string& origin);

/// {"version": "0.5.0", "commit": ..., ...}
nlohmann::json to_json(const sweeps::Environment& environment);

}  // namespace tryall::tracking
