#pragma once

#include <filesystem>

#include "tryall/data/sources/source.hpp"
#include "tryall/sweeps/space/document.hpp"

namespace tryall::sweeps {

/// Reads a sweep's or config's file whose relative paths of data mean its own folder: where "data.csv" is
/// there beside the file, the document names that one. Others stay as they are, and mean the folder in which
/// the program runs, then the data folder; so do paths of the command line.
Document read_with_data_paths(const std::filesystem::path& file,
                              const Table<data::SourceEntry>& sources = data::source_table());

}  // namespace tryall::sweeps
