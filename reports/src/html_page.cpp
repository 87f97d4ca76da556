#include <fmt/format.h>

#include <algorithm>

#include "page_style.hpp"
#include "tryall/reports/figure.hpp"
#include "tryall/reports/page.hpp"

namespace tryall::reports {
namespace {

/// An element with escaped text, and its line break; nothing when there is no text.
std::string text_in(std::string_view tag, std::string_view attributes, std::string_view text) {
  if (text.empty()) return "";
  return fmt::format("<{0}{1}{2}>{3}</{0}>\n", tag, attributes.empty() ? "" : " ", attributes, escaped(text));
}

std::string head(const Page& page) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n",
      escaped(page.title), page_style());
}

std::string facts(const Page& page) {
  if (page.facts.empty()) return "";
  std::string markup = "<dl class=\"facts\">\n";
  for (const auto& [label, value] : page.facts) {
    markup += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(label), escaped(value));
  }
  return markup + "</dl>\n";
}

std::string navigation(const Page& page) {
  if (page.sections.size() < 2) return "";
  std::string markup = "<nav aria-label=\"Sections\"><ol>\n";
  for (std::size_t i = 0; i < page.sections.size(); ++i) {
    markup +=
        fmt::format("<li><a href=\"#section-{}\">{}</a></li>\n", i + 1, escaped(page.sections[i].title));
  }
  return markup + "</ol></nav>\n";
}

std::string_view alignment(const PageSection& section, std::size_t column) {
  return column < section.numeric.size() && section.numeric[column] ? " class=\"number\"" : "";
}

std::string table_head(const PageSection& section) {
  std::string markup = "<thead><tr>";
  for (std::size_t column = 0; column < section.table_header.size(); ++column) {
    markup += fmt::format("<th scope=\"col\"{}>{}</th>", alignment(section, column),
                          escaped(section.table_header[column]));
  }
  return markup + "</tr></thead>\n";
}

std::string table(const PageSection& section) {
  std::string markup =
      fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table: {}\">\n<table>\n",
                  escaped(section.title));
  if (!section.table_header.empty()) markup += table_head(section);
  markup += "<tbody>\n";
  for (const std::vector<std::string>& row : section.table_rows) {
    markup += "<tr>";
    for (std::size_t column = 0; column < std::max(row.size(), section.table_header.size()); ++column) {
      markup += fmt::format("<td{}>{}</td>", alignment(section, column),
                            column < row.size() ? escaped(row[column]) : "");
    }
    markup += "</tr>\n";
  }
  return markup + "</tbody>\n</table>\n</div>\n";
}

/// The table behind a figure is folded away; without a figure it is the content.
std::string table_part(const PageSection& section) {
  if (section.table_rows.empty()) return "";
  if (section.figure_svg.empty()) return table(section);
  return fmt::format("<details>\n<summary>The numbers behind it ({} {})</summary>\n{}</details>\n",
                     section.table_rows.size(), section.table_rows.size() == 1 ? "row" : "rows",
                     table(section));
}

std::string figure_part(const PageSection& section) {
  if (section.figure_svg.empty()) return "";
  return fmt::format(
      "<figure>\n<div class=\"scroll figure\" tabindex=\"0\" role=\"region\" aria-label=\"Figure: "
      "{}\">\n{}</div>\n{}</figure>\n",
      escaped(section.title), section.figure_svg, text_in("figcaption", "", section.note));
}

std::string section_part(const PageSection& section, std::size_t number) {
  std::string markup = fmt::format("<section id=\"section-{0}\" aria-labelledby=\"heading-{0}\">\n", number);
  markup += fmt::format("<h2 id=\"heading-{}\">{}</h2>\n", number, escaped(section.title));
  markup += text_in("p", "class=\"finding\"", section.finding);
  markup += figure_part(section) + table_part(section);
  if (section.figure_svg.empty()) markup += text_in("p", "class=\"note\"", section.note);
  return markup + "</section>\n";
}

}  // namespace

std::string html(const Page& page) {
  std::string markup =
      head(page) + "<body>\n<a class=\"skip\" href=\"#results\">Skip to the results</a>\n<header>\n";
  markup +=
      text_in("h1", "", page.title) + facts(page) + navigation(page) + "</header>\n<main id=\"results\">\n";
  for (std::size_t i = 0; i < page.sections.size(); ++i) markup += section_part(page.sections[i], i + 1);
  return markup + "</main>\n</body>\n</html>\n";
}

}  // namespace tryall::reports
