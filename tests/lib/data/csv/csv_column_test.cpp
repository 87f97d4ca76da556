// What the cells of features and target become; which files and columns are read is csv_source_test.cpp.
#include "catch.hpp"
#include "csv_files.hpp"
#include "dataset_values.hpp"
#include "tryall/error.hpp"

using tryall::Task;
using tryall::data::Dataset;
using tryall::data::Imputation;
using tryall::testing::CsvFiles;
using tryall::testing::shown;
using tryall::testing::values;
using Numbers = std::vector<double>;
using Names = std::vector<std::string>;

TEST_CASE("columns of numbers are features as they are, a last column of text is the class") {
  const CsvFiles files("height,width,kind\n1.5,-2e3,cat\n+3,4,dog\n5,6.25,cat\n");
  const Dataset dataset = files.load();
  CHECK(dataset.name == "csv");
  CHECK(dataset.task == Task::classification);
  CHECK(dataset.shape == std::vector<std::size_t>{2});
  CHECK(dataset.features == 2);
  CHECK(dataset.feature_names == Names{"height", "width"});
  CHECK(dataset.class_names == Names{"cat", "dog"});
  CHECK(dataset.classes == 2);
  CHECK(dataset.labels == std::vector<std::int32_t>{0, 1, 0});
  CHECK(values(dataset) == Numbers{1.5, -2000, 3, 4, 5, 6.25});
  CHECK_FALSE(dataset.has_test_set());
}

TEST_CASE(
    "a column of text becomes a column for each of its categories, in their order, the test file's "
    "included") {
  CsvFiles files("colour,x,y\nred,1,0.5\nblue,2,1.5\nred,3,2.5\n");
  files.test("colour,x,y\ngreen,4,3.5\n");
  const Dataset dataset = files.load();
  CHECK(dataset.feature_names == Names{"colour=blue", "colour=green", "colour=red", "x"});
  CHECK(values(dataset) == Numbers{0, 0, 1, 1, 1, 0, 0, 2, 0, 0, 1, 3, 0, 1, 0, 4});
  CHECK(dataset.task == Task::regression);
  CHECK(dataset.targets == Numbers{0.5, 1.5, 2.5, 3.5});
  CHECK(dataset.test_begin == 3);
  CHECK(dataset.samples() == 4);
}

TEST_CASE("whole numbers of at most 20 values are classes, in the order of the numbers; others are targets") {
  std::string text = "x,y\n";
  for (int i = 0; i < 20; ++i) text += std::to_string(i) + "," + std::to_string(i) + "\n";
  const Dataset classes = CsvFiles(text).load();
  CHECK(classes.classes == 20);
  CHECK(classes.class_names[2] == "2");
  CHECK(classes.labels[19] == 19);
  CHECK(CsvFiles(text + "1,20\n").load().task == Task::regression);
  CHECK(CsvFiles(text + "1,1.5\n").load().task == Task::regression);
  CHECK(CsvFiles("x,y\n1,10\n2,9\n3,10.0").load().class_names == Names{"9", "10"});
}

TEST_CASE("the task that is asked for goes before what the target looks like") {
  CHECK(CsvFiles("x,y\n1,0\n2,1\n").with("task", "regression").load().targets == Numbers{0, 1});
  std::string text = "x,y\n";
  for (int i = 0; i < 30; ++i) text += "1," + std::to_string(i) + "\n";
  CHECK(CsvFiles(text).with("task", "classification").load().classes == 30);
  CHECK(CsvFiles("x,y\n1,7\n2,8\n3,b\n").with("task", "classification").load().class_names ==
        Names{"7", "8", "b"});
  CHECK_THROWS_WITH(CsvFiles("x,y\n1,0\n2,b\n").with("task", "regression").load(),
                    ContainsSubstring("data.csv: line 3, column 'y': 'b' is text where a number belongs"));
  CHECK_THROWS_WITH(CsvFiles("x,y\n1,0\n2,1.5\n").with("task", "classification").load(),
                    ContainsSubstring("line 3, column 'y': '1.5' is not a class"));
}

TEST_CASE("missing values are refused with their place and a way out") {
  for (const char* missing : {"", "NA", "nan", "?", "NULL"}) {
    const CsvFiles files(std::string("a,b,y\n1,2,u\n3,") + missing + ",v\n");
    CHECK_THROWS_WITH(files.load(), ContainsSubstring("data.csv: line 3, column 'b': the value is missing") &&
                                        ContainsSubstring("\"mean\", \"median\" or \"drop\""));
  }
}

