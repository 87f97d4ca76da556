#include <fmt/format.h>

#include <algorithm>

#include "figures/model_figures.hpp"
#include "model_words.hpp"
#include "page_parts.hpp"
#include "report/words.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_in_matrix = 25, few_in_matrix = 6, most_mistakes = 20, most_class_rows = 50;

/// Rows of one class that are said to be of another.
struct Mistake {
  std::size_t truth = 0, predicted = 0, count = 0;
};

/// The most frequent first.
std::vector<Mistake> mistakes_of(const ClassificationEvaluation& classes) {
  std::vector<Mistake> mistakes;
  for (std::size_t truth = 0; truth < classes.classes.size(); ++truth)
    for (std::size_t predicted = 0; predicted < classes.classes.size(); ++predicted)
      if (truth != predicted && classes.count(truth, predicted) > 0)
        mistakes.push_back({truth, predicted, classes.count(truth, predicted)});
  std::ranges::stable_sort(mistakes, std::greater(), &Mistake::count);
  return mistakes;
}

std::string confusion_finding(const ClassificationEvaluation& classes, const std::vector<Mistake>& mistakes) {
  if (mistakes.empty()) return "No class is confused with another.";
  const Mistake& first = mistakes.front();
  std::size_t wrong = 0;
  for (const Mistake& mistake : mistakes) wrong += mistake.count;
  const std::string all = plural(wrong, "row") + (wrong == 1 ? " is wrong." : " are wrong.");
  if (wrong > 1 && first.count == 1) return all + " No two are confused in the same way.";
  return fmt::format(
      "{} Most often \xE2\x80\x9C{}\xE2\x80\x9D is taken for \xE2\x80\x9C{}\xE2\x80\x9D: {} of {}.", all,
      classes.class_names[first.truth], classes.class_names[first.predicted], count_text(first.count),
      plural(classes.classes[first.truth].support, "row"));
}

/// Blue on the diagonal, orange beside it, the darker the larger the share of the class.
std::string matrix_cell(const ClassificationEvaluation& classes, std::size_t truth, std::size_t predicted) {
  const std::size_t count = classes.count(truth, predicted);
  const std::string about =
      fmt::format("{} taken for {}", classes.class_names[truth], classes.class_names[predicted]);
  if (count == 0) return fmt::format("<td class=\"blank none\" title=\"{}\">0</td>", escaped(about));
  const double share = static_cast<double>(count) / static_cast<double>(classes.classes[truth].support);
  const bool few = classes.classes.size() <= few_in_matrix;
  constexpr double lightest = 8, darkest = 58;
  return fmt::format(
      "<td style=\"background:color-mix(in srgb,var(--arm-{}) {:.0f}%,transparent)\" title=\"{}: "
      "{}\">{}{}</td>",
      truth == predicted ? 0 : 1, lightest + (darkest - lightest) * share, escaped(about),
      percent_text(share), count_text(count),
      few ? fmt::format(" <small>{}</small>", percent_text(share)) : "");
}

std::string confusion_matrix(const ClassificationEvaluation& classes) {
  const std::size_t n = classes.classes.size();
  std::string markup = fmt::format(
      "<div class=\"scroll\"><table class=\"matrix{}\">\n<thead><tr><th>class</th><th colspan=\"{}\">taken "
      "for</th></tr>\n<tr><th></th>",
      n > few_in_matrix ? " many" : "", n);
  for (const std::string& name : classes.class_names) markup += "<th>" + escaped(name) + "</th>";
  markup += "</tr></thead>\n<tbody>\n";
  for (std::size_t truth = 0; truth < n; ++truth) {
    markup += "<tr><th>" + escaped(classes.class_names[truth]) + "</th>";
    for (std::size_t predicted = 0; predicted < n; ++predicted)
      markup += matrix_cell(classes, truth, predicted);
    markup += "</tr>\n";
  }
  return markup + "</tbody></table></div>\n" +
         print_markup(
             "Rows are true classes, columns are predictions. Shades are shares of the class: blue is "
             "right, orange is wrong.");
}

std::string table_of_mistakes(const ClassificationEvaluation& classes, std::vector<Mistake> mistakes) {
  mistakes.resize(std::min(mistakes.size(), most_mistakes));
  Table table{{"class", "taken for", "rows", "of"}, {}};
  for (const Mistake& mistake : mistakes)
    table.rows.push_back({classes.class_names[mistake.truth], classes.class_names[mistake.predicted],
                          count_cell(mistake.count), count_cell(classes.classes[mistake.truth].support)});
  return table_markup(table) +
         print_markup(fmt::format("{} classes are too many for a matrix: the {} most frequent mistakes.",
                                  classes.classes.size(), mistakes.size()));
}

