// What kinds of columns are recognized, and what becomes of each.
#include <fmt/format.h>

#include <functional>

#include "catch.hpp"
#include "csv_files.hpp"
#include "dataset_values.hpp"
#include "tryall/data/table_census.hpp"
#include "tryall/error.hpp"

namespace csv_kinds_test {

using tryall::data::ColumnKind;
using tryall::data::ColumnUse;
using tryall::data::Dataset;
using tryall::data::Imputation;
using tryall::testing::census_of;
using tryall::testing::CsvFiles;
using tryall::testing::notes_of;
using tryall::testing::shown;
using tryall::testing::values;
using Names = std::vector<std::string>;
using Numbers = std::vector<double>;

namespace {

/// Rows of what `cell` says of a row, a number that means nothing, and a class.
std::string rows(const std::string& header, int count, const std::function<std::string(int)>& cell) {
  std::string text = header + ",noise,y\n";
  for (int i = 0; i < count; ++i)
    text += cell(i) + "," + std::to_string(0.5 * (i * 7 % 11)) + "," + (i * 5 % 3 ? "u" : "v") + "\n";
  return text;
}

std::string number(int i) { return std::to_string(i); }

}  // namespace

TEST_CASE("two words such as no and yes are one feature of 0 and 1") {
  for (const char* words : {"no yes", "No YES", "false true", "F T", "n y", "off On"}) {
    const std::string text = words, no = text.substr(0, text.find(' ')),
                      yes = text.substr(text.find(' ') + 1);
    const Dataset dataset = CsvFiles(fmt::format("b,y\n{0},0.5\n{1},1.5\n{0},2.5\n", yes, no)).load();
    INFO(words);
    CHECK(values(dataset) == Numbers{1, 0, 1});
    CHECK(dataset.feature_names == Names{"b=" + yes});
    CHECK(census_of(dataset, "b").kind == ColumnKind::boolean);
    CHECK(fate(census_of(dataset, "b")) == fmt::format("boolean: {} is 0, {} is 1", no, yes));
  }
  for (const char* cells : {"yes,0.5\nyes,1\n", "yes,0.5\ntrue,1\n", "yes,0.5\nno,1\nmaybe,2\n"})
    CHECK(census_of(CsvFiles(std::string("b,y\n") + cells).load(), "b").kind != ColumnKind::boolean);
  CHECK(shown(CsvFiles("b,y\nyes,0.5\n?,1\nno,2\n").with("missing", "mean").load()) == "1 missing 0");
  CHECK(CsvFiles("x,y\n1,yes\n2,no\n").load().class_names == Names{"no", "yes"});  // a target has classes
}

TEST_CASE("dates are a number of days, and said to be") {
  const Dataset dataset =
      CsvFiles("d,y\n1970-01-02,0.5\n1970-01-03 12:00,1\n,2\n").with("missing", "mean").load();
  CHECK(shown(dataset) == "1 2.5 missing");
  CHECK(census_of(dataset, "d").kind == ColumnKind::date);
  CHECK(fate(census_of(dataset, "d")) == "dates from 1970-01-02 to 1970-01-03, as days");
  CHECK_THAT(notes_of(dataset),
             ContainsSubstring("column 'd' is read as dates") && ContainsSubstring("ignore"));
  for (const char* cells :
       {"2021-01-02,0.5\nsoon,1\n", "2021-01-02,0.5\n2021-02-30,1\n", "3/4/2021,0.5\n5/6/2021,1\n"}) {
    const Dataset mixed = CsvFiles(std::string("d,y\n") + cells).load();
    CHECK(census_of(mixed, "d").kind == ColumnKind::category);
    CHECK_THAT(notes_of(mixed), ContainsSubstring("look like dates but are read as 2 categories"));
  }
}

TEST_CASE("a column whose first cells mislead is read again") {
  CHECK(CsvFiles("a,y\n1,0.5\n2,1\nx,2\nz,3\nw,3\n").load().feature_names ==
        Names{"a=1", "a=2", "a=w", "a=x", "a=z"});
  CHECK(CsvFiles("a,y\n-,0.5\nx,1\n-,2\n").load().feature_names == Names{"a=-", "a=x"});
  CHECK(CsvFiles("a,y\nN/A,0.5\nN/A,1\n").load().feature_names == Names{"a=N/A"});
  CHECK(shown(CsvFiles("a,y\n-,0.5\n3,1\n").with("missing", "mean").load()) == "missing 3");
  CHECK(CsvFiles("x,y\n1,-\n2,3\n3,3\n").with("task", "classification").load().class_names ==
        Names{"-", "3"});
  std::string text = "a,y\n";
  for (int i = 0; i < 20000; ++i) text += number(i) + "." + number(i) + ",0.5\n";
  CHECK_THROWS_WITH(CsvFiles(text + "low,1\n").load(),
                    ContainsSubstring("line 20002, column 'a': 'low' is text where a number belongs"));
}

TEST_CASE("kinds that tell a model nothing are named, and left out where that is asked for") {
  const std::pair<ColumnKind, std::function<std::string(int)>> cases[] = {
      {ColumnKind::constant, [](int) { return "5"; }},
      {ColumnKind::constant, [](int) { return "same"; }},
      {ColumnKind::row_index, [](int i) { return number(i + 7); }},
      {ColumnKind::identifier, [](int i) { return "name" + number(i); }},
      {ColumnKind::identifier, [](int i) { return number(1000 + i * 37 % 41); }}};
  for (const auto& [kind, cell] : cases) {
    const std::string text = rows("user_id", 40, cell);
    const Dataset kept = CsvFiles(text).load(), dropped = CsvFiles(text).with("useless", "drop").load();
    INFO(to_text(kind));
    CHECK(census_of(kept, "user_id").kind == kind);
    CHECK(census_of(kept, "user_id").use == ColumnUse::feature);
    CHECK(census_of(dropped, "user_id").kind == kind);
    CHECK(census_of(dropped, "user_id").use == ColumnUse::left_out);
    CHECK_FALSE(census_of(dropped, "user_id").reason.empty());
    CHECK(dropped.feature_names == Names{"noise"});
    CHECK(dropped.notes.empty());
  }
  const auto gap = [](int i) { return i == 5 ? "" : number(i < 5 ? i : i - 1); };
  CHECK(census_of(CsvFiles(rows("a", 40, gap)).with("missing", "mean").load(), "a").kind ==
        ColumnKind::number);
  const std::string empty = "e,noise,y\n,1,u\n,2,v\n";
  CHECK(census_of(CsvFiles(empty).with("useless", "drop").load(), "e").kind == ColumnKind::empty);
  CHECK_THROWS_WITH(CsvFiles("e,y\n5,u\n5,v\n").with("useless", "drop").load(),
                    ContainsSubstring("every column but the target 'y' is useless"));
}

TEST_CASE("text with too many categories is refused, or left out where that is asked for") {
  for (const int different : {1001, 10001}) {
    const std::string text = rows("t", 24000, [&](int i) { return "t" + number(i % different); });
    CHECK_THROWS_WITH(CsvFiles(text).load(),
                      ContainsSubstring("column 't': is the column's 1001th different text"));
    const Dataset dropped = CsvFiles(text).with("useless", "drop").load();
    CHECK(dropped.feature_names == Names{"noise"});
    CHECK_THAT(fate(census_of(dropped, "t")), ContainsSubstring("left out: text with 100"));
  }
}

TEST_CASE("a column that equals another is named, the target among them") {
  std::string text = "a,b,c,x,y\n";
  for (int i = 0; i < 12; ++i)
    text += number(i * i) + "," + number(i * i) + (i % 3 ? ",p," : ",q,") + number(i % 5) + "," +
            number(i % 5) + "\n";
  const Dataset dataset = CsvFiles(text).load();
  CHECK(census_of(dataset, "a").same_as.empty());
  CHECK(census_of(dataset, "b").same_as == "a");
  CHECK(census_of(dataset, "c").same_as.empty());
  CHECK(census_of(dataset, "x").same_as == "y");
  CHECK_THAT(notes_of(dataset), ContainsSubstring("column 'b' is the same as 'a' in every row") &&
                                    ContainsSubstring("column 'x' is the same as 'y' in every row"));
  CHECK(CsvFiles(text).with("useless", "drop").load().feature_names == Names{"a", "c=p", "c=q"});
}

TEST_CASE("the census says what is missing and what is done about it") {
  const Dataset dataset = CsvFiles("n,t,b,y\n1,p,yes,u\n,,no,v\n3,q,,u\n").with("missing", "median").load();
  CHECK(dataset.census->rows == 3);
  for (const char* name : {"n", "t", "b"}) CHECK(census_of(dataset, name).missing == 1);
  CHECK(fate_of_missing(*dataset.census, census_of(dataset, "n")) ==
        "filled with the median of the training rows");
  CHECK(fate_of_missing(*dataset.census, census_of(dataset, "b")) ==
        "filled with the median of the training rows");
  CHECK(fate_of_missing(*dataset.census, census_of(dataset, "t")) == "in no category");
  CHECK(fate_of_missing(*dataset.census, census_of(dataset, "y")).empty());
  CHECK(census_of(dataset, "t").words == Names{"p", "q"});
  CHECK(census_of(dataset, "t").first_feature == 1);
  CHECK(census_of(dataset, "t").features == 2);
}

}  // namespace csv_kinds_test
