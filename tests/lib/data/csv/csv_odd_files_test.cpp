// Files that are odd as a whole: read, or refused with file, line and column.
#include "catch.hpp"
#include "csv_files.hpp"
#include "dataset_values.hpp"
#include "idx_files.hpp"
#include "temporary_folder.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/error.hpp"

namespace csv_odd_files_test {

using tryall::data::Dataset;
using tryall::testing::CsvFiles;
using tryall::testing::gzipped;
using tryall::testing::TemporaryFolder;
using tryall::testing::values;
using Names = std::vector<std::string>;
using Numbers = std::vector<double>;

TEST_CASE("byte order marks, line ends, semicolons and line breaks in quotes change nothing") {
  for (const char* text : {"\xef\xbb\xbf"
                           "a,t,y\n1,p,u\n2,q,v\n",
                           "a;t;y\r\n1;p;u\r\n2;q;v\r\n", "a\tt\ty\r1\tp\tu\r2\tq\tv",
                           "\"a\",\"t\",\"y\"\n\n \"1\" , \"p\" ,u\n\n2,q,\"v\"\n\n"}) {
    INFO(text);
    const Dataset dataset = CsvFiles(text).load();
    CHECK(values(dataset) == Numbers{1, 1, 0, 2, 0, 1});
    CHECK(dataset.feature_names == Names{"a", "t=p", "t=q"});
  }
  CHECK(CsvFiles("\"a\nb\",t,y\n1,\"p\nq\",u\n2,\"r;s,\"\"t\"\"\",v\n").load().feature_names ==
        Names{"a\nb", "t=p\nq", "t=r;s,\"t\""});
}

TEST_CASE("duplicate headers, unequal rows and open quotes are refused with their line") {
  CHECK_THROWS_WITH(CsvFiles("\n\na,b,a,y\n1,2,3,u\n").load(),
                    ContainsSubstring("data.csv: line 3: two columns are called 'a'"));
  CHECK_THROWS_WITH(CsvFiles("a,y\n1,u\n\"2\n3\",v\n4\n").load(),
                    ContainsSubstring("data.csv: line 5: has 1 cells where line 1 has 2"));
  CHECK_THROWS_WITH(CsvFiles("a,y\n1,u\n\"2,v\n3,u\n").load(),
                    ContainsSubstring("line 3: a quote is opened and never closed"));
  CsvFiles tested("a,y\n1,u\n2,v\n");
  tested.test("\na,y\n1,u\n1,2,u\n");
  CHECK_THROWS_WITH(tested.load(), ContainsSubstring("test.csv: line 4: has 3 cells where line 2 has 2"));
}

TEST_CASE("columns of mixed types are refused with line and column") {
  CHECK_THROWS_WITH(CsvFiles("a,y\n1,0.5\n2,1\n3,2\nx,3\n").load(),
                    ContainsSubstring("line 5, column 'a': 'x' is text where a number belongs"));
  CHECK_THROWS_WITH(CsvFiles("t,a,y\n\"p\n\",3,0\nq,\"1,037\",1\np,5,0\n").load(),
                    ContainsSubstring("line 4, column 'a': '1,037' is text"));
  CsvFiles tested("a,y\n1,u\n2,v\n3,v\n");
  tested.test("a,y\n4,u\n\nfive,u\n");
  CHECK_THROWS_WITH(tested.load(), ContainsSubstring("test.csv: line 4, column 'a': 'five' is text"));
}

TEST_CASE("columns without values, targets with missing rows and targets of one class are refused by name") {
  CHECK_THROWS_WITH(CsvFiles("a,b,y\n1,,u\n2,,v\n").load(), ContainsSubstring("line 2, column 'b'"));
  CHECK_THROWS_WITH(CsvFiles("a,b,y\n1,,u\n2,,v\n").with("missing", "mean").load(),
                    ContainsSubstring("column 'b' has no values; ignore it"));
  CHECK_THROWS_WITH(CsvFiles("a,y\n1,u\n2,\n3,v\n").load(),
                    ContainsSubstring("line 3, column 'y': the target is missing"));
  CHECK(CsvFiles("a,y\n1,u\n2,\n3,v\n").with("missing", "drop").load().samples() == 2);
  for (const char* cells : {"1,u\n2,u\n", "1,5\n2,5\n", "1,no\n2,no\n"})
    CHECK_THROWS_WITH(CsvFiles(std::string("a,y\n") + cells).load(),
                      ContainsSubstring("column 'y': all rows are of one class"));
}

TEST_CASE("a target of which each row has a text of its own is said to be one of classes") {
  std::string text = "a,y\n";
  for (int i = 0; i < 30; ++i) text += std::to_string(i * i) + ",name" + std::to_string(i) + "\n";
  const Dataset dataset = CsvFiles(text).load();
  CHECK(dataset.classes == 30);
  REQUIRE(dataset.notes.size() == 1);
  CHECK_THAT(dataset.notes[0], ContainsSubstring("30 different texts in 30 rows are read as classes"));
}

TEST_CASE("bytes that are no UTF-8 are refused where they would be a name") {
  CHECK_THROWS_WITH(CsvFiles("t,y\nM\xfcller,u\nx,v\n").load(),
                    ContainsSubstring("data.csv: line 2: column 't' has bytes that are no UTF-8") &&
                        ContainsSubstring("iconv -f LATIN1"));
  const TemporaryFolder folder;
  folder.write("data.csv.gz", gzipped("t,y\nM\xfcller,u\nx,v\n"));
  CHECK_THROWS_WITH(
      tryall::data::load(with_defaults(tryall::data::sources(), {"csv", {{"file", "data.csv.gz"}}}),
                         folder.path()),
      ContainsSubstring("convert it: gunzip -c FILE | iconv -f LATIN1 -t UTF-8 > data.csv"));
  CHECK_THROWS_WITH(CsvFiles("Gr\xf6\xdf"
                             "e,y\n1,u\n2,v\n")
                        .load(),
                    ContainsSubstring("line 1: a name has bytes"));
  CHECK_THROWS_WITH(CsvFiles("a,y\n1,u\n2,\xe9\n").load(), ContainsSubstring("line 3: column 'y'"));
  CHECK(CsvFiles("a,t,y\n1,M\xfcller,u\n2,x,v\n").with("ignore", "t").load().features == 1);
}

TEST_CASE("20,000 columns are read as fifty are") {
  std::string header, row;
  for (int i = 0; i < 20000; ++i) {
    header += "c" + std::to_string(i) + ",";
    row += std::to_string(i % 97) + ",";
  }
  std::string text = header + "y\n";
  for (int i = 0; i < 12; ++i) text += row + (i % 2 ? "u\n" : "v\n");
  const Dataset dataset = CsvFiles(text).load();
  CHECK(dataset.features == 20000);
  CHECK(values(dataset)[11 * 20000 + 19999] == 19999 % 97);
  CHECK_THROWS_WITH(CsvFiles(text + row + "x,\n").load(), ContainsSubstring("line 14: has 20002 cells"));
}

TEST_CASE("rows that are dropped leave the lines of the others right") {
  CsvFiles files("a,b,y\n?,1,u\n1,2,u\n2,,v\n3,4,v\n");
  files.test("a,b,y\n?,1,u\n5,6,w\n");
  CHECK_THROWS_WITH(files.with("missing", "drop").load(),
                    ContainsSubstring("test.csv: line 3, column 'y': class 'w' is only in the test file"));
  CHECK_THROWS_WITH(CsvFiles("a,y\n?,0.5\n1,1\ninf,2\n").with("missing", "drop").load(),
                    ContainsSubstring("line 4, column 'a': 'inf' is not a finite"));
  std::string text = "a,y\n";
  for (int i = 0; i < 300; ++i) text += (i % 3 ? std::to_string(i) : "") + "," + std::to_string(i % 2) + "\n";
  const Dataset dataset = CsvFiles(text).with("missing", "drop").load();
  CHECK(dataset.samples() == 200);
  CHECK(values(dataset)[199] == 299);
}

}  // namespace csv_odd_files_test
