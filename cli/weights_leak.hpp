#pragma once

#include <cstdint>
#include <string>

#include "tryall/experiment/config.hpp"
#include "tryall/train/tensors/safetensors.hpp"

namespace tryall::cli {

/// Says where the weights were trained on another split of the same data than a run of the config with that
/// seed has: samples that are held out now were trained on then. Empty where they were not, and for files of
/// other programs, which do not tell.
std::string leak_in(const train::TensorFile& file, const Config& config, std::uint64_t seed);

}  // namespace tryall::cli
