#pragma once

#include "report/json_columns.hpp"
#include "tryall/reports/report/report.hpp"

namespace tryall::reports {

/// What sections are made of. There is at least one run.
struct SectionSource {
  const StoreReader& store;
  const SweepData& data;
  const ReportOptions& options;
};

/// A file each: `pareto_section(source)` works a section out, nothing where its question does not arise;
/// `section_json(section, data)` writes it as docs/report-json.md describes it, where it is not missing.
#define TRYALL_SECTION(type, name, title)                          \
  std::optional<type> name##_section(const SectionSource& source); \
  Json section_json(const type& section, const SweepData& data);
TRYALL_REPORT_SECTIONS(TRYALL_SECTION)
#undef TRYALL_SECTION

/// Answers by what the other sections of the report found.
OverviewSection overview_section(const Report& report);

/// The best group, its value, and how many are tied with it.
std::string answer(const SweepData& data);
/// How many groups of each family are tied with its best, and how many behind.
std::string ties_finding(const SweepData& data);

Json section_json(const OverviewSection& section);

/// A section that has nothing to show.
template <class Content>
Content missing_section(const std::string& why) {
  Content section;
  section.missing = why;
  return section;
}

/// Without the ends of an interval that says nothing: of fewer than three values, or of values that are all
/// the same.
Estimate estimate(double center, const statistics::Interval& interval, std::size_t n);
Estimate estimate(const GroupScore& score);

/// The fewest seeds of which bootstrap intervals are shown: below, they are too short.
inline constexpr std::size_t fewest_for_bootstrap = 5;

/// The groups that tables show: the best of all, and the best of each arm.
std::vector<std::size_t> best_groups(const SweepData& data, std::size_t most);
/// The best group of each arm that has one, best first; without arms the `most` best groups.
std::vector<std::size_t> contenders(const SweepData& data, std::size_t most);
/// The group's place on the board.
const Standing& standing_of(const SweepData& data, std::size_t group);
/// The counterpart on the test split of a validation metric, where there is one and runs have values of it.
std::optional<std::size_t> test_counterpart(const SweepData& data);
/// Adds to the finding and the note which groups the section is about, where others have other data or
/// losses.
void say_what_is_compared(const SweepData& data, Section& section);
/// " among groups that can be compared", where there are others.
std::string among_comparable(const SweepData& data);
/// Whether any run has a value of the metric.
bool has_metric(const SweepData& data, std::size_t metric);

}  // namespace tryall::reports
