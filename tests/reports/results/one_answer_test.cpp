// One answer to one question: the terminal, report.json (which the page is drawn from) and Markdown agree on
// what random stores hold.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <sstream>

#include "../report/report_checks.hpp"
#include "tryall/reports/compare/compare.hpp"
#include "tryall/reports/query/leaderboard.hpp"

using namespace tryall::testing;
using tryall::Config;
using tryall::reports::Cell;
using tryall::reports::Leaderboard;
using tryall::reports::Report;
using tryall::reports::Table;

namespace {

constexpr std::uint32_t stores = 100;

/// Draws a sweep and what its runs come to.
class RandomSweep {
 public:
  explicit RandomSweep(std::uint32_t number) : number_(number), random_(number) {
    constexpr double shares[] = {0, 0, 0.1, 0.4};
    failing_ = shares[below(4)];
    unmeasured_ = shares[below(4)] / 4;
    steps_ = below(2) == 0 ? 20 : 1'000'000;  // coarse values tie
    noise_ = below(3) == 0 ? 0 : 0.05;
    minimize_ = below(3) == 0;
  }

  std::string text() {
    Json json = {{"name", "random"}, {"objective", {{"metric", metric()}}}};
    json["axes"]["optimizer"] = some({"sgd", "adam", "momentum"});
    json["axes"]["learning_rate"] = some({0.1, 0.01, 0.001});
    json["axes"]["regularizer"] = some({"none", "l2"});
    json["axes"]["dataset"] = some({"digits", "iris"});
    json["axes"]["seed"] = {{"count", 1 + below(6)}};
    return json.dump();
  }
  std::string metric() const { return minimize_ ? "validation_loss" : "validation_accuracy"; }

  FakeTrainer::Run run() const {
    return [*this](const Config& config, std::uint64_t seed, const auto&) {
      if (draw(config, seed, 1) < failing_) return diverged_run();
      const double level = 0.5 + 0.1 * std::round(4 * draw(config, 0, 2));
      const double value = level + noise_ * (draw(config, seed, 3) - 0.5);
      auto result = completed_run(std::round(steps_ * value) / steps_);
      if (draw(config, seed, 4) < unmeasured_)
        for (double& one : result.final_values) one = std::nan("");
      return result;
    };
  }

