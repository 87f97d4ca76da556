#pragma once

#include <cctype>
#include <string>
#include <vector>

#include "../stored_sweep.hpp"
#include "catch.hpp"
#include "json_schema.hpp"
#include "tryall/reports/report/report.hpp"

namespace tryall::testing {

using Json = nlohmann::ordered_json;

/// report.json, read again.
inline Json document_of(const reports::Report& report) { return Json::parse(reports::to_json(report)); }

/// The report of a store's sweep, by default of the last; it is as docs/report.schema.json says.
inline reports::Report valid_report(const reports::StoreReader& store, const std::string& sweep = "",
                                    const reports::ReportOptions& options = {}) {
  reports::Report report = reports::make_report(store, store.counted_sweep(sweep), options);
  CHECK(report_errors(document_of(report)) == std::vector<std::string>{});
  return report;
}

/// The report of a sweep that the fake trainer carried out.
inline reports::Report report_of(const std::string& sweep, const FakeTrainer::Run& run = {}) {
  StoredSweeps stored;
  stored.train(sweep, run);
  return valid_report(stored.open());
}

/// The words of a text that are written for a number that is none.
inline std::vector<std::string> non_finite_words(const std::string& text) {
  std::vector<std::string> found;
  std::string word;
  for (const char c : text + " ") {
    if (std::isalpha(static_cast<unsigned char>(c))) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      continue;
    }
    if (word == "nan" || word == "inf" || word == "infinity") found.push_back(word);
    word.clear();
  }
  return found;
}

/// Columns named `names` of a table have one length.
inline void check_columns(const Json& table, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    INFO(name);
    REQUIRE(table.contains(name));
    CHECK(table[name].size() == table[names.front()].size());
  }
}

inline void check_indices(const Json& column, std::size_t below) {
  for (const Json& value : column)
    if (!value.is_null()) CHECK(value.get<std::size_t>() < below);
}

/// What holds for every report.
inline void check_sound(const reports::Report& report) {
  const Json document = document_of(report);
  CHECK(non_finite_words(reports::to_json(report)).empty());
  CHECK(non_finite_words(reports::to_markdown(report)).empty());
  const std::size_t groups = document["groups"]["count"], runs = document["runs"]["count"];
  check_columns(document["runs"], {"key", "group", "seed", "outcome", "environment", "wall_seconds"});
  check_indices(document["runs"]["group"], groups);
  for (const auto& [name, column] : document["runs"]["metrics"].items()) CHECK(column.size() == runs);
  for (const Json& axis : document["axes"])
    check_indices(document["groups"]["axes"][axis["name"].get<std::string>()], axis["values"].size());
  CHECK(document["sections"].begin().key() == "overview");
  for (const auto& [name, section] : document["sections"].items()) {
    INFO(name);
    CHECK((section.contains("finding") || section.contains("missing")));
  }
  if (const auto board = document["sections"].find("leaderboard"); board != document["sections"].end()) {
    check_columns(*board, {"group", "center", "low", "high", "n", "rank", "family", "gap", "gap_low",
                           "gap_high", "verdict", "mark", "seeds_needed", "failed"});
    check_indices((*board)["group"], groups);
  }
}

/// A section of report.json, which must have it.
inline Json section(const reports::Report& report, const std::string& name) {
  INFO(name);
  const Json document = document_of(report);
  REQUIRE(document["sections"].contains(name));
  return document["sections"][name];
}

inline std::string finding(const reports::Report& report, const std::string& name) {
  return section(report, name).value("finding", "");
}

inline std::string why_missing(const reports::Report& report, const std::string& name) {
  return section(report, name).value("missing", "");
}

/// The overview's warnings, each in a line.
inline std::string warnings(const reports::Report& report) {
  std::string text;
  for (const reports::Warning& warning : report.overview.warnings) text += warning.text + '\n';
  return text;
}

/// A fact of the overview.
inline std::string fact(const reports::Report& report, const std::string& label) {
  for (const auto& [name, value] : report.overview.facts)
    if (name == label) return value;
  return "no such fact";
}

}  // namespace tryall::testing
