#include <fmt/format.h>

#include <algorithm>

#include "figures/model_figures.hpp"
#include "model_words.hpp"
#include "page_parts.hpp"
#include "report/words.hpp"

namespace tryall::reports {
namespace {

std::string importance_finding(const PermutationImportance& importance) {
  const bool classes = importance.task == Task::classification;
  const ColumnImportance& first = importance.columns.front();
  if (!(first.rise.center > 0)) return "The model is not worse when any one column is shuffled.";
  const std::string cost = classes ? "lowers the accuracy by " + points_text(first.rise.center)
                                   : "raises the RMSE by " + value_words(first.rise.center);
  const std::string range = classes ? points_range(first.rise_over_rows) : value_range(first.rise_over_rows);
  const auto telling = static_cast<std::size_t>(
      std::ranges::count_if(importance.columns, [](const auto& column) { return column.matters(); }));
  return fmt::format(
      "\xE2\x80\x9C{}\xE2\x80\x9D counts most: shuffling it {}{}. With all columns tested together, {} of {} "
      "matter{} more than chance would explain.",
      first.name, cost, range.empty() ? "" : " (" + range + ")", telling == 0 ? "none" : count_text(telling),
      plural(importance.columns.size(), "column"), telling > 1 ? "" : "s");
}

std::string importance_print(const PermutationImportance& importance, const std::string& rows) {
  std::string text = fmt::format(
      "How much the error rises when a column's values are shuffled among {} {}: the mean over {}. Thick "
      "bar: "
      "its 95 % interval over shuffles; thin bar: over rows, how far it may be on others. The test "
      "against chance allows for the number of columns. Shuffling a column costs little if other columns "
      "carry the same "
      "information.",
      count_text(importance.rows), rows, plural(importance.repeats, "shuffle"));
  if (importance.rows < importance.rows_given)
    text += fmt::format(" The rows are drawn from {}.", count_text(importance.rows_given));
  if (importance.columns.size() > shown_columns)
    text += fmt::format(" The first {} of {} columns are shown.", shown_columns,
                        count_text(importance.columns.size()));
  if (importance.columns_left_out > 0)
    text += fmt::format(" Not examined: {} more.", plural(importance.columns_left_out, "column"));
  return text;
}

}  // namespace

PageSection importance_section(const PermutationImportance& importance, const std::string& rows) {
  return {"columns", "Columns",
          finding_markup(importance_finding(importance)) + figure_markup("", importance_figure(importance)) +
              print_markup(importance_print(importance, rows))};
}

}  // namespace tryall::reports
