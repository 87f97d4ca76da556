#include "space/json_positions.hpp"

#include "catch.hpp"
#include "tryall/sweeps/space/document.hpp"

using tryall::sweeps::JsonPositions;

namespace {

struct Offsets {
  std::map<std::string, std::size_t> values, keys;
};

Offsets offsets(const std::string& text) {
  JsonPositions positions(text);
  REQUIRE(nlohmann::json::sax_parse(text, &positions, nlohmann::json::input_format_t::json, true, true));
  return {positions.take_values(), positions.take_keys()};
}

}  // namespace

TEST_CASE("each value of nested lists and objects has its place") {
  const Offsets found = offsets(R"({"a": [[1, 22], [], {"b": [true, null]}]})");
  CHECK(found.values == std::map<std::string, std::size_t>{{"", 0},
                                                           {"a", 6},
                                                           {"a[0]", 7},
                                                           {"a[0][0]", 8},
                                                           {"a[0][1]", 11},
                                                           {"a[1]", 16},
                                                           {"a[2]", 20},
                                                           {"a[2].b", 26},
                                                           {"a[2].b[0]", 27},
                                                           {"a[2].b[1]", 33}});
  CHECK(found.keys == std::map<std::string, std::size_t>{{"a", 1}, {"a[2].b", 21}});
}

TEST_CASE("quotes, brackets and comment signs inside strings do not move what follows") {
  const Offsets found = offsets(R"({"a\"b\\": "x\"y,{ // /*", "c": 1})");
  CHECK(found.values == std::map<std::string, std::size_t>{{"", 0}, {"a\"b\\", 11}, {"c", 32}});
  CHECK(found.keys == std::map<std::string, std::size_t>{{"a\"b\\", 1}, {"c", 27}});
}

TEST_CASE("places count bytes, and escaped characters are one in the path and six in the text") {
  const Offsets plain = offsets("{\"\xC3\xA4\": \"\xE2\x82\xAC\", \"c\": 1}");
  CHECK(plain.values == std::map<std::string, std::size_t>{{"", 0}, {"\xC3\xA4", 7}, {"c", 19}});
  const Offsets escaped = offsets(R"({"\u00e4": "\ud83d\ude42", "c": 1})");
  CHECK(escaped.values == std::map<std::string, std::size_t>{{"", 0}, {"\xC3\xA4", 11}, {"c", 32}});
}

TEST_CASE("every kind of value is stepped over as a whole") {
  const Offsets found = offsets(R"([-1.5e+3,true,false,null,"",18446744073709551615,-7,{},[],0])");
  CHECK(found.values == std::map<std::string, std::size_t>{{"", 0},
                                                           {"[0]", 1},
                                                           {"[1]", 9},
                                                           {"[2]", 14},
                                                           {"[3]", 20},
                                                           {"[4]", 25},
                                                           {"[5]", 28},
                                                           {"[6]", 49},
                                                           {"[7]", 52},
                                                           {"[8]", 55},
                                                           {"[9]", 58}});
}

TEST_CASE("blanks, line ends, comments and a byte order mark lie between values") {
  const Offsets found = offsets("\xEF\xBB\xBF// [\n[\t1/* , */,\r\n/**/2 // ]\n,3/*\n*/]");
  CHECK(found.values == std::map<std::string, std::size_t>{{"", 8}, {"[0]", 10}, {"[1]", 25}, {"[2]", 33}});
}

TEST_CASE("a single value is the whole document") {
  CHECK(offsets("  42").values == std::map<std::string, std::size_t>{{"", 2}});
}
