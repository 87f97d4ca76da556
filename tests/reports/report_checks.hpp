#pragma once

#include <cctype>
#include <string>
#include <vector>

#include "catch.hpp"
#include "markup.hpp"
#include "stored_sweep.hpp"
#include "tryall/reports/sweep_report.hpp"

namespace tryall::testing {

using reports::Page;
using reports::PageSection;

/// The report of a sweep that the fake trainer carried out.
inline Page report_of(const std::string& sweep, const FakeTrainer::Run& run = {}) {
  StoredSweeps stored;
  stored.train(sweep, run);
  SQLite::Database& database = stored.open();
  return reports::sweep_report(database, reports::find_sweep(database, ""));
}

inline std::vector<std::string> titles(const Page& page) {
  std::vector<std::string> result;
  for (const PageSection& section : page.sections) result.push_back(section.title);
  return result;
}

inline std::string fact(const Page& page, const std::string& label) {
  for (const auto& [known, value] : page.facts)
    if (known == label) return value;
  return "no such fact";
}

/// The words of a page that are written for a number that is none.
inline std::vector<std::string> non_finite_words(const std::string& document) {
  std::vector<std::string> found;
  std::string word;
  for (const char c : document + " ") {
    if (std::isalpha(static_cast<unsigned char>(c))) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      continue;
    }
    if (word == "nan" || word == "inf" || word == "infinity") found.push_back(word);
    word.clear();
  }
  return found;
}

/// What holds for every report.
inline void check_sound(const Page& page) {
  const std::string document = reports::html(page);
  CHECK(unbalanced_tags(document) == "");
  CHECK(non_finite_words(document).empty());
  REQUIRE(!page.sections.empty());
  CHECK(page.sections.front().title == "Leaderboard");
  for (const PageSection& section : page.sections) CHECK(!section.finding.empty());
}

}  // namespace tryall::testing
