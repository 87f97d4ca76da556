#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "catch.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

namespace tryall::testing {

inline const std::string tiny_config = R"({"model": {"name": "mlp", "hidden": [8]}, // trains in a blink
  "learning_rate": 0.01, "epochs": 3, "seed": 5})";

/// Trains the folder's config.json.
inline Finished train(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"train", "config.json"});
  return run_tryall(arguments, folder.path());
}

/// The rows that `--format json` prints.
inline nlohmann::json rows_of(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json"});
  const Finished finished = train(folder, arguments);
  INFO(finished.err);
  REQUIRE(finished.status == 0);
  return nlohmann::json::parse(finished.out);
}

inline std::size_t files_in(const TemporaryFolder& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder.path()), {}));
}

/// The cells of CSV without quotes.
inline std::vector<std::vector<std::string>> csv_rows(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    rows.emplace_back();
    for (std::string field; std::getline(fields, field, ',');) rows.back().push_back(field);
  }
  return rows;
}

}  // namespace tryall::testing
