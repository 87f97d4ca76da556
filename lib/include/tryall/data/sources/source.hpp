#pragma once

#include <filesystem>
#include <optional>

#include "tryall/data/dataset.hpp"
#include "tryall/experiment/technique.hpp"

namespace tryall::data {

/// A place data come from. `load` reads it; relative paths and named downloads are looked up under
/// `data_folder`.
struct SourceEntry {
  Technique about;
  Dataset (*load)(const Choice& choice, const std::filesystem::path& data_folder);
};

const std::vector<SourceEntry>& source_table();
const Family& sources();

/// Loads the chosen dataset. Throws Error with the file's name for anything missing, damaged or inconsistent.
Dataset load(const Choice& choice, const std::filesystem::path& data_folder);

}  // namespace tryall::data
