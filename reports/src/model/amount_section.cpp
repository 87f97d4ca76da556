#include <fmt/format.h>

#include "figures/model_figures.hpp"
#include "model_words.hpp"
#include "page_parts.hpp"
#include "report/words.hpp"

namespace tryall::reports {
namespace {

/// Of the last step: whether more rows still helped.
std::string amount_finding(const AmountCurve& curve) {
  const auto words = [&](double value) { return curve.share ? percent_text(value) : value_words(value); };
  const AmountPoint& last = curve.points.back();
  if (curve.points.size() < 2)
    return fmt::format("With {} the {} is {}.", plural(last.rows, "row"), curve.value_label,
                       words(last.value.center));
  const AmountPoint& before = curve.points[curve.points.size() - 2];
  std::string text = fmt::format("From {} to {} the {} goes from {} to {}.", count_text(before.rows),
                                 plural(last.rows, "row"), curve.value_label, words(before.value.center),
                                 words(last.value.center));
  const Estimated &low = curve.higher_is_better ? before.value : last.value,
                  &high = curve.higher_is_better ? last.value : before.value;
  if (low.high < high.low)
    text += " It was still getting better: more rows may well help.";
  else if (low.high >= high.low)
    text += " The intervals of the two overlap, so these runs do not show whether more rows would help.";
  return text;
}

}  // namespace

PageSection amount_section(const AmountCurve& curve) {
  const std::string intervals = curve.intervals.empty() ? "" : " Bars: " + curve.intervals + ".";
  return {"amount", "More data",
          finding_markup(amount_finding(curve)) + figure_markup("", amount_figure(curve)) +
              print_markup("Each dot: the model trained on so many rows." + intervals)};
}

}  // namespace tryall::reports