/// Of a class without a value above all others.
double f1_to_compare(const ClassificationEvaluation& classes, std::size_t label) {
  const double f1 = classes.classes[label].f1;
  return f1 == f1 ? f1 : 2.0;
}

/// The classes, or the ones with the lowest F1 where they are many; those without a row come last.
std::vector<std::size_t> shown_classes(const ClassificationEvaluation& classes) {
  std::vector<std::size_t> order(classes.classes.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  if (order.size() <= most_class_rows) return order;
  std::ranges::stable_sort(order, {}, [&](std::size_t label) { return f1_to_compare(classes, label); });
  order.resize(most_class_rows);
  return order;
}

std::string quality_finding(const ClassificationEvaluation& classes, const std::vector<std::size_t>& shown) {
  const auto f1 = [&](std::size_t label) { return f1_to_compare(classes, label); };
  const std::size_t weakest = *std::ranges::min_element(shown, {}, f1);
  if (f1(weakest) >= 1) return "No class is confused with another.";
  const auto equal =
      std::ranges::count_if(shown, [&](std::size_t label) { return f1(label) == f1(weakest); });
  const ClassQuality& one = classes.classes[weakest];
  const std::string precision =
      one.predicted == 0 ? "never predicted" : "precision " + percent_text(one.precision);
  return fmt::format("\xE2\x80\x9C{}\xE2\x80\x9D is recognized least well{}: recall {}, {}.",
                     classes.class_names[weakest], equal > 1 ? ", as well as others" : "",
                     percent_text(one.recall), precision);
}

PageSection quality_section(const ClassificationEvaluation& classes) {
  Table table{{"class", "rows", "precision", "recall", "F1"}, {}};
  const std::vector<std::size_t> shown = shown_classes(classes);
  for (const std::size_t label : shown) {
    const ClassQuality& one = classes.classes[label];
    table.rows.push_back({classes.class_names[label], count_cell(one.support), percent_text(one.precision),
                          percent_text(one.recall), percent_text(one.f1)});
  }
  std::string print =
      "Precision: share of rows predicted as the class that belong to it. Recall: share of the class's rows "
      "that are found. F1: their harmonic mean.";
  if (shown.size() < classes.classes.size())
    print += fmt::format(" The {} classes of {} with the lowest F1.", shown.size(), classes.classes.size());
  return {"classes", "Classes",
          finding_markup(quality_finding(classes, shown)) + table_markup(table) + print_markup(print)};
}

std::string calibration_finding(const ProbabilityQuality& quality, const Estimated& accuracy) {
  const char* judgement = quality.confidence > accuracy.high ? "It is overconfident."
                          : quality.confidence < accuracy.low
                              ? "It is underconfident."
                              : "With so few rows, chance alone could explain the gap.";
  return fmt::format("On average the model is {} confident and right {} of the time. {}",
                     percent_text(quality.confidence), percent_text(accuracy.center), judgement);
}

}  // namespace

std::vector<PageSection> class_sections(const ClassificationEvaluation& classes) {
  const std::vector<Mistake> mistakes = mistakes_of(classes);
  std::string body = finding_markup(confusion_finding(classes, mistakes));
  if (classes.classes.size() <= most_in_matrix)
    body += confusion_matrix(classes);
  else if (!mistakes.empty())
    body += table_of_mistakes(classes, mistakes);
  return {{"confusion", "Confusion", body}, quality_section(classes)};
}

PageSection calibration_section(const ProbabilityQuality& quality, const Estimated& accuracy) {
  const std::string print = fmt::format(
      "Each dot: rows of about the same probability, by the share that is right, with its 95 % interval; on "
      "the dashed line probabilities are what they say, below it the model is overconfident. Expected "
      "calibration error {} (about {} by chance, if all probabilities were right). Log loss {}, Brier score "
      "{} "
      "(0 to 2); less is better.",
      percent_text(quality.calibration_error), percent_text(quality.calibration_error_by_chance),
      value_words(quality.log_loss), value_words(quality.brier));
  return {"calibration", "Calibration",
          finding_markup(calibration_finding(quality, accuracy)) +
              figure_markup("", calibration_figure(quality)) + print_markup(print)};
}

}  // namespace tryall::reports
