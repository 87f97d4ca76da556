#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "fake_trainer.hpp"
#include "sweep_text.hpp"
#include "tryall/sweeps/plan/plan.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace tryall::testing {

/// How often an execution looks at what may end it, where a test waits for that.
inline constexpr std::chrono::milliseconds tick{1};

/// The plan of a sweep whose runs a FakeTrainer trains.
inline sweeps::Plan plan_of(const std::string& text, const std::vector<std::string>& sets = {}) {
  FakeTrainer trainer;
  return make_plan(sweep_of(text, sets), trainer);
}

/// The same of a sweep that is these axes over the defaults.
inline sweeps::Plan plan_of_axes(const std::string& axes) { return plan_of("{\"axes\": " + axes + "}"); }

/// Every run of a plan, as positions in `plan.runs`.
inline std::vector<std::size_t> all_runs(const sweeps::Plan& plan) { return plan.missing({}); }

/// The fingerprint of the store in a file.
inline std::string store_fingerprint(const std::filesystem::path& file) {
  return sweeps::fingerprint(*sweeps::open_for_reading(file));
}

}  // namespace tryall::testing
