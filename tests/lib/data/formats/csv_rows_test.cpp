// Rows are the same however the text comes in pieces.
#include "data/formats/csv_rows.hpp"

#include "catch.hpp"
#include "tryall/error.hpp"

namespace csv_rows_test {

using tryall::data::CsvRows;

namespace {

CsvRows::Read in_pieces(const std::string& text, std::size_t most) {
  return [text, most, at = std::size_t{0}](std::span<std::uint8_t> room) mutable {
    const std::size_t count = std::min({most, room.size(), text.size() - at});
    std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(at), count, room.begin());
    at += count;
    return count;
  };
}

/// "1:a|b;3:c|d;" with the line of each row.
std::string shown(const std::string& text, std::size_t piece, std::size_t room, char delimiter = '\0') {
  CsvRows rows(in_pieces(text, piece), delimiter, "made.csv", room);
  std::string all;
  while (rows.next()) {
    all += std::to_string(rows.line()) + ":";
    for (const std::string_view cell : rows.cells()) all += std::string(cell) + "|";
    all += ";";
  }
  return all;
}

}  // namespace

TEST_CASE("rows do not depend on where the pieces end") {
  const std::pair<const char*, const char*> texts[] = {
      {"a,b\n1,2\n", "1:a|b|;2:1|2|;"},
      {"a,b\r\n\"x\r\ny\",\"2\"\"3\"\r\n\r\n 4 ,\t5", "1:a|b|;2:x\r\ny|2\"3|;5:4|5|;"},
      {"\n \n\"a\" ;b;\r;;\r\"\";\" \";c", "3:a|b||;4:|||;5:| |c|;"},
      {"\xef\xbb\xbf"
       "a\tb\n\t\n x\t\"y\"",
       "1:a|b|;2:||;3:x|y|;"},
      {"a\r\rb\r\n\nc\n", "1:a|;3:b|;5:c|;"},
      {"alone", "1:alone|;"},
      {"a|b\n1|\"2|3\"\n", "1:a|b|;2:1|2|3|;"},
      {"sep=;\na;b,c\n1;2\n", "2:a|b,c|;3:1|2|;"},
      {"\xef\xbb\xbfSEP=,\r\na,b\r\n", "2:a|b|;"},
      {"sep=\t\na\tb", "2:a|b|;"},
      {"sep=;", ""},
      {"sep=;x\n1", "1:sep=|x|;2:1|;"},
      {"", ""}};
  for (const auto& [text, rows] : texts)
    for (const std::size_t piece : {1, 2, 3, 5, 7, 100})
      for (const std::size_t room : {1, 2, 3, 8, 4096}) {
        INFO(text << " in pieces of " << piece << " into room for " << room);
        CHECK(shown(text, piece, room) == rows);
      }
}

TEST_CASE("any number of blanks may separate cells, and stand around a row") {
  const std::pair<const char*, const char*> texts[] = {{"a b\n1 2\n", "1:a|b|;2:1|2|;"},
                                                       {"  a   b\t c  \n\n 1\t2 3", "1:a|b|c|;3:1|2|3|;"},
                                                       {"\"a b\"  \"c\"\n1 \"\"\n", "1:a b|c|;2:1||;"},
                                                       {"   \n a,b \r\n\t\r\n", "2:a,b|;"}};
  for (const auto& [text, rows] : texts)
    for (const std::size_t piece : {1, 2, 3, 100})
      for (const std::size_t room : {1, 3, 4096}) {
        INFO(text << " in pieces of " << piece << " into room for " << room);
        CHECK(shown(text, piece, room, ' ') == rows);
      }
  CHECK_THROWS_WITH(shown("a b\n\"1\"x 2\n", 100, 4096, ' '),
                    ContainsSubstring("line 2: a quote is out of place"));
}

TEST_CASE("a first line that names the separator is none of the rows, whatever is set") {
  CHECK(shown("sep=;\na,b\n", 100, 4096, ',') == "2:a|b|;");
}

TEST_CASE("rows behind the beginning, from which a file's kind is told, do not depend on pieces either") {
  for (const std::string text :
       {"a,b\r\n", "1,\"x\r\ny\"\r\n\r\n", "\"2\"\"3\" , 4 \n", "\r\r\n,,\r", "\n \n\"\",\n"}) {
    std::string many;
    while (many.size() < 6000) many += text;
    const std::string expected = shown(many, many.size(), many.size(), ',');
    for (const std::size_t piece : {1, 2, 3, 5, 7, 100})
      for (const std::size_t room : {1, 2, 3, 8, 1000}) {
        INFO(text << " in pieces of " << piece << " into room for " << room);
        CHECK(shown(many, piece, room, ',') == expected);
      }
  }
}

TEST_CASE("a row may be longer than a piece, by far") {
  std::string text = "a,b\n", expected = "1:a|b|;2:";
  const std::string cell(10000, 'x');
  text += cell + ",\"" + cell + "\n" + cell + "\"\n1,2\n";
  expected += cell + "|" + cell + "\n" + cell + "|;4:1|2|;";
  for (const std::size_t room : {1, 64, 10001, 1 << 20}) CHECK(shown(text, 1 << 20, room) == expected);
}

TEST_CASE("what is wrong is refused with its line, however the text comes in pieces") {
  const std::pair<const char*, const char*> texts[] = {
      {"a,b\n1,2\n3\"x,4\n", "made.csv: line 3: a quote is out of place"},
      {"a,b\n\"1\n2\"x,4\n", "line 3: a quote is out of place"},
      {"a,b\n\n1,\"2\n3,4\n", "line 3: a quote is opened and never closed"}};
  for (const auto& [text, message] : texts)
    for (const std::size_t piece : {1, 2, 4, 100})
      CHECK_THROWS_WITH(shown(text, piece, 4), ContainsSubstring(message));
  for (const char* cells : {"1,\"2", "1,2", "\"1"})
    CHECK_THROWS_WITH(shown(std::string("a,b\n") + cells + std::string(1, '\0') + "\",3\n", 3, 8),
                      ContainsSubstring("is not a file of text in UTF-8"));
}

}  // namespace csv_rows_test
