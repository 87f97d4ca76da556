#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tryall::reports {

/// One question of a report: the answer in words, the figure, how it was made, and the numbers behind it.
/// Parts that are empty are left out. All is plain text, escaped by the page, but for `figure_svg`.
struct PageSection {
  std::string title = {};
  std::string finding = {};     ///< One sentence.
  std::string figure_svg = {};  ///< Markup, taken as it is: from `svg()`, never from a user.
  std::string note = {};        ///< n, method, exclusions.
  std::vector<std::string> table_header = {};
  std::vector<std::vector<std::string>> table_rows = {};
  std::vector<bool> numeric = {};  ///< Columns to set flush right; false for those beyond its end.
};

/// A report: facts about the sweep (label, value), then its sections.
struct Page {
  std::string title = {};
  std::vector<std::pair<std::string, std::string>> facts = {};
  std::vector<PageSection> sections = {};
};

/// One self-contained HTML file, light and dark, that a content security policy keeps from loading anything
/// or running scripts. The same page gives the same bytes.
std::string html(const Page& page);

}  // namespace tryall::reports
