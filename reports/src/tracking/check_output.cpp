#include <fmt/format.h>

#include <fmt/ranges.h>
#include <algorithm>
#include <cmath>

#include "tryall/reports/figures/figure.hpp"
#include "tryall/reports/results/quantities.hpp"
#include "tryall/reports/tables/folded.hpp"
#include "tryall/reports/tables/json_text.hpp"
#include "tryall/tracking/check_output.hpp"

namespace tryall::tracking {
namespace {

using reports::short_number;

std::string measure_name(const MeasureCheck& measure) {
  if (!measure.arrivals) return measure.metric;
  return fmt::format(
      "epochs to {} {}", measure.metric,
      reports::value_text({.name = measure.metric, .share = measure.share}, measure.arrivals->target));
}

/// What is compared, as texts of quantities have to know it: the metric, or epochs.
Metric quantity_of(const MeasureCheck& measure) {
  return {.name = measure.metric, .share = measure.share && !measure.arrivals};
}

std::string mean_text(const MeasureCheck& measure, double mean) {
  return reports::value_text(quantity_of(measure), mean);
}

std::string change_text(const MeasureCheck& measure) {
  const statistics::QualityChange& change = measure.change;
  if (!std::isfinite(change.mean_difference)) return "";
  return reports::difference_text(quantity_of(measure), change.mean_difference, change.interval.low,
                                  change.interval.high);
}

std::string margin_text(const MeasureCheck& measure) {
  if (!quantity_of(measure).share) return short_number(measure.margin);
  return fmt::format("{:.3g} points", 100 * measure.margin);
}

std::size_t count(const CheckReport& report, const std::string& verdict) {
  std::size_t found = 0;
  for (const GroupCheck& group : report.groups)
    found += static_cast<std::size_t>(
        std::count_if(group.measures.begin(), group.measures.end(),
                      [&](const auto& measure) { return verdict_text(measure) == verdict; }));
  return found;
}

std::size_t suspect_count(const CheckReport& report) {
  std::size_t found = 0;
  for (const GroupCheck& group : report.groups)
    found += static_cast<std::size_t>(
        std::count_if(group.measures.begin(), group.measures.end(),
                      [](const auto& measure) { return measure.arrivals && measure.arrivals->suspect; }));
  return found;
}

std::vector<std::string> numerics_lines(const CheckReport& report) {
  std::vector<std::string> lines;
  for (const GroupCheck& group : report.groups)
    if (std::string text = numerics_text(group); !text.empty()) lines.push_back(std::move(text));
  std::size_t same = 0, pairs = 0;
  for (const GroupCheck& group : report.groups) {
    same += group.same_bits;
    pairs += group.pairs;
  }
  lines.insert(lines.begin(),
               fmt::format("numerics: {} of {} runs have the same bits as in the baseline", same, pairs));
  if (report.numerics_before != report.numerics_now)
    lines.push_back(fmt::format("numerics version {} in the baseline, {} now", report.numerics_before,
                                report.numerics_now));
  return lines;
}

}  // namespace

std::string numerics_text(const GroupCheck& group) {
  if (!group.difference) return "";
  const NumericsDifference& first = *group.difference;
  std::string text = fmt::format("{}: {} of {} runs have other bits", group.label,
                                 group.pairs - group.same_bits, group.pairs);
  if (!first.metric.empty())
    text += fmt::format(", first {} {} (seed {}: {} -> {}, by {})", first.metric,
                        first.epoch > 0 ? fmt::format("at epoch {}", first.epoch) : "at the end", first.seed,
                        first.before, first.now, short_number(first.difference));
  if (!first.how.empty()) text += fmt::format("; seed {} {}", first.seed, first.how);
  if (group.reasons.empty()) return text + "; the environments are the same";
  return text + fmt::format("; since then: {}", fmt::join(group.reasons, ", "));
}

std::string summary_text(const CheckReport& report) {
  const auto errors = std::count_if(report.groups.begin(), report.groups.end(),
                                    [](const auto& group) { return !group.error.empty(); });
  std::string text = fmt::format("against {}: ", report.baseline);
  for (const char* verdict : {"worse", "better", "same", "same or better"})
    text += fmt::format("{} {}, ", count(report, verdict), verdict);
  text += fmt::format("{} undecided", count(report, "insufficient data"));
  if (const std::size_t suspects = suspect_count(report))
    text += fmt::format(", {} suspiciously fast", suspects);
  if (errors > 0) text += fmt::format(", {} of {} groups could not run", errors, report.groups.size());
  if (report.looks.size() > 1) text += fmt::format("; looked after {} seeds", fmt::join(report.looks, ", "));
  return text;
}

reports::Table check_table(const CheckReport& report) {
  reports::Table table{{"group", "measure", "n", "before", "now", "change", "margin", "verdict", "note"}, {}};
  for (const GroupCheck& group : report.groups) {
    if (!group.error.empty())
      table.rows.push_back({group.label,
                            {},
                            static_cast<std::int64_t>(group.pairs),
                            {},
                            {},
                            {},
                            {},
                            std::string("could not run"),
                            group.error});
    for (const MeasureCheck& measure : group.measures)
      table.rows.push_back({group.label, measure_name(measure), static_cast<std::int64_t>(measure.seeds_now),
                            mean_text(measure, measure.mean_before), mean_text(measure, measure.mean_now),
                            change_text(measure), margin_text(measure), verdict_text(measure), measure.note});
  }
  return table;
}

namespace {

/// What an interval beside a verdict is, where the two may differ: of several comparisons.
std::vector<std::string> intervals_lines(const CheckReport& report) {
  std::size_t measures = 0, intervals = 0;
  for (const GroupCheck& group : report.groups)
    for (const MeasureCheck& measure : group.measures) {
      ++measures;
      intervals += std::isfinite(measure.change.interval.low);
    }
  if (measures < 2 || intervals == 0) return {};
  return {fmt::format(
      "brackets: the 95 % interval of each change by itself; verdicts allow for all {} comparisons (Holm)",
      measures)};
}

/// What stands below the table.
std::vector<std::string> lines_below(const CheckReport& report) {
  std::vector<std::string> lines = intervals_lines(report);
  for (std::string& line : numerics_lines(report)) lines.push_back(std::move(line));
  return lines;
}

}  // namespace

std::string to_plain(const CheckReport& report, std::size_t width) {
  std::string text = reports::render(check_table(report), reports::Format::table, width);
  std::vector<std::string> below = lines_below(report);
  below.push_back(summary_text(report));
  for (const std::string& line : below)
    for (const std::string& part : width > 0 ? reports::folded_text(line, width) : std::vector{line})
      text += part + "\n";
  return text;
}

std::string to_markdown(const CheckReport& report) {
  const int status = report.status();
  const char* title = status == 0   ? "same or better"
                      : status == 1 ? "worse"
                      : status == 3 ? "not enough data"
                                    : "could not run";
  std::string text = fmt::format("### Training quality: {}\n\n{}\n\n", title, summary_text(report));
  text += reports::render(check_table(report), reports::Format::markdown) + "\n";
  for (const std::string& line : lines_below(report)) text += "- " + line + "\n";
  return text;
}

namespace {

nlohmann::json json_of(const NumericsDifference& difference) {
  return {{"seed", difference.seed},
          {"metric", difference.metric},
          {"epoch", difference.epoch > 0 ? nlohmann::json(difference.epoch) : nlohmann::json()},
          {"before", difference.before},
          {"now", difference.now},
          {"difference", difference.difference},
          {"relative", difference.relative},
          {"how", difference.how}};
}

nlohmann::json json_of(const Arrivals& arrivals) {
  return {{"target", arrivals.target},           {"reached_before", arrivals.reached_before},
          {"reached_now", arrivals.reached_now}, {"steps_before", arrivals.steps_before},
          {"steps_now", arrivals.steps_now},     {"suspect", arrivals.suspect}};
}

nlohmann::json json_of(const MeasureCheck& measure) {
  const statistics::QualityChange& change = measure.change;
  nlohmann::json json = {{"metric", measure.metric},
                         {"measure", measure.arrivals ? "epochs_to_target" : "final"},
                         {"verdict", !is_decided(measure) ? "insufficient_data" : verdict_text(measure)},
                         {"n", measure.seeds_before},
                         {"n_now", measure.seeds_now},
                         {"paired", measure.paired()},
                         {"pairing_gain", measure.pairing_gain},
                         {"mean_before", measure.mean_before},
                         {"mean_now", measure.mean_now},
                         {"mean_difference", change.mean_difference},
                         {"interval", {change.interval.low, change.interval.high}},
                         {"margin", measure.margin},
                         {"p_different", change.p_different},
                         {"p_same", change.p_same},
                         {"p_not_worse", change.p_not_worse},
                         {"seeds_needed", nullptr},
                         {"note", measure.note}};
  if (change.seeds_needed) json["seeds_needed"] = *change.seeds_needed;
  if (measure.arrivals) json.update(json_of(*measure.arrivals));
  return json;
}

nlohmann::json json_of(const GroupCheck& group) {
  nlohmann::json measures = nlohmann::json::array();
  for (const MeasureCheck& measure : group.measures) measures.push_back(json_of(measure));
  return {{"group", group.label},
          {"group_key", group.key},
          {"error", group.error.empty() ? nlohmann::json() : nlohmann::json(group.error)},
          {"pairs", group.pairs},
          {"diverged_before", group.diverged_before},
          {"diverged_now", group.diverged_now},
          {"numerics",
           {{"same_bits", group.same_bits},
            {"first_difference", group.difference ? json_of(*group.difference) : nlohmann::json()},
            {"reasons", group.reasons}}},
          {"quality", std::move(measures)}};
}

}  // namespace

std::string to_json(const CheckReport& report) {
  nlohmann::json groups = nlohmann::json::array();
  for (const GroupCheck& group : report.groups) groups.push_back(json_of(group));
  const nlohmann::json json = {
      {"baseline", report.baseline},
      {"status", report.status()},
      {"summary", summary_text(report)},
      {"alpha", report.options.alpha},
      {"looks", report.looks},
      {"numerics_version", {{"before", report.numerics_before}, {"now", report.numerics_now}}},
      {"groups", std::move(groups)}};
  return reports::json_text(json, 1) + "\n";
}

namespace {

using reports::escaped;

struct Cases {
  std::string text;
  int tests = 0, failures = 0, errors = 0, skipped = 0;
};

/// A case; `element` is "failure", "error", "skipped", or empty where it passed.
void add_case(Cases& cases, const GroupCheck& group, const std::string& name, const std::string& element,
              const std::string& message) {
  ++cases.tests;
  cases.failures += element == "failure" ? 1 : 0;
  cases.errors += element == "error" ? 1 : 0;
  cases.skipped += element == "skipped" ? 1 : 0;
  cases.text +=
      fmt::format("    <testcase classname=\"{}\" name=\"{}\"", escaped(group.label), escaped(name));
  if (!element.empty())
    cases.text += fmt::format(">\n      <{} message=\"{}\"/>\n    </testcase>\n", element, escaped(message));
  else if (!message.empty())
    cases.text += fmt::format(">\n      <system-out>{}</system-out>\n    </testcase>\n", escaped(message));
  else
    cases.text += "/>\n";
}

std::string element_of(const MeasureCheck& measure) {
  if (measure.change.verdict == QualityVerdict::worse) return "failure";
  return is_decided(measure) ? "" : "skipped";
}

Cases cases_of(const GroupCheck& group, const CheckReport& report) {
  Cases cases;
  if (!group.error.empty()) add_case(cases, group, "training", "error", group.error);
  if (group.pairs > 0)
    add_case(cases, group, "numerics", report.options.exact && group.difference ? "failure" : "",
             numerics_text(group));
  for (const MeasureCheck& measure : group.measures) {
    const std::string name = (measure.arrivals ? "epochs to target " : "") + measure.metric;
    std::string message = fmt::format("{}: {} -> {} over {} seeds", verdict_text(measure),
                                      mean_text(measure, measure.mean_before),
                                      mean_text(measure, measure.mean_now), measure.seeds_now);
    if (!measure.note.empty()) message += "; " + measure.note;
    add_case(cases, group, name, element_of(measure), message);
  }
  return cases;
}

}  // namespace

std::string to_junit(const CheckReport& report) {
  Cases all;
  for (const GroupCheck& group : report.groups) {
    const Cases cases = cases_of(group, report);
    all.tests += cases.tests;
    all.failures += cases.failures;
    all.errors += cases.errors;
    all.skipped += cases.skipped;
    all.text += fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n{}  "
        "</testsuite>\n",
        escaped(group.label), cases.tests, cases.failures, cases.errors, cases.skipped, cases.text);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"tryall check against {}\" tests=\"{}\" "
      "failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n{}</testsuites>\n",
      escaped(report.baseline), all.tests, all.failures, all.errors, all.skipped, all.text);
}

}  // namespace tryall::tracking
