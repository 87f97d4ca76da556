// Columns of groups, times and weights.
#include <fmt/format.h>

#include "catch.hpp"
#include "csv_files.hpp"
#include "dataset_values.hpp"
#include "tryall/data/table_census.hpp"
#include "tryall/error.hpp"

namespace csv_roles_test {

using tryall::data::ColumnUse;
using tryall::data::Dataset;
using tryall::testing::census_of;
using tryall::testing::CsvFiles;
using tryall::testing::notes_of;
using tryall::testing::shown;
using Groups = std::vector<std::uint32_t>;
using Names = std::vector<std::string>;
using Numbers = std::vector<double>;

namespace {

const char* const table =
    "patient,when,w,x,y\n"
    "p7,2021-03-02,1,0.5,u\n"
    "p2,2021-03-01,0,1.5,v\n"
    "p7,2021-03-02 12:00,2.5,2.5,u\n"
    "p9,1970-01-02,1,3.5,v\n";

/// The three roles of that table.
CsvFiles& with_roles(CsvFiles& files) {
  return files.with("group", "patient").with("time", "when").with("weight", "3");
}
CsvFiles& with_roles(CsvFiles&& files) { return with_roles(files); }

std::string replaced(const std::string& what, const std::string& by) {
  std::string text = table;
  return text.replace(text.find(what), what.size(), by);
}

}  // namespace

TEST_CASE("groups, times and weights are columns of their own, and no features") {
  const Dataset dataset = with_roles(CsvFiles(table)).load();
  CHECK(dataset.feature_names == Names{"x"});
  CHECK(shown(dataset) == "0.5 1.5 2.5 3.5");
  CHECK(dataset.groups == Groups{0, 1, 0, 2});
  CHECK(dataset.times == Numbers{18688, 18687, 18688.5, 1});
  CHECK(dataset.weights == Numbers{1, 0, 2.5, 1});
  CHECK(census_of(dataset, "patient").use == ColumnUse::group);
  CHECK(fate(census_of(dataset, "patient")) == "the groups: 3, none of which a split divides");
  CHECK(fate(census_of(dataset, "when")) == "the time: dates from 1970-01-02 to 2021-03-02");
  CHECK(fate(census_of(dataset, "w")) == "the weight of a row in training: from 0 to 2.5");
  CHECK(dataset.notes.empty());
  const Dataset without = CsvFiles(table).with("useless", "drop").load();
  CHECK(without.groups.empty());
  CHECK(without.times.empty());
  CHECK(without.weights.empty());
}

TEST_CASE("uses of columns have names that are read again") {
  for (const ColumnUse use : {ColumnUse::feature, ColumnUse::target, ColumnUse::left_out, ColumnUse::group,
                              ColumnUse::time, ColumnUse::weight})
    CHECK(tryall::data::column_use_from(to_text(use)) == use);
  CHECK(to_text(ColumnUse::weight) == std::string("weight"));
}

TEST_CASE("numbers are groups and times, too") {
  const Dataset dataset = CsvFiles("g,t,x,y\n3,7,1,u\n-0,5,2,v\n3.0,5,3,u\n0,-1.5,4,v\n")
                              .with("group", "g")
                              .with("time", "t")
                              .load();
  CHECK(dataset.groups == Groups{0, 1, 0, 1});
  CHECK(dataset.times == Numbers{7, 5, 5, -1.5});
  CHECK(fate(census_of(dataset, "t")) == "the time: numbers from -1.5 to 7");
}

TEST_CASE("groups of more digits than a number keeps are refused, as texts they are groups") {
  for (const char* id : {"9007199254740993", "-9007199254740994", "1234567890123456789"})
    CHECK_THROWS_WITH(
        CsvFiles(fmt::format("g,x,y\n1,1,u\n{},2,v\n", id)).with("group", "g").load(),
        ContainsSubstring("line 3, column 'g': a number of so many digits cannot be told from the "
                          "next one"));
  CHECK(CsvFiles("g,x,y\ng9007199254740993,1,u\ng9007199254740992,2,v\n").with("group", "g").load().groups ==
        Groups{0, 1});
}

TEST_CASE("there may be more groups than a column of text can have categories") {
  std::string text = "g,x,y\n";
  for (int i = 0; i < 24000; ++i)
    text += "g" + std::to_string(i / 2) + "," + std::to_string(i) + (i % 2 == 0 ? ",0.5\n" : ",0.75\n");
  const Dataset dataset = CsvFiles(text).with("group", "g").load();
  CHECK(dataset.groups.back() == 11999);
  CHECK(census_of(dataset, "g").groups == 12000);
}

TEST_CASE("a missing group, time or weight is refused with line and column, or its row left out") {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"p2,", "?,", "data.csv: line 3, column 'patient': the group is missing ('?')"},
      {"2021-03-01", "", "data.csv: line 3, column 'when': the time is missing ('')"},
      {",0,1.5", ",-,1.5", "data.csv: line 3, column 'w': the weight is missing ('-')"}};
  for (const auto& [what, by, message] : cases) {
    const std::string text = replaced(what, by);
    for (const char* missing : {"refuse", "mean"})
      CHECK_THROWS_WITH(with_roles(CsvFiles(text)).with("missing", missing).load(),
                        ContainsSubstring(message));
    const Dataset dropped = with_roles(CsvFiles(text)).with("missing", "drop").load();
    CHECK(shown(dropped) == "0.5 2.5 3.5");
    CHECK(dropped.groups == Groups{0, 0, 1});
  }
}

