// What is to be known of a table before a model is trained on it.
#include "tryall/data/examine.hpp"

#include <fmt/format.h>

#include <cmath>
#include <functional>

#include "catch.hpp"
#include "csv_files.hpp"
#include "data/single_column.hpp"
#include "tryall/data/table_census.hpp"

namespace examine_test {

using tryall::data::examine;
using tryall::data::TableFindings;
using tryall::testing::CsvFiles;

namespace {

/// A number between 0 and 1 that follows from i alone.
double draw(int i) { return std::fmod(std::abs(std::sin(i * 12.9898 + 1) * 43758.5453), 1.0); }

std::string table(const std::string& header, int rows, const std::function<std::string(int)>& row) {
  std::string text = header + "\n";
  for (int i = 0; i < rows; ++i) text += row(i) + "\n";
  return text;
}

std::string names(const TableFindings& findings) {
  std::string all;
  for (const auto& one : findings.give_aways) all += one.column + " ";
  return all;
}

const char* label(int i) { return draw(i + 1000) < 0.4 ? "yes" : "no"; }

}  // namespace

TEST_CASE("a column that is another form of the class is named") {
  const std::pair<const char*, std::function<std::string(int)>> forms[] = {
      {"code", [](int i) { return label(i)[0] == 'y' ? "c3"
                                  : i % 2            ? "c1"
                                                     : "c2"; }},
      {"number", [](int i) { return std::to_string(label(i)[0] == 'y' ? 5 + draw(i) : draw(i)); }},
      {"days", [](int i) { return label(i)[0] == 'y' ? std::to_string(1 + i % 90) : std::string(); }}};
  for (const auto& [name, form] : forms) {
    const auto row = [&, &form = form](int i) {
      return form(i) + "," + std::to_string(draw(i + 500)) + "," + label(i);
    };
    CsvFiles files(table(std::string(name) + ",noise,y", 200, row));
    CHECK(names(examine(files.with("missing", "mean").load())) == std::string(name) + " ");
  }
}

TEST_CASE("columns that only help, names and few rows give nothing away") {
  const auto helps = [](int i) {
    const bool turned = draw(i + 77) < 0.1;
    return std::to_string((label(i)[0] == 'y') != turned ? 5 + draw(i) : draw(i)) + ",n" + std::to_string(i) +
           "," + label(i);
  };
  CHECK(names(examine(CsvFiles(table("helps,name,y", 200, helps)).load())).empty());
  const auto same = [](int i) { return std::string(i % 2 ? "1,u" : "2,v"); };
  CHECK(names(examine(CsvFiles(table("x,y", 19, same)).load())).empty());
  CHECK(names(examine(CsvFiles(table("x,y", 20, same)).load())) == "x ");
  const auto rare = [](int i) { return std::string(i < 4 ? "1,u" : "2,v"); };
  CHECK(names(examine(CsvFiles(table("x,y", 200, rare)).load())).empty());
}

TEST_CASE("a file in the order of its classes has an index that gives them away") {
  const auto sorted = [](int i) {
    return std::to_string(i) + "," + std::to_string(draw(i)) + (i < 80 ? ",u" : ",v");
  };
  CHECK(names(examine(CsvFiles(table("id,x,y", 200, sorted)).load())) == "id ");
}

TEST_CASE("a column from which a number follows is named") {
  const auto row = [](int i) {
    const double y = 100 * draw(i);
    return fmt::format("{},{},{},{}", y * 1.19, std::exp(y / 30), y + 60 * draw(i + 300), y);
  };
  const TableFindings findings = examine(CsvFiles(table("gross,curve,near,y", 200, row)).load());
  CHECK(names(findings) == "gross curve ");
  CHECK(findings.give_aways[0].right > 0.99);
}

TEST_CASE("a row is predicted by the others, not by itself") {
  const auto dataset = CsvFiles("x,y\n1,u\n1,u\n1,v\n2,v\n2,v\n7,u\n8,u\n").load();
  const std::vector<std::uint32_t> all = {0, 1, 2, 3, 4, 5, 6};
  const auto sorted = sorted_column(dataset, dataset.census->columns[0], all);
  CHECK(rows_predicted_right(dataset, sorted) == 4);  // those of 2 by one another, those of 7 and 8, too
  const auto numbers = CsvFiles("x,y\n1,3\n1,5\n2,10.5\n4,20.5\n").load();
  CHECK(squared_errors(numbers, sorted_column(numbers, numbers.census->columns[0], {all.data(), 4})) ==
        4 + 4 + std::pow(10.5 - (4 + 16.5 / 3), 2) + 100);
}

TEST_CASE("repeated rows are counted, and those of the test set that training has seen") {
  CsvFiles files("a,t,y\n1,p,u\n2,p,v\n1,p,u\n1,p,v\n1,q,u\n1,p,u\n");
  CHECK(examine(files.load()).repeated_rows == 2);
  files.test("a,t,y\n2,p,v\n2,p,u\n2,p,u\n");
  const TableFindings findings = examine(files.load());
  CHECK(findings.repeated_rows == 4);
  CHECK(findings.seen_test_rows == 1);
  CHECK(examine(CsvFiles("a,y\n,0.5\n,0.5\n1,2\n-0,3\n0,3\n").with("missing", "mean").load()).repeated_rows ==
        2);
  CHECK(examine(tryall::data::load({"digits", {}}, {})).examined_rows == 0);  // no table with columns
}

}  // namespace examine_test
