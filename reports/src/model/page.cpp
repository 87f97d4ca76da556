#include <fmt/format.h>

#include "page_parts.hpp"

namespace tryall::reports {
namespace {

void add_sections(std::vector<PageSection>& sections, std::vector<PageSection> more) {
  for (PageSection& section : more) sections.push_back(std::move(section));
}

PageSection paragraph_section(const PageParagraph& paragraph, std::size_t number) {
  std::string body;
  if (!paragraph.text.empty()) body += finding_markup(paragraph.text);
  if (!paragraph.figure.empty()) body += figure_markup("", paragraph.figure);
  if (!paragraph.table.columns.empty()) body += table_markup(paragraph.table);
  return {fmt::format("part-{}", number), paragraph.title, body};
}

PageSection settings_section(const Facts& settings) {
  std::string body = "<dl class=\"facts\">\n";
  for (const auto& [name, value] : settings)
    body += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(name), escaped(value));
  return {"settings", "Settings", body + "</dl>\n"};
}

std::vector<PageSection> sections_of(const ModelPage& page) {
  std::vector<PageSection> sections;
  for (const PageParagraph& paragraph : page.paragraphs)
    sections.push_back(paragraph_section(paragraph, sections.size() + 1));
  if (page.evaluation && page.evaluation->classification) {
    const ClassificationEvaluation& classes = *page.evaluation->classification;
    add_sections(sections, class_sections(classes));
    if (classes.probabilities)
      sections.push_back(calibration_section(*classes.probabilities, classes.accuracy));
  }
  if (page.evaluation && page.evaluation->regression)
    add_sections(sections, value_sections(*page.evaluation->regression));
  if (page.amount && !page.amount->points.empty()) sections.push_back(amount_section(*page.amount));
  if (page.importance && !page.importance->columns.empty())
    sections.push_back(importance_section(*page.importance,
                                          page.importance_rows.empty() ? page.rows : page.importance_rows));
  if (!page.settings.empty()) sections.push_back(settings_section(page.settings));
  return sections;
}

std::string contents_markup(const std::vector<PageSection>& sections) {
  std::string items;
  for (const PageSection& section : sections)
    if (!section.title.empty())
      items += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", section.id, escaped(section.title));
  return fmt::format(
      "<nav class=\"contents\" aria-label=\"Sections\"><details open=\"\"><summary>Contents</summary>"
      "<ol>\n{}</ol></details></nav>\n",
      items);
}

std::string section_markup(const PageSection& section) {
  const std::string heading = section.title.empty() ? ""
                                                    : fmt::format("<h2><a href=\"#{}\">{}</a></h2>\n",
                                                                  section.id, escaped(section.title));
  return fmt::format("<section id=\"{}\">\n{}{}</section>\n", section.id, heading, section.body);
}

std::string header_markup(const ModelPage& page) {
  std::string lines;
  for (const std::string& line : {page.what, page.generator})
    if (!line.empty()) lines += (lines.empty() ? "" : " \xC2\xB7 ") + escaped(line);
  std::string markup = fmt::format("<header class=\"lead\">\n<h1>{}</h1>\n", escaped(page.title));
  if (!lines.empty()) markup += fmt::format("<p class=\"size\">{}</p>\n", lines);
  if (const std::string said = answer(page); !said.empty()) markup += finding_markup(said);
  return markup + "</header>\n";
}

}  // namespace

std::string to_html(const ModelPage& page) {
  const std::vector<PageSection> sections = sections_of(page);
  std::string body;
  for (const PageSection& section : sections) body += section_markup(section);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<div class=\"report\">\n{}<main "
      "id=\"results\">\n{}{}</main>\n</div>\n</body>\n</html>\n",
      escaped(page.title), page_style(), contents_markup(sections), header_markup(page), body);
}

}  // namespace tryall::reports
