#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tryall/experiment/technique.hpp"

namespace tryall::cli {

/// A dataset by its name, or by a file or folder that a source reads; settings are those of the command line:
/// "target=species". Throws Error.
Choice data_choice(const std::string& name, const std::vector<std::string>& settings);

/// The files that the dataset may be read from, those of folders among them.
std::vector<std::filesystem::path> data_files(const Choice& dataset,
                                              const std::filesystem::path& data_folder);

}  // namespace tryall::cli