TEST_CASE("what is no time or no weight is refused with line and column") {
  const auto refused = [](const std::string& what, const std::string& by, const char* message) {
    CHECK_THROWS_WITH(with_roles(CsvFiles(replaced(what, by))).load(), ContainsSubstring(message));
  };
  refused("2021-03-01", "soon", "line 3, column 'when': 'soon' is neither a date nor a number; write all");
  refused("2021-03-02,", "3/4/2021,", "line 2, column 'when': '3/4/2021' is neither a date nor a number");
  refused("2021-03-01", "7", "line 3, column 'when': '7' is a number among dates; write all times as");
  refused(",0,1.5", ",-0.5,1.5",
          "line 3, column 'w': '-0.5' is no weight: weights are numbers of at least 0");
  refused(",0,1.5", ",much,1.5", "line 3, column 'w': 'much' is text where a number belongs");
  refused(",0,1.5", ",inf,1.5", "line 3, column 'w': 'inf' is not a finite number");
  CHECK_THROWS_WITH(CsvFiles("w,x,y\n0,1,u\n0,2,v\n").with("weight", "w").load(),
                    ContainsSubstring("column 'w': the weights are all 0"));
  CHECK_THROWS_WITH(CsvFiles("w,x,y\n1e308,1,u\n1e308,2,v\n").with("weight", "w").load(),
                    ContainsSubstring("column 'w': the weights are too large to be added up"));
}

TEST_CASE("a column has one use") {
  const auto refused = [](const char* setting, const char* column, const char* message) {
    CHECK_THROWS_WITH(with_roles(CsvFiles(table)).with(setting, column).load(), ContainsSubstring(message));
  };
  refused("group", "y", "column 'y' is the target already");
  refused("time", "patient", "column 'patient' is the group already");
  refused("weight", "when", "column 'when' is the time already");
  refused("ignore", "w", "column 'w' is the weight and cannot be ignored");
  refused("group", "patent", "has no column 'patent' (did you mean 'patient'?)");
  CHECK_THROWS_WITH(CsvFiles("g,y\na,u\nb,v\n").with("group", "g").load(),
                    ContainsSubstring("no column is left to learn from besides the target 'y'"));
}

TEST_CASE("a group that is in the test file and in the training file is refused") {
  CsvFiles files(table);
  with_roles(files);
  files.test("patient,when,w,x,y\np3,2021-05-01,1,0.5,u\np2,2021-05-01,1,1.5,v\n");
  CHECK_THROWS_WITH(files.load(),
                    ContainsSubstring("test.csv: line 3, column 'patient': group 'p2' is in ") &&
                        ContainsSubstring("data.csv, too"));
  files.test("patient,when,w,x,y\np3,2021-05-01,1,0.5,u\np3,2021-05-01,1,1.5,v\n");
  CHECK(files.load().groups == Groups{0, 1, 0, 2, 3, 3});
}

TEST_CASE("groups that are one, or one a row, are asked about") {
  CHECK_THAT(notes_of(CsvFiles("g,x,y\na,1,u\na,2,v\n").with("group", "g").load()),
             ContainsSubstring("column 'g': all rows are of one group; is it the right column of groups?"));
  CHECK_THAT(notes_of(CsvFiles("g,x,y\na,1,u\nb,2,v\n").with("group", "g").load()),
             ContainsSubstring("column 'g': each row is a group of its own"));
}

}  // namespace csv_roles_test
