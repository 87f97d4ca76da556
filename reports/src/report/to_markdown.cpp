#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>

#include "numbers.hpp"
#include "tryall/reports/report/report.hpp"
#include "tryall/reports/results/quantities.hpp"
#include "tryall/reports/tables/table.hpp"
#include "words.hpp"

namespace tryall::reports {
namespace {

/// A file's name in a link: all but letters, digits and a few signs as %XX.
std::string address(const std::string& name) {
  std::string result;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool kept = std::isalnum(byte) || c == '.' || c == '_' || c == '-';
    result += kept ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return result;
}

/// "97.83 % [97.7 %, 97.9 %]", or "none".
std::string value_cell(const Metric& metric, const Estimate& value) {
  if (std::isnan(value.center)) return "none";
  std::string text = value_text(metric, value.center);
  if (value.has_interval())
    text += fmt::format(" [{}, {}]", value_text(metric, value.low), value_text(metric, value.high));
  return text;
}

/// A column of the leaderboard.
struct MarkdownColumn {
  std::string head;
  bool number = true;
  std::function<std::string(const LeaderboardRow&)> cell;
};

std::vector<MarkdownColumn> leaderboard_columns(const SweepData& data, const LeaderboardSection& board) {
  const Metric& metric = *data.objective;
  std::vector<MarkdownColumn> columns;
  if (board.families.size() > 1)
    columns.push_back(
        {"data", false, [&](const LeaderboardRow& row) { return board.families[row.family].label; }});
  columns.push_back(
      {"rank", true, [](const LeaderboardRow& row) { return row.rank ? std::to_string(*row.rank) : ""; }});
  columns.push_back(
      {"group", false, [&](const LeaderboardRow& row) { return group_words(data, row.group); }});
  columns.push_back(
      {metric_label(metric), true, [&](const LeaderboardRow& row) { return value_cell(metric, row.value); }});
  const bool tested = std::any_of(board.families.begin(), board.families.end(),
                                  [](const Comparable& family) { return family.tested(); });
  if (tested) {
    columns.push_back({metric.share ? "difference to the best, points" : "difference to the best", true,
                       [&](const LeaderboardRow& row) {
                         return row.gap.has_interval()
                                    ? difference_text(metric, row.gap.center, row.gap.low, row.gap.high)
                                    : "";
                       }});
    columns.push_back({"", false, [](const LeaderboardRow& row) { return row.mark; }});
  }
  if (board.test_metric) {
    const Metric& test = data.metrics()[*board.test_metric];
    columns.push_back({metric_label(test), true,
                       [&test](const LeaderboardRow& row) { return value_cell(test, row.test); }});
  }
  columns.push_back(
      {"n", true, [](const LeaderboardRow& row) { return std::to_string(row.value.n + row.failed); }});
  columns.push_back({"diverged", true, [](const LeaderboardRow& row) { return std::to_string(row.failed); }});
  return columns;
}

std::string leaderboard(const SweepData& data, const LeaderboardSection& board) {
  constexpr std::size_t most_rows = 10;  // of a family
  const std::vector<MarkdownColumn> columns = leaderboard_columns(data, board);
  std::string text = "|", rule = "|";
  for (const MarkdownColumn& column : columns) {
    text += " " + markdown_text(column.head) + " |";
    rule += column.number ? " ---: |" : " --- |";
  }
  text += "\n" + rule + "\n";
  bool any_tie = false;
  std::vector<std::size_t> shown(board.families.size(), 0);
  for (const LeaderboardRow& row : board.rows) {
    if (shown[row.family]++ >= most_rows) continue;
    any_tie = any_tie || row.verdict == statistics::TieMark::tied;
    text += "|";
    for (const MarkdownColumn& column : columns) text += " " + markdown_text(column.cell(row)) + " |";
    text += "\n";
  }
  return text + fmt::format(
                    "\n{}{} in all.{}\n",
                    board.interval.empty() ? "" : markdown_text("Brackets: " + board.interval + ". "),
                    plural(board.groups_in_all, "group"),
                    any_tie ? " =: the 95 % interval of the difference to the best, for all groups together, "
                              "reaches 0. Tied is not equal."
                            : "");
}

/// "97.83 % [97.7 %, 97.9 %] (1 of 5 diverged) -0.42 points", the last where the commit begins a new level.
std::string past_cell(const Metric& metric, const GroupHistory& history, std::size_t commit) {
  const auto point = std::find_if(history.points.begin(), history.points.end(),
                                  [&](const CommitValue& one) { return one.commit == commit; });
  if (point == history.points.end()) return "";
  Estimate value = point->value;
  for (double* one : {&value.center, &value.low, &value.high}) *one = as_written(*one);
  std::string text = value_cell(metric, value);
  if (point->failed > 0) text += fmt::format(" ({} of {} diverged)", point->failed, value.n + point->failed);
  for (const CommitChange& change : history.changes)
    if (change.commit == commit)
      text += fmt::format(" **{}, {}{}**", markdown_text(change.text), change.verdict,
                          change.accepted ? ", accepted" : "");
  return text;
}

/// The last commits, a row each.
std::string history_table(const Metric& metric, const HistorySection& history) {
  constexpr std::size_t most_rows = 10;
  const std::vector<HistoryCommit>& commits = history.commits;
  std::string head = "| commit | date |", rule = "| --- | --- |", baseline = "| baseline | |";
  bool any_baseline = false;
  for (const GroupHistory& series : history.series) {
    head += " " + markdown_text(series.label) + " |";
    rule += " ---: |";
    any_baseline = any_baseline || series.baseline;
    baseline += series.baseline ? " " + value_text(metric, as_written(series.baseline->value)) + " |" : " |";
  }
  std::string text = head + "\n" + rule + "\n";
  for (std::size_t i = commits.size() - std::min(most_rows, commits.size()); i < commits.size(); ++i) {
    text += fmt::format("| {} | {} |", markdown_text(commits[i].label), commits[i].date);
    for (const GroupHistory& series : history.series) text += " " + past_cell(metric, series, i) + " |";
    text += "\n";
  }
  return any_baseline ? text + baseline + "\n" : text;
}

template <class Content>
std::string finding_line(const std::string& title, const std::optional<Content>& section) {
  if (title.empty() || !section) return "";
  const std::string& said = section->finding.empty() ? section->missing : section->finding;
  return said.empty() ? "" : fmt::format("- **{}**: {}\n", title, markdown_text(said));
}

std::string findings(const Report& report) {
  std::string text;
#define TRYALL_SECTION(type, name, title) text += finding_line(title, report.name);
  TRYALL_REPORT_SECTIONS(TRYALL_SECTION)
#undef TRYALL_SECTION
  return text;
}

}  // namespace

std::string to_markdown(const Report& report, const std::string& figure_stem) {
  const SweepData& data = *report.data;
  const OverviewSection& overview = report.overview;
  std::string text = fmt::format("## {}\n\n{}\n\n{}\n", markdown_text(data.sweep.label),
                                 markdown_text(overview.question), markdown_text(overview.finding));
  if (!overview.warnings.empty()) text += "\n";
  for (const Warning& warning : overview.warnings) text += "> " + markdown_text(warning.text) + "  \n";
  if (report.leaderboard) text += "\n" + leaderboard(data, *report.leaderboard);
  if (const std::string said = findings(report); !said.empty()) text += "\n" + said;
  if (report.history && report.history->missing.empty())
    text += "\n" + history_table(*data.objective, *report.history);
  if (!figure_stem.empty())
    for (const ReportFigure& figure : figures(report))
      text +=
          fmt::format("\n![{}]({}-{}.svg)\n", markdown_text(figure.title), address(figure_stem), figure.name);
  text += "\n";
  for (const auto& [label, value] : overview.facts)
    text += fmt::format("{}: {}  \n", markdown_text(label), markdown_text(value));
  return text;
}

}  // namespace tryall::reports