 private:
  std::uint32_t below(std::uint32_t end) { return static_cast<std::uint32_t>(random_() % end); }
  Json some(std::vector<Json> values) {
    values.resize(1 + below(static_cast<std::uint32_t>(values.size())));
    return values;
  }
  double draw(const Config& config, std::uint64_t seed, std::uint64_t what) const {
    return score(config, seed + 1000 * what + 100'000 * std::uint64_t{number_});
  }

  std::uint32_t number_;
  std::mt19937 random_;
  double failing_ = 0, unmeasured_ = 0, steps_ = 1, noise_ = 0;
  bool minimize_ = false;
};

/// A cell of a table by its column's name; of no value where there is no such column.
Cell at(const Table& table, std::size_t row, const std::string& column) {
  const auto found = std::find(table.columns.begin(), table.columns.end(), column);
  if (found == table.columns.end()) return {};
  return table.rows[row][static_cast<std::size_t>(found - table.columns.begin())];
}

std::int64_t whole(const Cell& cell) { return std::get<std::int64_t>(cell); }

std::string text_of(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
  if (const auto* number = std::get_if<double>(&cell)) return tryall::reports::short_number(*number);
  return "";
}

/// The rows of the leaderboard in Markdown, each cell without its escapes.
std::vector<std::vector<std::string>> markdown_rows(const std::string& markdown) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(markdown.substr(markdown.rfind("\n|", markdown.find(" rank |")) + 1));
  for (std::string line; std::getline(lines, line) && line.starts_with("|");) {
    std::vector<std::string>& cells = rows.emplace_back();
    std::string cell;
    for (std::size_t i = 2; i < line.size(); ++i) {
      if (line[i] == '\\') {
        cell += line[++i];
      } else if (line[i] == '|') {
        cell.erase(cell.find_last_not_of(' ') + 1);
        cells.push_back(cell.substr(std::min(cell.find_first_not_of(' '), cell.size())));
        cell.clear();
      } else {
        cell += line[i];
      }
    }
  }
  rows.erase(rows.begin(), rows.begin() + 2);  // the head and the rule
  return rows;
}

/// "80.00" of "80.00 +- 0.12 %" and of "80.00 % [79.9 %, 80.1 %]".
std::string number_of(const std::string& text) { return text.substr(0, text.find(' ')); }

void check_json(const Report& report, const Table& programs, const std::string& metric) {
  const Json board = section(report, "leaderboard");
  const Json groups = document_of(report)["groups"];
  REQUIRE(board["group"].size() == programs.rows.size());
  for (std::size_t row = 0; row < board["group"].size(); ++row) {
    INFO("row " << row);
    const std::string key = groups["key"][board["group"][row].get<std::size_t>()];
    CHECK(text_of(at(programs, row, "group_key")).starts_with(key));
    const Cell mean = at(programs, row, "mean_" + metric);
    CHECK(board["center"][row].is_null() == std::holds_alternative<std::monostate>(mean));
    if (const auto* value = std::get_if<double>(&mean)) CHECK(board["center"][row].get<double>() == *value);
    CHECK(board["n"][row].get<std::int64_t>() + board["failed"][row].get<std::int64_t>() ==
          whole(at(programs, row, "n")));
    CHECK(board["verdict"][row].get<std::string>() == text_of(at(programs, row, "verdict")));
    for (const std::string column : {"gap", "gap_low", "gap_high"}) {
      const Cell cell = at(programs, row, column);
      CHECK(board[column][row].is_null() == std::holds_alternative<std::monostate>(cell));
      if (const auto* value = std::get_if<double>(&cell)) CHECK(board[column][row].get<double>() == *value);
    }
    CHECK((board["rank"][row].is_null() ? "" : board["rank"][row].dump()) ==
          text_of(at(programs, row, "rank")));
    CHECK((board["seeds_needed"][row].is_null() ? "" : board["seeds_needed"][row].dump()) ==
          text_of(at(programs, row, "seeds_needed")));
  }
}

/// The mark that a row's verdict has, as the terminal and Markdown show it.
std::string mark_of(const Json& board, std::size_t row) {
  const std::string verdict = board["verdict"][row];
  return verdict == "tied" ? "=" : verdict == "behind" ? "" : verdict;
}

void check_mark(const Json& board, std::size_t row, const std::string& mark) {
  if (board["verdict"][row] != "not compared")
    CHECK(mark == mark_of(board, row));
  else
    CHECK((mark.starts_with("diverged ") || mark.starts_with("n = ") || mark == "no value" ||
           mark == "not compared"));
}

void check_people(const Report& report, const Table& people, const Table& programs) {
  const Json board = section(report, "leaderboard");
  const bool tested =
      std::find(people.columns.begin(), people.columns.end(), "difference") != people.columns.end();
  for (std::size_t row = 0; row < board["group"].size(); ++row) {
    INFO("row " << row);
    CHECK(text_of(at(people, row, "rank")) ==
          (board["rank"][row].is_null() ? "" : board["rank"][row].dump()));
    if (!tested) continue;
    check_mark(board, row, text_of(at(people, row, "")));
    CHECK(board["mark"][row] == text_of(at(people, row, "")));
    const bool has_gap = std::holds_alternative<double>(at(programs, row, "gap_low"));
    CHECK(text_of(at(people, row, "difference")).empty() != has_gap);
  }
}

void check_markdown(const Report& report, const Table& people, const std::string& metric) {
  const Json board = section(report, "leaderboard");
  const auto rows = markdown_rows(to_markdown(report));
  REQUIRE(rows.size() == people.rows.size());
  const std::size_t first = board["families"].size() > 1 ? 1 : 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    INFO("row " << row);
    CHECK(rows[row][first] == text_of(at(people, row, "rank")));
    for (const std::string& name : report.data->axis_names()) {
      const std::string value = text_of(at(people, row, name));
      if (!value.empty())
        CHECK_THAT(rows[row][first + 1], ContainsSubstring(fmt::format("{}={}", name, value)));
    }
    const std::string value = text_of(at(people, row, metric));
    CHECK(number_of(rows[row][first + 2]) == (value == "-" ? "none" : number_of(value)));
    if (std::find(people.columns.begin(), people.columns.end(), "difference") != people.columns.end()) {
      CHECK(rows[row][first + 3] == text_of(at(people, row, "difference")));
      CHECK(rows[row][first + 4] == text_of(at(people, row, "")));
    }
    const std::size_t cells = rows[row].size();
    CHECK(std::stoll(rows[row][cells - 2]) == whole(at(people, row, "n")));
  }
}

