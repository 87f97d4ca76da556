#include <fmt/format.h>

#include "tryall/reports/figures/figure.hpp"
#include "tryall/tracking/check_output.hpp"

namespace tryall::tracking {
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
                                      reports::short_number(measure.mean_before),
                                      reports::short_number(measure.mean_now), measure.seeds_now);
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
