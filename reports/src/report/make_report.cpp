#include <algorithm>
#include <cctype>

#include "report/sections/sections.hpp"
#include "tryall/reports/report/report.hpp"

namespace tryall::reports {
namespace {

Json all_sections(const StoreReader& store, const SweepData& data, const ReportOptions& options) {
  Json sections = {{"overview", nullptr}};  // its place is the first
  if (data.run_count == 0) return sections;
  const auto put = [&](const char* name, Json section) {
    if (!section.is_null()) sections[name] = std::move(section);
  };
  put("leaderboard", leaderboard_section(data, options.leaders));
  put("axis_effects", axis_effects_section(data));
  put("interactions", interactions_section(data));
  put("parallel", parallel_section(data));
  put("curves", curves_section(store, data));
  put("robustness", robustness_section(data));
  put("importance", importance_section(data));
  put("significance", significance_section(data));
  put("failures", failures_section(data));
  put("pareto", pareto_section(data));
  put("history", history_section(store, data, options));
  return sections;
}

}  // namespace

Report make_report(const StoreReader& store, const SweepRow& sweep, const ReportOptions& options) {
  const StoreReader::Snapshot snapshot(store);
  SweepData data = read_sweep_data(store, sweep);
  Report report{.document = {{"format", "tryall-report"}, {"version", 1}, {"title", sweep.name}},
                .groups = {},
                .board = {},
                .axes = {},
                .metrics = data.metrics()};
  if (!options.generator.empty()) report.document["generator"] = options.generator;
  write_frame(data, options.leaders, report.document);
  Json sections = all_sections(store, data, options);
  sections["overview"] = overview_section(data, sections);
  if (sections.contains("curves")) add_metrics_of_curves(data, sections["curves"], report.document);
  report.document["sections"] = std::move(sections);
  report.board = std::move(data.board);
  for (const ReportAxis& axis : data.axes) report.axes.push_back(axis.name);
  report.groups = std::make_shared<const std::vector<Group>>(std::move(data.groups));  // they stay in place
  return report;
}

std::string to_json(const Report& report) {
  return report.document.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string file_name(const std::string& sweep, const std::string& ending) {
  std::string name;
  for (const char c : sweep)
    name += std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-' ? c : '-';
  if (name.empty() || name[0] == '.' || name[0] == '-') name.insert(0, "sweep");
  return name + ending;
}

}  // namespace tryall::reports