TEST_CASE("missing numbers are left for each training to fill, a missing text is in no category") {
  CsvFiles files("a,c,y\n1,p,0.5\n?,q,1\n2,,1\n9,p,1\n");
  files.test("a,c,y\n,p,1\n100,q,2\n");
  const Dataset dataset = files.with("missing", "mean").load();
  CHECK(shown(dataset) == "1 1 0 missing 0 1 2 0 0 9 1 0 missing 1 0 100 0 1");
  CHECK(dataset.imputation == Imputation::mean);
  CHECK(files.with("missing", "median").load().imputation == Imputation::median);
  for (const char* whole : {"a,y\n1,0.5\n2,1\n", "a,c,y\n1,p,u\n2,,v\n"})  // none of the numbers is missing
    CHECK(CsvFiles(whole).with("missing", "mean").load().imputation == Imputation::none);
  CHECK_THROWS_WITH(CsvFiles("a,b,y\n1,,0\n2,,1\n").with("missing", "mean").load(),
                    ContainsSubstring("column 'b' has no values; ignore it"));
}

TEST_CASE("rows with missing values can be dropped, and their texts with them") {
  CsvFiles files("a,c,y\n1,p,u\n?,q,v\n2,p,\n3,r,v\n");
  const Dataset dataset = files.with("missing", "drop").load();
  CHECK(dataset.feature_names == Names{"a", "c=p", "c=r"});
  CHECK(dataset.labels == std::vector<std::int32_t>{0, 1});
  CHECK_THROWS_WITH(CsvFiles("a,y\n?,0\n?,1\n").with("missing", "drop").load(),
                    ContainsSubstring("every row has a missing value"));
  CHECK(CsvFiles("a,b,y\n1,,0\n2,,1\n").with("missing", "drop").with("ignore", "b").load().samples() == 2);
}

TEST_CASE("a missing target is never made up") {
  for (const char* missing : {"refuse", "mean", "median"})
    CHECK_THROWS_WITH(CsvFiles("a,y\n1,0\n2,?\n").with("missing", missing).load(),
                      ContainsSubstring("line 3, column 'y': the target is missing"));
}

TEST_CASE("a text among numbers is refused, not made a category") {
  CHECK_THROWS_WITH(
      CsvFiles("a,y\n1,0\n2,1\nabc,1\n").load(),
      ContainsSubstring("line 4, column 'a': 'abc' is text where a number belongs; correct it"));
  CHECK_THROWS_WITH(CsvFiles("a;y\n1,5;0\n2,5;1\n").load(), ContainsSubstring("write decimal points"));
  CHECK_THROWS_WITH(
      CsvFiles("a,y\n1,0\n2,1\n").with("header", "no").load(),
      ContainsSubstring("line 1, column 'column 2'") && ContainsSubstring("set header to \"yes\""));
}

TEST_CASE("numbers that are not finite are refused with their place") {
  CHECK_THROWS_WITH(CsvFiles("a,y\n1,0\ninf,1\n").load(),
                    ContainsSubstring("line 3, column 'a': 'inf' is not a finite"));
  CHECK_THROWS_WITH(CsvFiles("a,y\n1,0.5\n2,1e999\n").load(),
                    ContainsSubstring("column 'y': '1e999' is not a finite"));
}

TEST_CASE("a column of very many texts is refused") {
  std::string text = "name,y\n";
  for (int i = 0; i <= 1000; ++i) text += "n" + std::to_string(i) + "," + std::to_string(i % 2) + "\n";
  CHECK_THROWS_WITH(CsvFiles(text).load(),
                    ContainsSubstring("line 1002, column 'name': is the column's 1001th"));
}

TEST_CASE("one class alone is refused, and so is a class that only the test file has") {
  CHECK_THROWS_WITH(CsvFiles("a,y\n1,u\n2,u\n").load(),
                    ContainsSubstring("column 'y': all rows are of one class, 'u'"));
  CsvFiles files("a,y\n1,u\n2,v\n");
  files.test("a,y\n1,u\n2,w\n");
  CHECK_THROWS_WITH(files.load(),
                    ContainsSubstring("test.csv: line 3, column 'y': class 'w' is only in the test file"));
}

TEST_CASE("a column that is constant is a feature like any other") {
  CHECK(values(CsvFiles("a,b,y\n1,5,u\n2,5,v\n").load()) == Numbers{1, 5, 2, 5});
}
