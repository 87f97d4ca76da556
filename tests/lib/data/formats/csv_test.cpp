#include "tryall/data/formats/csv.hpp"

#include "catch.hpp"
#include "tryall/error.hpp"

using tryall::data::CsvTable;

namespace {

CsvTable parsed(const std::string& text, char delimiter = '\0') {
  return {{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, delimiter, "made.csv"};
}

using Row = std::vector<std::string>;

Row row_of(const CsvTable& table, std::size_t row) {
  Row cells;
  for (std::size_t column = 0; column < table.columns(); ++column)
    cells.emplace_back(table.cell(row, column));
  return cells;
}

}  // namespace

TEST_CASE("rows are read with the lines on which they begin, blank lines left out") {
  const CsvTable table = parsed("a,b\n\n1, 2 \n   \n3,4\n\n\n");
  REQUIRE(table.rows() == 3);
  CHECK(row_of(table, 0) == Row{"a", "b"});
  CHECK(row_of(table, 1) == Row{"1", "2"});
  CHECK(row_of(table, 2) == Row{"3", "4"});
  CHECK(table.line(0) == 1);
  CHECK(table.line(1) == 3);
  CHECK(table.line(2) == 5);
}

TEST_CASE(
    "quoted cells hold delimiters, doubled quotes, blanks and line breaks, and lines are still counted") {
  const CsvTable table = parsed("\"a,\"\"b\"\"\",\" c \"\n\"x\n\ny\",2\n3,4\n");
  REQUIRE(table.rows() == 3);
  CHECK(row_of(table, 0) == Row{"a,\"b\"", " c "});
  CHECK(row_of(table, 1) == Row{"x\n\ny", "2"});
  CHECK(table.line(1) == 2);
  CHECK(table.line(2) == 5);
}

TEST_CASE("line ends of Windows and of old, a byte order mark and a last line without an end are all read") {
  for (const char* text : {"a,b\r\n1,2\r\n",
                           "\xef\xbb\xbf"
                           "a,b\n1,2",
                           "a,b\r1,2\r", "\r\na,b\r\n\r\n1,2"}) {
    INFO(text);
    const CsvTable table = parsed(text);
    REQUIRE(table.rows() == 2);
    CHECK(row_of(table, 0) == Row{"a", "b"});
    CHECK(row_of(table, 1) == Row{"1", "2"});
    CHECK(table.line(1) == (text[0] == '\r' ? 4 : 2));
  }
}

TEST_CASE("the delimiter is told by the first line, outside its quotes, or given") {
  CHECK(row_of(parsed("a\tb\tc\n1\t2\t3"), 1) == Row{"1", "2", "3"});
  CHECK(row_of(parsed("\"a,b,c\";b\n1;2"), 0) == Row{"a,b,c", "b"});
  CHECK(row_of(parsed("\n  \na;b"), 0) == Row{"a", "b"});
  CHECK(row_of(parsed("a;b,c;d", ','), 0) == Row{"a;b", "c;d"});
  CHECK(row_of(parsed("a\t\tc"), 0) == Row{"a", "", "c"});
  CHECK(row_of(parsed("alone"), 0) == Row{"alone"});
}

TEST_CASE("cells may be empty, also the last") {
  CHECK(row_of(parsed(",b,\n,,"), 0) == Row{"", "b", ""});
  CHECK(row_of(parsed(",b,\n,,"), 1) == Row{"", "", ""});
  CHECK(parsed("").rows() == 0);
}

TEST_CASE("rows of unequal length are refused with their line") {
  CHECK_THROWS_WITH(parsed("a,b\n\"1\n2\",3\n4\n"),
                    ContainsSubstring("made.csv: line 4: has 1 cells where line 1 has 2"));
  CHECK_THROWS_WITH(parsed("a,b\n1,2,3"), ContainsSubstring("line 2: has 3 cells"));
}

TEST_CASE("a quote that is out of place or never closed is refused with its line") {
  CHECK_THROWS_WITH(parsed("a,b\n1,2\n3\"x,4\n"), ContainsSubstring("line 3: a quote is out of place"));
  CHECK_THROWS_WITH(parsed("a,b\n1,\"2\n3,4\n"),
                    ContainsSubstring("line 2: a quote is opened and never closed"));
}

TEST_CASE("a file that is not text is refused") {
  CHECK_THROWS_WITH(parsed(std::string("a\0,\0b\0", 6)), ContainsSubstring("save it as UTF-8"));
}
