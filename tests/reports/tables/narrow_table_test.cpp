#include <algorithm>
#include <sstream>

#include "catch.hpp"
#include "random_values.hpp"
#include "tryall/reports/tables/table.hpp"

using tryall::reports::Cell;
using tryall::reports::Format;
using tryall::reports::render;
using tryall::reports::Table;

namespace {

std::size_t widest_line(const std::string& text) {
  std::istringstream lines(text);
  std::size_t most = 0;
  for (std::string line; std::getline(lines, line);) most = std::max(most, line.size());
  return most;
}

const Table narrow_board = {
    {"rank", "init", "optimizer", "learning_rate", "validation_accuracy", "difference", "", "test_accuracy",
     "n"},
    {{std::int64_t{1}, "xavier", "adam", 0.0316227766, "95.63 %", Cell(), "best", "93.87 %", std::int64_t{3}},
     {std::int64_t{2}, "xavier", "momentum", 0.1, "93.33 %", "-2.30 [-44.58, +39.98]", "=", "91.64 %",
      std::int64_t{3}}}};

}  // namespace

TEST_CASE("a leaderboard is narrowed to 80 columns by its head, its digits and its gaps") {
  CHECK(widest_line(render(narrow_board, Format::table)) == 107);
  CHECK(render(narrow_board, Format::table, 80) ==
        "                      learning validation                             test_\n"
        "rank init   optimizer    _rate _accuracy  difference                  accuracy n\n"
        "   1 xavier adam        0.0316 95.63 %                           best 93.87 %  3\n"
        "   2 xavier momentum       0.1 93.33 %    -2.30 [-44.58, +39.98] =    91.64 %  3\n");
}

TEST_CASE("a table that fits is left alone, and so is what programs read") {
  const std::string whole = render(narrow_board, Format::table);
  CHECK(render(narrow_board, Format::table, 107) == whole);
  CHECK(render(narrow_board, Format::table, 106) != whole);
  for (const Format format : {Format::csv, Format::json, Format::markdown})
    CHECK(render(narrow_board, format, 20) == render(narrow_board, format));
}

TEST_CASE("a long text takes several lines beside its name") {
  const Table table = {
      {"optimizer", "what"},
      {{"sgd", "w -= lr g"}, {"momentum", "v = a v - lr g; w += v; form buffer, as PyTorch: b = a b + g"}}};
  CHECK(render(table, Format::table, 40) ==
        "optimizer  what\n"
        "sgd        w -= lr g\n"
        "momentum   v = a v - lr g; w += v; form\n"
        "           buffer, as PyTorch: b = a b +\n"
        "           g\n");
}

TEST_CASE("narrowed numbers keep their values apart and their form") {
  const auto narrowed = [](const std::vector<Cell>& numbers) {
    Table table{{"x", std::string(30, 'y')}, {}};
    for (const Cell& number : numbers) table.rows.push_back({number, Cell()});
    std::istringstream lines(render(table, Format::table, 20));
    std::vector<std::string> texts;
    for (std::string line; std::getline(lines, line);)
      texts.push_back(line.substr(std::min(line.find_first_not_of(' '), line.size())));
    texts.erase(texts.begin());
    return texts;
  };
  CHECK(narrowed({0.0316227766, 0.1}) == std::vector<std::string>{"0.0316", "0.1"});
  CHECK(narrowed({0.912342, 0.912341}) == std::vector<std::string>{"0.912342", "0.912341"});
  CHECK(narrowed({0.91234, 0.91211}) == std::vector<std::string>{"0.9123", "0.9121"});
  CHECK(narrowed({12345.0, 0.5}) == std::vector<std::string>{"12345", "0.5"});
  CHECK(narrowed({1e-7, 1.23456e-7}) == std::vector<std::string>{"1e-07", "1.23e-07"});
}

TEST_CASE("names and words are never broken, however little room there is") {
  const std::string text = render(narrow_board, Format::table, 10);
  for (const char* word : {"validation", "momentum", "optimizer", "93.33"})
    CHECK_THAT(text, ContainsSubstring(word));
  CHECK(widest_line(text) < 80);
}
