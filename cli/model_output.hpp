#pragma once

#include <filesystem>

#include "tryall/experiment/config.hpp"
#include "tryall/train/model_file.hpp"

namespace tryall::cli {

/// Writes a trained model as safetensors, in the config's precision, with this program's version among what
/// it says of itself. Throws Error.
void write_model(const std::filesystem::path& file, train::ModelFile model, const Config& config);

}  // namespace tryall::cli
