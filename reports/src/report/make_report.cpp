#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <cctype>

#include "report/sections/sections.hpp"
#include "tryall/reports/report/report.hpp"

namespace tryall::reports {
namespace {

/// One state of the store while it lives, inside a transaction of the caller's or not.
class Snapshot {
 public:
  explicit Snapshot(SQLite::Database& database) : database_(database) { database_.exec("SAVEPOINT report"); }
  ~Snapshot() { database_.tryExec("RELEASE report"); }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  SQLite::Database& database_;
};

Json all_sections(SQLite::Database& database, const SweepData& data, const ReportOptions& options) {
  Json sections = {{"overview", nullptr}};  // its place is the first
  if (data.runs.empty()) return sections;
  const auto put = [&](const char* name, Json section) {
    if (!section.is_null()) sections[name] = std::move(section);
  };
  put("leaderboard", leaderboard_section(data, options.leaders));
  put("axis_effects", axis_effects_section(data));
  put("interactions", interactions_section(data));
  put("parallel", parallel_section(data));
  put("curves", curves_section(database, data));
  put("robustness", robustness_section(data));
  put("importance", importance_section(data));
  put("significance", significance_section(data));
  put("failures", failures_section(data));
  put("pareto", pareto_section(data));
  put("history", history_section(database, data, options));
  return sections;
}

}  // namespace

Report make_report(SQLite::Database& database, const SweepRow& sweep, const ReportOptions& options) {
  const Snapshot snapshot(database);
  const SweepData data = read_sweep_data(database, sweep);
  Report report{.document = {{"format", "tryall-report"}, {"version", 1}, {"title", sweep.name}},
                .axes = {},
                .leaders = {}};
  if (!options.generator.empty()) report.document["generator"] = options.generator;
  write_frame(data, options.leaders, report.document);
  Json sections = all_sections(database, data, options);
  sections["overview"] = overview_section(data, sections);
  report.document["sections"] = std::move(sections);
  for (const ReportAxis& axis : data.axes) report.axes.push_back(axis.name);
  for (std::size_t i = 0; i < std::min(options.leaders, data.order.size()); ++i)
    report.leaders.push_back(data.groups[data.order[i]].key);
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
