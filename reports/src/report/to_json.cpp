#include "frame.hpp"
#include "sections/sections.hpp"
#include "tryall/reports/tables/json_text.hpp"

namespace tryall::reports {
namespace {

template <class Content>
void write_section(const char* name, const std::optional<Content>& section, const SweepData& data,
                   Json& sections) {
  if (!section) return;
  sections[name] = section->missing.empty() ? section_json(*section, data) : missing_json(section->missing);
}

Json sections_json(const Report& report) {
  Json sections = {{"overview", section_json(report.overview)}};
#define TRYALL_SECTION(type, name, title) write_section(#name, report.name, *report.data, sections);
  TRYALL_REPORT_SECTIONS(TRYALL_SECTION)
#undef TRYALL_SECTION
  return sections;
}

}  // namespace

std::string to_json(const Report& report) {
  Json document = {{"format", "tryall-report"}, {"version", 1}, {"title", report.data->sweep.label}};
  if (!report.generator.empty()) document["generator"] = report.generator;
  write_frame(report, document);
  document["sections"] = sections_json(report);
  return json_text(document, -1) + '\n';
}

}  // namespace tryall::reports
