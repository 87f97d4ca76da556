#pragma once

#include <string>
#include <vector>

#include "tryall/reports/model/page.hpp"

namespace tryall::reports {

/// A section of a page: what its heading says, and what is below it as HTML.
struct PageSection {
  std::string id;
  std::string title;
  std::string body;
};

/// The style sheet of the house's pages and what this page adds.
std::string page_style();

/// "<p class=finding>": what is to be seen, in a sentence or two. Escapes the text.
std::string finding_markup(const std::string& text);
/// Small print below a figure. Escapes the text.
std::string print_markup(const std::string& text);
/// A figure under its caption (which may be empty); `markup` is an SVG document.
std::string figure_markup(const std::string& caption, const std::string& markup);
/// A table that scrolls by itself where it is wide.
std::string table_markup(const Table& table);

/// The parts of a page, as far as it has what they show.
std::vector<PageSection> class_sections(const ClassificationEvaluation& classes);
PageSection calibration_section(const ProbabilityQuality& quality, const Estimated& accuracy);
std::vector<PageSection> value_sections(const RegressionEvaluation& values);
PageSection amount_section(const AmountCurve& curve);
PageSection importance_section(const PermutationImportance& importance, const std::string& rows);

}  // namespace tryall::reports
