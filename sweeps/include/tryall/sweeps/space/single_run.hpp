#pragma once

#include <vector>

#include "tryall/error.hpp"
#include "tryall/sweeps/space/sweep.hpp"

namespace tryall::sweeps {

/// One config and its seed.
struct SingleRun {
  Config config;
  std::uint64_t seed = 0;
};

/// The Error of a file that gives an axis several values where one config is needed.
class SeveralConfigs : public Error {
 public:
  using Error::Error;
};

/// Reads the file of one config, {"model": "mlp", "epochs": 3, "seed": 1}: axes with a value each, or a sweep
/// that has a single combination. Throws Error as `read_sweep` does, and where something has several values.
SingleRun read_single_run(Document document, const Vocabulary& vocabulary,
                          const std::vector<Override>& overrides = {});

}  // namespace tryall::sweeps
