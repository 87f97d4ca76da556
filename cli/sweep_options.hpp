#pragma once

#include <string>
#include <vector>

#include "terminal/options.hpp"
#include "tryall/sweeps/plan/plan.hpp"

namespace tryall::cli {

/// What `run` and `plan` both ask for.
struct SweepOptions {
  std::string spec;
  std::vector<std::string> set;
};

void add_sweep_options(CommandLine& command, SweepOptions& options);
/// What the arguments of --set say. Throws Error.
std::vector<sweeps::Override> overrides_of(const std::vector<std::string>& arguments);
/// The sweep of the file with the command line's values.
sweeps::Sweep read_sweep(const SweepOptions& options, const Vocabulary& vocabulary);
sweeps::Plan make_plan(const SweepOptions& options, sweeps::Trainer& trainer);

}  // namespace tryall::cli
