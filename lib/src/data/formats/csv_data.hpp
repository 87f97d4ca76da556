#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "tryall/data/formats/csv.hpp"
#include "tryall/experiment/technique.hpp"

namespace tryall::data {

/// Files of one and the same header, without it, and what their columns are for.
struct CsvData {
  std::vector<CsvTable> parts;  ///< The training samples, and, if there is one, the test file's.
  std::vector<std::string> names;
  std::size_t target = 0;
  std::vector<std::size_t> features;
};

/// Reads the files of the choice, tells header, target and features, and drops rows with missing cells if
/// that is asked for. Throws Error.
CsvData read_csv_data(const Choice& choice, const std::filesystem::path& data_folder);

/// An Error that names the file, the row's line and the column.
[[noreturn]] void fail_at(const CsvData& data, std::size_t part, std::size_t row, std::size_t column,
                          const std::string& message);

}  // namespace tryall::data
