// What is guessed in reading a CSV file is said, and advice does not change what numbers mean.
#include <fmt/format.h>

#include <functional>
#include <map>

#include "catch.hpp"
#include "csv_files.hpp"
#include "dataset_values.hpp"
#include "tryall/data/table_census.hpp"
#include "tryall/error.hpp"

namespace csv_guess_test {

using tryall::data::Dataset;
using tryall::testing::CsvFiles;
using tryall::testing::notes_of;
using tryall::testing::shown;
using tryall::testing::values;
using Names = std::vector<std::string>;
using Numbers = std::vector<double>;

namespace {

std::string fate(const Dataset& dataset, const std::string& column) {
  return tryall::data::fate(tryall::testing::census_of(dataset, column));
}

/// Twelve rows: the number of the row in the first column, and what `cell` says in the second.
std::string rows(const std::string& header, const std::function<std::string(int)>& cell) {
  std::string text = header + "\n";
  for (int i = 0; i < 12; ++i)
    text += cell(i) + "," + std::to_string(0.5 * (i * 5 % 7)) + "," + (i % 2 ? "u" : "v") + "\n";
  return text;
}

}  // namespace

TEST_CASE("a first line that could be a header or a sample is said to be what it is read as") {
  for (const char* text :
       {"0,1,label\n5,6,a\n7,8,b\n", "2019,2020,2021\n0.5,1,0.25\n1,2,0.75\n", "1.5,u\n2,v\n"})
    CHECK_THAT(notes_of(CsvFiles(text).load()),
               ContainsSubstring("data.csv: line 1 (") &&
                   ContainsSubstring("is read as a sample; if it is the header"));
  CHECK_THAT(notes_of(CsvFiles("p,x\nq,y\np,z\n").load()),
             ContainsSubstring("line 1 (p, x) is read as the header"));
  for (const char* said : {"yes", "no"})
    CHECK(CsvFiles("1,2,3\n5,6,0.5\n7,8,1.5\n").with("header", said).load().notes.empty());
  CHECK(CsvFiles("a,y\n1.5,u\n2,v\n").load().notes.empty());
  CHECK_THROWS_WITH(CsvFiles("p,p\nq,y\n").load(), ContainsSubstring("set header to \"no\""));
}

TEST_CASE("decimal commas that are taken for delimiters are said to be") {
  CHECK_THAT(notes_of(CsvFiles("1,5;2,5;0\n3,5;4,5;1\n").load()),
             ContainsSubstring("set delimiter to \"semicolon\""));
  CHECK(notes_of(CsvFiles("a;b;y\n1;2;0.5\n3;4;1.5\n").load()).empty());
}

TEST_CASE("an index and names of rows are said to be features, with the way to leave them out") {
  const Dataset unnamed = CsvFiles(rows(",x,y", [](int i) { return std::to_string(i); })).load();
  CHECK_THAT(notes_of(unnamed),
             ContainsSubstring("column 'column 1' counts the rows as an index does (0 to 11)") &&
                 ContainsSubstring("set ignore to \"column 1\""));
  CHECK_THAT(notes_of(CsvFiles(rows("id,x,y", [](int i) { return std::to_string(i + 1001); })).load()),
             ContainsSubstring("column 'id' counts the rows as an index does (1001 to 1012)"));
  CHECK_THAT(notes_of(CsvFiles(rows("name,x,y", [](int i) { return "n" + std::to_string(i); })).load()),
             ContainsSubstring("column 'name' has 12 different texts in 12 rows") &&
                 ContainsSubstring("set ignore to \"name\""));
  CHECK(CsvFiles(rows("a,x,y", [](int i) { return std::to_string(i * i); })).load().notes.empty());
  CHECK(CsvFiles(rows("a,x,y", [](int i) { return i % 3 == 0 ? "p" : "q"; })).load().notes.empty());
}

TEST_CASE("codes that are read as numbers are said to be") {
  for (const char* code : {"00501", "007", "01"})
    CHECK_THAT(notes_of(CsvFiles(std::string("zip,x,y\n") + code + ",1,u\n90210,2,v\n").load()),
               ContainsSubstring(std::string("'") + code + "' is read as the number"));
  CHECK(CsvFiles("a,x,y\n0.5,1,u\n0,2,v\n").load().notes.empty());
}

TEST_CASE("each column is listed with what became of it") {
  const Dataset dataset = CsvFiles("id,age,kind,same,note,y\n1,20,p,5,?,u\n2,,q,5,x,v\n5,40,p,5,z,u\n")
                              .with("ignore", "note")
                              .with("missing", "mean")
                              .load();
  CHECK(dataset.census->columns.size() == 6);
  CHECK(fate(dataset, "id") == "numbers from 1 to 5");
  CHECK(fate(dataset, "age") == "numbers from 20 to 40");
  CHECK(fate(dataset, "kind") == "text with 2 categories, each a 0/1 feature");
  CHECK(fate(dataset, "same") == "constant: 5");
  CHECK(fate(dataset, "note") == "left out");
  CHECK(fate(dataset, "y") == "the target: 2 classes");
}

TEST_CASE("usual words for a missing number are missing among numbers, and texts among texts") {
  for (const char* word : {"N/A", "n/a", "#N/A", "None", "-", "--", ".", "-nan", "<NA>"}) {
    INFO(word);
    const std::string text = std::string("a,y\n1,u\n") + word + ",v\n3,w\n";
    CHECK_THROWS_WITH(CsvFiles(text).load(), ContainsSubstring("line 3, column 'a': the value is missing"));
    CHECK(shown(CsvFiles(text).with("missing", "mean").load()) == "1 missing 3");
    CHECK(CsvFiles(text).with("missing", "drop").load().samples() == 2);
  }
  CHECK(CsvFiles("x,strand\n1.5,+\n2,-\n3,-\n").load().class_names == Names{"+", "-"});
  CHECK(CsvFiles("kind,y\np,u\nNone,v\nN/A,u\n").load().feature_names ==
        Names{"kind=N/A", "kind=None", "kind=p"});
}

TEST_CASE("what stands for a missing value can be set") {
  CsvFiles namibia("x,country\n1,NA\n2,DE\n3,NA\n");
  CHECK_THROWS_WITH(namibia.load(),
                    ContainsSubstring("the target is missing ('NA')") && ContainsSubstring("na_values"));
  CHECK(namibia.with("na_values", "").load().class_names == Names{"DE", "NA"});
  CHECK(CsvFiles("c,y\nNA,u\nDE,v\n").with("na_values", "").load().feature_names == Names{"c=DE", "c=NA"});
  CsvFiles coded("a,b,y\n1,unknown,u\n-999.0,p,v\n3,q,u\n");
  coded.with("na_values", "-999, unknown").with("missing", "mean");
  CHECK(shown(coded.load()) == "1 0 0 missing 1 0 3 0 1");
  CHECK_THROWS_WITH(CsvFiles("a,y\n1,u\n,v\n3,u\n").with("na_values", "").load(),
                    ContainsSubstring("missing ('')"));
  CHECK_THROWS_WITH(
      CsvFiles("a,y\n1,u\nNA,v\n3,u\n").with("na_values", "x").load(),
      ContainsSubstring("'NA' is text where a number belongs") && ContainsSubstring("na_values"));
}

TEST_CASE("a comma between thousands is not called a decimal comma") {
  const auto refusal = [](const std::string& cells) {
    std::string text = "a;y\n";
    int row = 0;
    for (std::size_t begin = 0; begin < cells.size(); ++row) {
      const std::size_t end = std::min(cells.find(' ', begin), cells.size());
      text += cells.substr(begin, end - begin) + (row % 2 ? ";u\n" : ";v\n");
      begin = end + 1;
    }
    try {
      CsvFiles(text).load();
    } catch (const tryall::Error& error) {
      return std::string(error.what());
    }
    return std::string("read");
  };
  for (const char* cells : {"1,037 2,500", "950 12 1,037", "1,037,000 5", "12,037 5,000"})
    CHECK_THAT(refusal(cells), ContainsSubstring("write thousands without") && !ContainsSubstring("decimal"));
  CHECK_THAT(refusal("1,037 2,500"), ContainsSubstring("without a comma: 1037"));
  CHECK_THAT(refusal("1,037.5 2"), ContainsSubstring("without commas: 1037.5"));
  CHECK_THAT(refusal("1.037,5 2"), ContainsSubstring("and a decimal point: 1037.5"));
  CHECK_THAT(refusal("3,5 4,25"), ContainsSubstring("write decimal points, not commas"));
  CHECK_THAT(refusal("1,037 3,5"), ContainsSubstring("write decimal points, not commas"));
  CHECK_THAT(refusal("0,125 0,250"), ContainsSubstring("write decimal points, not commas"));
  CHECK_THAT(refusal("5 7 45%"), ContainsSubstring("without a unit"));
  CHECK_THAT(refusal("5 7 1'037"), ContainsSubstring("without anything between"));
}

TEST_CASE("numbers with a unit that are read as categories are said to be") {
  CHECK_THAT(notes_of(CsvFiles("p,x,y\n10%,1,u\n20%,2,v\n10%,3,u\n").load()),
             ContainsSubstring("'10%', which look like numbers but are read as 2 categories"));
  CHECK_THAT(notes_of(CsvFiles("p,x,y\n$3,1,u\n$4,2,v\n").load()),
             ContainsSubstring("write the number alone"));
  CHECK_THAT(notes_of(CsvFiles("p,x,y\n1'037,1,u\n2'000,2,v\n").load()),
             ContainsSubstring("look like numbers"));
}

/// The notes on a file with these targets, which have blanks between.
std::string notes_on_targets(const std::string& targets, const char* task = "auto") {
  std::string text = "x,y\n";
  for (std::size_t begin = 0, row = 0; begin < targets.size(); ++row) {
    const std::size_t end = std::min(targets.find(' ', begin), targets.size());
    text += std::to_string(row) + ",\"" + targets.substr(begin, end - begin) + "\"\n";
    begin = end + 1;
  }
  return notes_of(CsvFiles(text).with("task", task).load());
}

TEST_CASE("a target of few different numbers that may be amounts is said to be read as classes") {
  for (const char* targets : {"10 20 30 10 20 30", "3 4 5 3 4 5", "1.0 2.0 3.0 4.0", "0 1 3 0 1 3"})
    CHECK_THAT(notes_on_targets(targets), ContainsSubstring("different whole numbers, ") &&
                                              ContainsSubstring("are read as classes; if they are amounts"));
  CHECK_THAT(notes_on_targets("10 20 30 10 20 30"), ContainsSubstring("3 different whole numbers, 10 to 30"));
  for (const char* targets : {"0 1 2 0 1 2", "1 2 3 1 2 3", "0.0 1.0 0.0 1.0", "-1 1 -1 1", "3 7 3 7"})
    CHECK_THAT(notes_on_targets(targets), !ContainsSubstring("amounts"));
  CHECK_THAT(notes_on_targets("10 20 30 10", "classification"), !ContainsSubstring("amounts"));
}

TEST_CASE("classes that differ in upper and lower case alone are said to be several") {
  for (const char* targets : {"yes Yes no", "True true FALSE", "RED red Red blue"})
    CHECK_THAT(notes_on_targets(targets),
               ContainsSubstring("differ only in upper and lower case and are read as"));
  CHECK_THAT(notes_on_targets("yes Yes no"), ContainsSubstring("'Yes' and 'yes'"));
  CHECK_THAT(notes_on_targets("yes no Maybe"), !ContainsSubstring("upper and lower case"));
}

TEST_CASE("a target of long codes is said to be read as rounded amounts") {
  CHECK_THAT(notes_on_targets("1234567890123456 2345678901234567 3456789012345678"),
             !ContainsSubstring("rounded"));  // below 2^53
  for (const char* targets :
       {"9234567890123456 9345678901234567", "123456789012345678 -345678901234567890", "1e20 2e20 3e20"})
    CHECK_THAT(notes_on_targets(targets), ContainsSubstring("read as amounts, and rounded"));
}

TEST_CASE("a target that never varies is refused") {
  CHECK_THROWS_WITH(
      CsvFiles("x,y\n1,5.5\n2,5.5\n3,5.5\n").load(),
      ContainsSubstring("column 'y': all rows have the same target, 5.5: there is nothing to learn"));
}

TEST_CASE("a target of numbers or dates in signs that is read as classes is said to be") {
  for (const char* targets : {"$1,100 $2,300 $900", "0,25 0,5 1,75", "20% 30% 45%", "1'037 2'000 3'500"})
    CHECK_THAT(notes_on_targets(targets),
               ContainsSubstring("column 'y' holds texts such as '") &&
                   ContainsSubstring("look like numbers but are read as 3 classes") &&
                   ContainsSubstring("set task to \"classification\""));
  for (const char* targets : {"2021-03-31 2021-04-01 2021-04-02", "3/4/2021 5/6/2021 7/8/2021"})
    CHECK_THAT(notes_on_targets(targets), ContainsSubstring("look like dates but are read as 3 classes"));
  CHECK_THAT(notes_on_targets("unknown 20% 30%"), ContainsSubstring("such as '20%'"));
  CHECK_THAT(notes_on_targets("red green 30%"), !ContainsSubstring("look like"));
  CHECK_THAT(notes_on_targets("20% 30% 45%", "classification"), !ContainsSubstring("look like"));
}

TEST_CASE("numbers that are written in an unusual way are said to be read as categories") {
  for (const char* cell : {"(100)", "(1,037.50)", "($5)", "\u2212102", "\u20130.5", "0x1F", "0xff", "12:30",
                           "7:05:30", "100:00.5", "45%", "$3"}) {
    INFO(cell);
    const std::string cells = std::string("\"") + cell + "\"";
    CHECK_THAT(notes_of(CsvFiles(fmt::format("a,x,y\n{0},1.5,u\n{0},2,v\n", cells)).load()),
               ContainsSubstring(std::string("holds texts such as '") + cell + "', which look like numbers"));
  }
  CHECK_THAT(notes_of(CsvFiles("a,x,y\n(102),1.5,u\n(7),2,v\n").load()),
             ContainsSubstring("plain minus: -102"));
  for (const char* cell :
       {"(a)", "()", "\xe2\x88\x92", "0x", "0xfg", "12:3", "12:", "1:2:3", "12:30pm", "a:30", "1-2"}) {
    INFO(cell);
    CHECK(notes_of(CsvFiles(std::string("a,x,y\n") + cell + ",1.5,u\n" + cell + ",2,v\n").load()).empty());
  }
}

TEST_CASE("points that may stand between thousands are said to be read as decimal ones") {
  const auto notes = [](const std::string& cells) { return notes_of(CsvFiles("a;b;y\n" + cells).load()); };
  CHECK_THAT(notes("1.000;5;u\n12.500;7;v\n7;8;v\n"),
             ContainsSubstring("line 2: '1.000' is read as a decimal number") &&
                 ContainsSubstring("set thousands to \"point\""));
  for (const char* cells : {"1.000;0.134;u\n12.500;7;v\n", "1.000;5.5;u\n2.500;7;v\n",
                            "1.000;1234.567;u\n2;7;v\n", "10;5;u\n20;7;v\n", "p.000;5;u\nq;7;v\n"})
    CHECK_THAT(notes(cells), !ContainsSubstring("thousands to \"point\""));
  CHECK_THAT(notes_of(CsvFiles("a;b;y\n1.000;5;u\n2.000;7;v\n").with("thousands", "point").load()),
             !ContainsSubstring("read as a decimal number"));
  CHECK(notes_of(CsvFiles("a,b,y\n1.000,5,u\n2.500,7,v\n").load()).empty());
}

TEST_CASE("lines that look like comments are said not to be skipped") {
  CHECK_THROWS_WITH(CsvFiles("# made by hand\na,b,y\n1,2,u\n").load(),
                    ContainsSubstring("line 1 begins with '#'"));
  CHECK_THROWS_WITH(CsvFiles("a,b,y\n1,2,u\n# end\n").load(), ContainsSubstring("line 3 begins with '#'"));
  CHECK_THROWS_WITH(CsvFiles("# made, by hand\na,b,c,y\n1,2,3,u\n").load(),
                    ContainsSubstring("line 1 begins with '#'"));
  CHECK_THROWS_WITH(CsvFiles("# made by hand\na;y\n1;u\n").load(),
                    ContainsSubstring("line 1 begins with '#'"));
  CHECK_THAT(notes_of(CsvFiles("# a,b,y\n1,2.5,u\n2,3,v\n").load()),
             ContainsSubstring("line 1 (# a, b, y) begins with '#' and is read as the header"));
  CHECK(notes_of(CsvFiles("# a,b,y\n1,2.5,u\n2,3,v\n").with("header", "yes").load()).empty());
}

TEST_CASE("a target without a value, as lines that end in a delimiter have it, is refused as such") {
  for (const char* text : {"a,b,y,\n1,2,u,\n2,3,v,\n", "a;b;y;\n1;2;u;\n2;3;v;\n"}) {
    CHECK_THROWS_WITH(
        CsvFiles(text).load(),
        ContainsSubstring("column 'column 4', the target, has no value in any row, as where each "
                          "line ends in a delimiter; set target to the column to predict, and "
                          "ignore to \"column 4\""));
    CHECK(values(CsvFiles(text).with("target", "y").with("ignore", "column 4").load()) ==
          Numbers{1, 2, 2, 3});
  }
}

TEST_CASE("the delimiters are five, of which a blank is not guessed but advised") {
  CHECK(values(CsvFiles("a|b|y\n1|2|u\n2|3|v\n").load()) == Numbers{1, 2, 2, 3});
  CHECK(values(CsvFiles(" a  b y\n 1  2 u\n 2\t3 v \n").with("delimiter", "space").load()) ==
        Numbers{1, 2, 2, 3});
  CHECK(values(CsvFiles("sep=;\na;b;y\n1;2;u\n2;3;v\n").load()) == Numbers{1, 2, 2, 3});
  CHECK_THROWS_WITH(CsvFiles("a b y\n1 2 u\n").load(), ContainsSubstring("set delimiter to \"space\""));
  CHECK_THROWS_WITH(CsvFiles("a\n1\n").load(), ContainsSubstring("is the delimiter right?"));
  CHECK_THROWS_WITH(CsvFiles("a,b,y\n1,2,u\n").with("ignore", "a,b").load(),
                    ContainsSubstring("besides the target 'y': the others are ignored or have another use"));
}

TEST_CASE("a column in an advice is written as it is set") {
  const auto advised = [](const std::string& name) {
    const std::string notes =
        notes_of(CsvFiles(rows(name + ",x,y", [](int i) { return std::to_string(i); })).load());
    const std::string before = "set ignore to ";
    const std::size_t begin = notes.find(before) + before.size();
    return notes.substr(begin, notes.find('\n', begin) - begin);
  };
  CHECK(advised("id") == R"("id")");
  CHECK(advised(R"("id ""n""")") == R"("id \"n\"")");
  CHECK(advised(R"("a\b")") == R"("a\\b")");
  CHECK(advised(R"("a, b")") == R"("1")");
  CHECK(advised(R"(" a")") == R"("1")");
}

TEST_CASE("a column of the number 0 is none") {
  CHECK_THROWS_WITH(CsvFiles("a,y\n1,u\n2,v\n").with("target", "0").load(),
                    ContainsSubstring("has no column '0'; columns are counted from 1"));
}

TEST_CASE("however long cells and names are, messages are not") {
  const std::string digits(100000, '7'), word(100000, 'w');
  const auto length = [](const std::string& text, const std::map<std::string, std::string>& settings = {}) {
    CsvFiles files(text);
    for (const auto& [name, value] : settings) files.with(name, value.c_str());
    try {
      return notes_of(files.load()).size();
    } catch (const tryall::Error& error) {
      return std::string(error.what()).size();
    }
  };
  constexpr std::size_t most = 700;
  CHECK(length("a,y\n" + digits + ",1\n2,3\n") < most);
  CHECK(length("a,y\n1,u\n2,v\n" + word + ",v\n3,v\n5,v\n") < most);
  CHECK(length("a,y\n1," + word + "\n2," + word + "\n") < most);
  CHECK(length("a,y\n" + digits + "%,u\n2%,v\n") < most);
  CHECK(length("a,y\n0" + digits + ",u\n2,v\n") < most);
  CHECK(length(word + ",y\n1,u\n2,v\nx,u\n") < most);
  CHECK(length(word + "," + word + "\n1,u\n2,v\n") < most);
  CHECK(length("a,t,y\n1," + word + ",u\n2,v,v\n", {{"time", "t"}}) < most);
  CHECK(length(digits + "," + word + "\n2,v\n3,u\n") < most);
}

}  // namespace csv_guess_test
