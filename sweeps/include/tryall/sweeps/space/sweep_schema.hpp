#pragma once

#include <string>

#include "tryall/experiment/vocabulary.hpp"

namespace tryall::sweeps {

/// The JSON Schema (draft 7) of a sweep's file, made from the tables of axes and techniques:
/// docs/sweep.schema.json. It knows names, kinds and ranges; what depends on several places of a file is left
/// to `read_sweep`.
std::string sweep_schema(const Vocabulary& vocabulary);

}  // namespace tryall::sweeps