/// The leaderboard with so many rows of each family.
Leaderboard first_of(const Report& report, std::size_t top) {
  Leaderboard board = report.data->board;
  board.ranking.top = top;
  return board;
}

/// Few rows say of each group what all rows say of it.
void check_some(const Table& all, const Table& some) {
  const auto place = [&](const Cell& key) {
    std::size_t row = 0;
    while (at(all, row, "group_key") != key) ++row;
    return row;
  };
  for (std::size_t row = 0; row < some.rows.size(); ++row)
    for (const std::string column : {"rank", "gap", "gap_low", "gap_high", "verdict", "seeds_needed"})
      CHECK(at(some, row, column) == at(all, place(at(some, row, "group_key")), column));
}

/// A comparison of the best with another says what the leaderboard's numbers let it say.
std::size_t check_comparisons(const tryall::reports::StoreReader& store, const Table& programs) {
  std::size_t decided = 0;
  for (std::size_t row = 1; row < std::min<std::size_t>(programs.rows.size(), 6); ++row) {
    const std::string verdict = text_of(at(programs, row, "verdict"));
    if (text_of(at(programs, 0, "verdict")) != "best" || (verdict != "tied" && verdict != "behind")) continue;
    if (at(programs, row, "family") != at(programs, 0, "family")) continue;
    INFO("row " << row);
    const auto comparison = compare(store, {.a = text_of(at(programs, 0, "group_key")),
                                            .b = text_of(at(programs, row, "group_key")),
                                            .sweep = "random"});
    CHECK(comparison.verdict != tryall::reports::CompareVerdict::too_few);
    if (verdict == "behind") CHECK(comparison.decided());
    const double sign = comparison.b_leads ? 1 : -1;
    const double gap = std::get<double>(at(programs, row, "gap"));
    CHECK(std::fabs(gap) == Approx(std::fabs(sign * comparison.gain)).margin(1e-12));
    decided += comparison.decided();
  }
  return decided;
}

}  // namespace

TEST_CASE("terminal, JSON and Markdown agree on ranks, means, ties, labels and counts of random stores") {
  std::size_t ties = 0, failures = 0, decided = 0;
  for (std::uint32_t number = 0; number < stores; ++number) {
    INFO("store " << number);
    RandomSweep sweep(number);
    StoredSweeps stored;
    stored.train(sweep.text(), sweep.run());
    const auto& store = stored.open();
    const Report report = make_report(store, store.counted_sweep("random"));
    const Table programs = table_for_programs(report.data->board);
    const Table people = table_for_people(report.data->board);
    const std::string metric = sweep.metric();
    CHECK(ask(store, {.sweep = "random"}).table.rows == programs.rows);
    CHECK(ask(store, {.sweep = "random", .for_people = true}).table.rows == people.rows);
    check_some(programs, ask(store, {.sweep = "random", .top = 3}).table);
    const Leaderboard shown = first_of(report, 20);
    check_json(report, table_for_programs(shown), metric);
    check_people(report, table_for_people(shown), table_for_programs(shown));
    decided += check_comparisons(store, programs);
    check_markdown(report, table_for_people(first_of(report, 10)), metric);
    for (std::size_t row = 1; row < people.rows.size(); ++row) {
      ties += at(programs, row, "verdict") == Cell("tied");
      failures += whole(at(programs, row, "diverged")) > 0;
    }
  }
  CHECK(ties > 20);  // there was something to agree on
  CHECK(failures > 20);
  CHECK(decided > 5);
}
