#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "tryall/tracking/check_output.hpp"

namespace tryall::tracking {
namespace {

using reports::short_number;

std::string measure_name(const MeasureCheck& measure) {
  if (!measure.arrivals) return measure.metric;
  return fmt::format("epochs to {} {}", measure.metric, short_number(measure.arrivals->target));
}

std::string interval_text(const MeasureCheck& measure) {
  const statistics::Interval& interval = measure.change.interval;
  if (!std::isfinite(interval.low)) return short_number(measure.change.mean_difference);
  return fmt::format("{} [{}, {}]", short_number(measure.change.mean_difference), short_number(interval.low),
                     short_number(interval.high));
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
                            short_number(measure.mean_before), short_number(measure.mean_now),
                            interval_text(measure), short_number(measure.margin), verdict_text(measure),
                            measure.note});
  }
  return table;
}

std::string to_plain(const CheckReport& report) {
  return fmt::format("{}{}\n{}\n", reports::render(check_table(report), reports::Format::table),
                     fmt::join(numerics_lines(report), "\n"), summary_text(report));
}

std::string to_markdown(const CheckReport& report) {
  const int status = report.status();
  const char* title = status == 0   ? "same or better"
                      : status == 1 ? "worse"
                      : status == 3 ? "not enough data"
                                    : "could not run";
  std::string text = fmt::format("### Training quality: {}\n\n{}\n\n", title, summary_text(report));
  text += reports::render(check_table(report), reports::Format::markdown) + "\n";
  for (const std::string& line : numerics_lines(report)) text += "- " + line + "\n";
  return text;
}

}  // namespace tryall::tracking
