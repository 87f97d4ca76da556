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
/// Throws Error where the axis has its values already.
void refuse_second(const std::vector<sweeps::Override>& overrides, const sweeps::Override& given);
/// What the arguments of --set say. Throws Error, also for two of one axis.
std::vector<sweeps::Override> overrides_of(const std::vector<std::string>& arguments);
/// The sweep of the file with the command line's values.
sweeps::Sweep read_sweep(const SweepOptions& options, const Vocabulary& vocabulary);
sweeps::Plan make_plan(const SweepOptions& options, sweeps::Trainer& trainer);

}  // namespace tryall::cli
