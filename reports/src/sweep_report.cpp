#include "tryall/reports/sweep_report.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "leaderboard_cells.hpp"
#include "report_sections.hpp"

namespace tryall::reports {
namespace {

std::string cell_text(const Cell& cell) {
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
  if (const auto* number = std::get_if<double>(&cell)) return short_number(*number);
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return "";
}

struct Counts {
  std::size_t runs = 0, completed = 0, diverged = 0, failed = 0, seeds = 0;
  double wall_seconds = 0;
};

Counts count(const std::vector<GroupRow>& groups) {
  Counts counts;
  for (const GroupRow& group : groups) {
    counts.seeds = std::max(counts.seeds, group.runs.size());
    for (const RunRow& run : group.runs) {
      ++counts.runs;
      counts.completed += run.outcome == train::Outcome::completed;
      counts.diverged += run.outcome == train::Outcome::diverged;
      counts.failed += run.outcome == train::Outcome::failed;
      counts.wall_seconds += run.wall_seconds;
    }
  }
  return counts;
}

std::vector<std::pair<std::string, std::string>> facts(SQLite::Database& database, const SweepRow& sweep,
                                                       const std::vector<GroupRow>& groups) {
  const Counts counts = count(groups);
  std::vector<std::pair<std::string, std::string>> facts = {
      {"Selected by",
       fmt::format("{}, {}", sweep.metric,
                   sweep.direction == train::Direction::maximize ? "larger is better" : "smaller is better")},
      {"Groups", fmt::format("{} of up to {} seeds", groups.size(), counts.seeds)},
      {"Runs", fmt::format("{} of {}: {} completed, {} diverged, {} failed", counts.runs, sweep.runs,
                           counts.completed, counts.diverged, counts.failed)},
      {"Training time",
       fmt::format("{} in all, summed over workers", sweeps::clock_text(counts.wall_seconds))}};
  SQLite::Statement made(
      database,
      "SELECT DISTINCT tryall_version, \"commit\", dirty, cpu FROM v_runs WHERE run IN (SELECT "
      "run_key FROM sweep_runs WHERE sweep_id = ?) ORDER BY 1, 2, 3, 4");
  made.bind(1, sweep.id);
  std::string by;
  while (made.executeStep()) {
    const std::string commit = made.getColumn(1).getString();
    by += fmt::format("{}tryall {}{}{} on {}", by.empty() ? "" : "; ", made.getColumn(0).getString(),
                      commit.empty() ? "" : " at " + commit,
                      made.getColumn(2).getInt() ? " with changes" : "", made.getColumn(3).getString());
  }
  if (!by.empty()) facts.emplace_back("Made by", by);
  return facts;
}

PageSection leaderboard_section(const Leaderboard& board) {
  constexpr std::size_t most_rows = 12;
  Leaderboard shown = board;
  shown.ranking.top = most_rows;
  const Table table = table_for_people(shown);
  PageSection section{
      .title = "Leaderboard",
      .finding = leaderboard_finding(board),
      .figure_svg = "",
      .note = fmt::format("Mean and standard deviation (n - 1) over seeds; selected on {}, test shown "
                          "beside it. Groups with diverged seeds come last. No test of significance "
                          "was made: groups whose values overlap may be equally good.{}",
                          board.ranking.metric,
                          board.standings.size() > most_rows
                              ? fmt::format(" The first {} of {} groups; tryall query lists all.", most_rows,
                                            board.standings.size())
                              : ""),
      .table_header = table.columns,
      .table_rows = {},
      .numeric = {}};
  for (const auto& row : table.rows) {
    std::vector<std::string> texts;
    for (const Cell& cell : row) texts.push_back(cell_text(cell));
    section.table_rows.push_back(std::move(texts));
  }
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    section.numeric.push_back(std::none_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
      return i > 0 && i <= board.axes.size() && std::holds_alternative<std::string>(row[i]);
    }));
  return section;
}

}  // namespace

Page sweep_report(SQLite::Database& database, const SweepRow& sweep) {
  SQLite::Transaction snapshot(database);  // one state of the store for the whole report
  const std::vector<GroupRow> groups = select_groups(database, {.sweep = sweep.id});
  const Leaderboard board = rank(groups, {sweep.metric, sweep.direction});
  Page page{.title = sweep.name, .facts = facts(database, sweep, groups), .sections = {}};
  page.sections.push_back(leaderboard_section(board));
  if (groups.empty()) return page;
  page.sections.push_back(interaction_section(board));
  page.sections.push_back(curves_section(database, board));
  if (PageSection diverged = divergence_section(database, sweep, board.axes); !diverged.table_rows.empty())
    page.sections.push_back(std::move(diverged));
  return page;
}

std::string file_name(const std::string& sweep, const std::string& ending) {
  std::string name;
  for (const char c : sweep)
    name += std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-' ? c : '-';
  if (name.empty() || name[0] == '.' || name[0] == '-') name.insert(0, "sweep");
  return name + ending;
}

}  // namespace tryall::reports
