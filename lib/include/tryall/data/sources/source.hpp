#pragma once

#include <filesystem>
#include <functional>

#include "tryall/data/dataset.hpp"
#include "tryall/experiment/table.hpp"
#include "tryall/functions/function.hpp"

namespace tryall::data {

/// A place data come from. `load` reads it; relative paths and named downloads are looked up under
/// `data_folder`.
struct SourceEntry {
  Technique about;
  std::function<Dataset(const Choice& choice, const std::filesystem::path& data_folder)> load;
  std::vector<std::string> paths = {};  ///< The settings that are files or folders.
};

/// A test function as a dataset.
SourceEntry function_source(const functions::FunctionEntry& entry);

const Table<SourceEntry>& source_table();
inline const Family& sources() { return source_table().family(); }

/// Loads the chosen dataset. Throws Error with the file's name for anything missing, damaged or inconsistent,
/// also where what a source of a user's own gives does not fit together.
Dataset load(const Choice& choice, const std::filesystem::path& data_folder,
             const Table<SourceEntry>& table = source_table());

}  // namespace tryall::data
