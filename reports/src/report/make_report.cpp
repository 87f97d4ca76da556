#include <algorithm>
#include <cctype>

#include "report/sections/sections.hpp"

namespace tryall::reports {

Report make_report(const StoreReader& store, const SweepRow& sweep, const ReportOptions& options) {
  const StoreReader::Snapshot snapshot(store);
  Report report{.generator = options.generator,
                .data = std::make_shared<const SweepData>(read_sweep_data(store, sweep, options))};
  if (report.data->run_count > 0) {
    const SectionSource source{store, *report.data, options};
#define TRYALL_SECTION(type, name, title) report.name = name##_section(source);
    TRYALL_REPORT_SECTIONS(TRYALL_SECTION)
#undef TRYALL_SECTION
  }
  report.overview = overview_section(report);
  return report;
}

std::string file_name(const std::string& sweep, const std::string& ending) {
  std::string name;
  for (const char c : sweep)
    name += std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-' ? c : '-';
  if (name.empty() || name[0] == '.' || name[0] == '-') name.insert(0, "sweep");
  return name + ending;
}

}  // namespace tryall::reports
