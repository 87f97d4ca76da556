#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "tryall/reports/report/report.hpp"
#include "tryall/reports/tables/table.hpp"
#include "words.hpp"

namespace tryall::reports {
namespace {

using Json = nlohmann::ordered_json;

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

std::string text_of(const Json& object, const char* field) {
  const auto found = object.find(field);
  return found == object.end() || !found->is_string() ? "" : found->get<std::string>();
}

const Json* find_section(const Report& report, const char* name) {
  const Json& sections = report.document["sections"];
  const auto found = sections.find(name);
  return found == sections.end() ? nullptr : &*found;
}

/// The center with its interval, whose ends stand in the columns.
std::string value_cell(const Metric& metric, double center, const Json& values, std::size_t row) {
  const Json &low = values["low"][row], &high = values["high"][row];
  if (std::isnan(center)) return "none";
  std::string text = value_text(metric, center);
  if (!low.is_null() && !high.is_null())
    text += fmt::format(" [{}, {}]", value_text(metric, low.get<double>()),
                        value_text(metric, high.get<double>()));
  return text;
}

/// The mean of a row of the leaderboard to the last bit: six digits of it may round to another text.
double mean_of(const Report& report, std::size_t row, const Metric& metric) {
  const sweeps::Running& values =
      report.board.standings[row].metrics[metric_index(report.metrics, metric.name)];
  return values.count() == 0 ? std::nan("") : values.mean();
}

std::string leaderboard(const Report& report, const Json& board) {
  const Json& document = report.document;
  constexpr std::size_t most_rows = 10;
  std::vector<std::pair<const Metric*, const Json*>> columns = {
      {&find_metric(report.metrics, board["metric"].get<std::string>()), &board}};
  if (const auto also = board.find("also"); also != board.end())
    for (const Json& other : *also)
      columns.emplace_back(&find_metric(report.metrics, other["metric"].get<std::string>()), &other);
  std::string head = "| rank | group |", rule = "| ---: | --- |";
  for (const auto& [metric, values] : columns) {
    head += " " + markdown_text(metric_label(*metric)) + " |";
    rule += " ---: |";
  }
  std::string text = head + " n | failed |\n" + rule + " ---: | ---: |\n";
  bool any_tie = false;
  for (std::size_t row = 0; row < board["group"].size() && row < most_rows; ++row) {
    any_tie = any_tie || !board["tie"][row].is_null();
    const std::string rank = board["rank"][row].is_null() ? "" : board["rank"][row].dump();
    text += fmt::format("| {}{} | {} |", rank, board["tie"][row].is_null() ? "" : " a",
                        markdown_text(group_words(document, board["group"][row].get<std::size_t>())));
    for (const auto& [metric, values] : columns)
      text += " " + value_cell(*metric, mean_of(report, row, *metric), *values, row) + " |";
    text += fmt::format(" {} | {} |\n", board["n"][row].dump(), board["failed"][row].dump());
  }
  text += fmt::format(
      "\n{}{} group{} in all.{}\n",
      board.contains("interval") ? markdown_text("Brackets: " + text_of(board, "interval") + ". ") : "",
      board["groups_in_all"].dump(), board["groups_in_all"] == 1 ? "" : "s",
      any_tie ? " Rows with the letter a cannot be told apart from the first." : "");
  return text;
}

/// "97.83 % [97.7 %, 97.9 %] -0.42 points", the last where the commit begins a new level.
std::string past_cell(const Metric& metric, const Json& series, std::size_t commit) {
  const Json& commits = series["commit"];
  const auto found = std::find(commits.begin(), commits.end(), commit);
  if (found == commits.end()) return "";
  const auto row = static_cast<std::size_t>(found - commits.begin());
  const Json& center = series["center"][row];
  std::string text = value_cell(metric, center.is_null() ? std::nan("") : center.get<double>(), series, row);
  if (const auto changes = series.find("change_points"); changes != series.end())
    for (const Json& change : *changes)
      if (change["commit"] == commit)
        text += fmt::format(" **{}, {}{}**", markdown_text(text_of(change, "text")),
                            text_of(change, "verdict"), change.contains("accepted") ? ", accepted" : "");
  return text;
}

/// The last commits, a row each.
std::string history_table(const Report& report, const Json& history) {
  constexpr std::size_t most_rows = 10;
  const Metric& metric = find_metric(report.metrics, history["metric"].get<std::string>());
  const Json& commits = history["commits"];
  std::string head = "| commit | date |", rule = "| --- | --- |", baseline = "| baseline | |";
  bool any_baseline = false;
  for (const Json& series : history["series"]) {
    head += " " + markdown_text(text_of(series, "label")) + " |";
    rule += " ---: |";
    const bool has_baseline = series.contains("baseline");
    any_baseline = any_baseline || has_baseline;
    baseline +=
        has_baseline ? " " + value_text(metric, series["baseline"]["value"].get<double>()) + " |" : " |";
  }
  std::string text = head + "\n" + rule + "\n";
  for (std::size_t i = commits.size() - std::min(most_rows, commits.size()); i < commits.size(); ++i) {
    text +=
        fmt::format("| {} | {} |", markdown_text(text_of(commits[i], "label")), text_of(commits[i], "date"));
    for (const Json& series : history["series"]) text += " " + past_cell(metric, series, i) + " |";
    text += "\n";
  }
  return any_baseline ? text + baseline + "\n" : text;
}

std::string findings(const Report& report) {
  constexpr std::pair<const char*, const char*> titles[] = {
      {"axis_effects", "Axes"},     {"interactions", "Interactions"},   {"curves", "Learning curves"},
      {"robustness", "Robustness"}, {"importance", "Importance"},       {"significance", "Significance"},
      {"failures", "Failures"},     {"pareto", "Cost against quality"}, {"history", "History"}};
  std::string text;
  for (const auto& [name, title] : titles)
    if (const Json* section = find_section(report, name)) {
      std::string said = text_of(*section, "finding");
      if (said.empty()) said = text_of(*section, "missing");
      if (!said.empty()) text += fmt::format("- **{}**: {}\n", title, markdown_text(said));
    }
  return text;
}

}  // namespace

std::string to_markdown(const Report& report, const std::string& figure_stem) {
  const Json& overview = *find_section(report, "overview");
  std::string text =
      fmt::format("## {}\n\n{}\n\n{}\n", markdown_text(text_of(report.document, "title")),
                  markdown_text(text_of(overview, "question")), markdown_text(text_of(overview, "finding")));
  if (const Json& warnings = overview["warnings"]; !warnings.empty()) {
    text += "\n";
    for (const Json& warning : warnings) text += "> " + markdown_text(text_of(warning, "text")) + "  \n";
  }
  if (const Json* board = find_section(report, "leaderboard")) text += "\n" + leaderboard(report, *board);
  if (const std::string said = findings(report); !said.empty()) text += "\n" + said;
  if (const Json* history = find_section(report, "history"); history && history->contains("series"))
    text += "\n" + history_table(report, *history);
  if (!figure_stem.empty())
    for (const ReportFigure& figure : figures(report))
      text +=
          fmt::format("\n![{}]({}-{}.svg)\n", markdown_text(figure.title), address(figure_stem), figure.name);
  text += "\n";
  for (const Json& fact : overview["facts"])
    text += fmt::format("{}: {}  \n", markdown_text(fact[0].get<std::string>()),
                        markdown_text(fact[1].get<std::string>()));
  return text;
}

}  // namespace tryall::reports
