#include <fmt/format.h>

#include "page_parts.hpp"

namespace tryall::reports {
namespace {

std::string cell_words(const Cell& cell) {
  if (const auto* word = std::get_if<std::string>(&cell)) return escaped(*word);
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return fmt::format("{}", *whole);
  if (const auto* number = std::get_if<double>(&cell); number && *number == *number)
    return short_number(*number);
  return "\xE2\x80\x93";
}

/// "93.1 %" and a dash count as numbers.
bool looks_numeric(const Cell& cell) {
  const auto* word = std::get_if<std::string>(&cell);
  return !word || *word == "\xE2\x80\x93" ||
         (word->ends_with(" %") && word->find_first_not_of("-0123456789. %") == std::string::npos);
}

/// No line ends between a number and its sign.
std::string held_together(const std::string& text) {
  std::string markup = escaped(text);
  for (std::size_t at = markup.find(" %"); at != std::string::npos; at = markup.find(" %", at))
    markup.replace(at, 1, "\xC2\xA0");
  return markup;
}

/// Whether all that a column holds are numbers, which stand at the right.
bool is_numeric(const Table& table, std::size_t column) {
  bool any = false;
  for (const auto& row : table.rows) {
    if (!looks_numeric(row[column])) return false;
    any = any || !std::holds_alternative<std::monostate>(row[column]);
  }
  return any;
}

}  // namespace

std::string finding_markup(const std::string& text) {
  return fmt::format("<p class=\"finding\">{}</p>\n", held_together(text));
}

std::string print_markup(const std::string& text) {
  return fmt::format("<p class=\"note\">{}</p>\n", held_together(text));
}

std::string figure_markup(const std::string& caption, const std::string& markup) {
  const std::string words =
      caption.empty() ? "" : fmt::format("<figcaption>{}</figcaption>\n", escaped(caption));
  return fmt::format("<figure class=\"drawn\">\n{}{}</figure>\n", words, markup);
}

std::string table_markup(const Table& table) {
  std::string markup = "<div class=\"scroll\"><table>\n<thead><tr>";
  std::vector<std::string> classes;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    classes.emplace_back(is_numeric(table, column) ? " class=\"number\"" : "");
    markup += fmt::format("<th{}>{}</th>", classes[column], escaped(table.columns[column]));
  }
  markup += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    markup += "<tr>";
    for (std::size_t column = 0; column < row.size(); ++column)
      markup += fmt::format("<td{}>{}</td>", classes[column], cell_words(row[column]));
    markup += "</tr>\n";
  }
  return markup + "</tbody></table></div>\n";
}

}  // namespace tryall::reports
