#include "catch.hpp"
#include "csv_files.hpp"
#include "dataset_values.hpp"
#include "idx_files.hpp"
#include "tryall/error.hpp"

using tryall::Choice;
using tryall::data::Dataset;
using tryall::testing::CsvFiles;
using tryall::testing::values;
using Numbers = std::vector<double>;
using Names = std::vector<std::string>;

TEST_CASE("a CSV file may be gzipped, and is looked for where the program runs, then in the data folder") {
  const CsvFiles files("a,y\n1,u\n2,v\n");
  files.folder().write("packed.csv.gz", tryall::testing::gzipped("a,y\n3,u\n4,v\n"));
  const auto load = [&](const std::string& file) {
    const Choice choice = with_defaults(tryall::data::sources(), {"csv", {{"file", file}}});
    return values(tryall::data::load(choice, files.folder().path()));
  };
  CHECK(load("data.csv") == Numbers{1, 2});
  CHECK(load(std::filesystem::relative(files.folder() / "data.csv").string()) == Numbers{1, 2});
  CHECK(load("packed.csv.gz") == Numbers{3, 4});
  CHECK(load("packed.csv") == Numbers{3, 4});
  CHECK_THROWS_WITH(load("none.csv"), ContainsSubstring("none.csv: no such file, plain or with .gz") &&
                                          ContainsSubstring(files.folder().path().string()));
}

TEST_CASE("the first line is a header if no cell of it is a number, or as is said") {
  CHECK(CsvFiles("1,u\n2,v\n").load().feature_names == Names{"column 1"});
  CHECK(CsvFiles("a,,y\n1,5,u\n2,6,v\n").load().feature_names == Names{"a", "column 2"});
  CHECK(CsvFiles("1,2\n0.5,u\n2,v\n").with("header", "yes").load().feature_names == Names{"1"});
  const Dataset dataset = CsvFiles("p,u\nq,v\n").with("header", "no").load();
  CHECK(dataset.feature_names == Names{"column 1=p", "column 1=q"});
}

TEST_CASE("the target is a column by name or by number, the last one by default") {
  const char* const text = "a,last,2\n1,2,4\n3,2,5\n";
  CHECK(values(CsvFiles(text).with("header", "yes").load()) == Numbers{1, 2, 3, 2});
  CHECK(values(CsvFiles("a,b,c\n1,2,4\n3,2,5\n").with("target", "last").load()) == Numbers{1, 2, 3, 2});
  CHECK(values(CsvFiles("a,b,c\n1,2,4\n3,2,5\n").with("target", "1").load()) == Numbers{2, 4, 2, 5});
  CHECK(values(CsvFiles("a,b,c\n1,2,4\n3,2,5\n").with("target", "a").load()) == Numbers{2, 4, 2, 5});
  CHECK(values(CsvFiles(text).with("header", "yes").with("target", "2").load()) == Numbers{1, 2, 3, 2});
}

TEST_CASE("a column that is not there is refused with the nearest name") {
  for (const char* setting : {"target", "ignore"}) {
    const CsvFiles files = [&] { return CsvFiles("height,width,y\n1,2,u\n3,4,v\n"); }();
    Choice choice{"csv", {{"file", (files.folder() / "data.csv").string()}, {setting, "heigth"}}};
    choice = with_defaults(tryall::data::sources(), choice);
    CHECK_THROWS_AS(tryall::data::load(choice, ""), tryall::SettingError);
    CHECK_THROWS_WITH(tryall::data::load(choice, ""),
                      ContainsSubstring("has no column 'heigth' (did you mean 'height'?)"));
  }
  CHECK_THROWS_WITH(CsvFiles("a,y\n1,u\n2,v\n").with("target", "3").load(),
                    ContainsSubstring("has no column '3'"));
}

TEST_CASE("ignored columns are left out, whatever they hold") {
  CsvFiles files("id,a,note,y\n1,5,?,u\n2,6,x,v\n");
  CHECK(files.with("ignore", "note, 1").load().feature_names == Names{"a"});
  CHECK_THROWS_WITH(files.with("ignore", "y").load(), ContainsSubstring("column 'y' is the target"));
  CHECK_THROWS_WITH(files.with("ignore", "id,a,note").load(),
                    ContainsSubstring("no column is left to learn from"));
}

TEST_CASE("a test file has the columns of the training file") {
  CsvFiles files("a,b,y\n1,2,u\n3,4,v\n");
  files.test("a,b\n1,2\n");
  CHECK_THROWS_WITH(files.load(),
                    ContainsSubstring("data.csv has 3 columns") && ContainsSubstring("test.csv has 2"));
  files.test("a,c,y\n1,2,u\n");
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("test.csv: line 1: column 2 is 'c' where"));
  files.test("a;b;y\n1;2;v\n");
  CHECK(files.load().labels == std::vector<std::int32_t>{0, 1, 1});
}

TEST_CASE("two columns of one name and files without rows are refused") {
  CHECK_THROWS_WITH(CsvFiles("a,a,y\n1,2,u\n3,4,v\n").load(),
                    ContainsSubstring("line 1: two columns are called 'a'"));
  CHECK_THROWS_WITH(CsvFiles("\n\n").load(), ContainsSubstring("data.csv: holds no rows"));
  CHECK_THROWS_WITH(CsvFiles("a,y\n").load(), ContainsSubstring("data.csv: holds a header and no rows"));
}

TEST_CASE("the delimiter is as is said") {
  CHECK_THROWS_WITH(CsvFiles("a;y\n1;u\n2;v\n").with("delimiter", "comma").load(),
                    ContainsSubstring("no column is left to learn from besides the target 'a;y'"));
  CHECK(values(CsvFiles("a\ty\n1\tu\n2\tv\n").with("delimiter", "tab").load()) == Numbers{1, 2});
}
