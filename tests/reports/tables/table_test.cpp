#include "tryall/reports/tables/table.hpp"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "../special_values.hpp"
#include "catch.hpp"
#include "configs.hpp"
#include "sweep_text.hpp"

using tryall::reports::Cell;
using tryall::reports::Format;
using tryall::reports::format_from;
using tryall::reports::render;
using tryall::reports::short_number;
using tryall::reports::Table;
using tryall::testing::infinity;
using tryall::testing::not_a_number;

namespace {

Table one_cell(const Cell& cell) { return {{"a"}, {{cell}}}; }

std::string csv_field(const Cell& cell) {
  const std::string text = render(one_cell(cell), Format::csv);
  CHECK_THAT(text, StartsWith("a\n"));
  return text.substr(2, text.size() - 3);
}

std::string markdown_field(const std::string& cell) {
  const std::string text = render(one_cell(cell), Format::markdown);
  CHECK_THAT(text, StartsWith("| a |\n| --- |\n| "));
  return text.substr(16, text.size() - 19);
}

const Table mixed_table = {{"optimizer", "learning_rate", "n", "note"},
                           {{"sgd", 0.1, std::int64_t{5}, Cell()},
                            {"momentum", 0.00316228, std::int64_t{10}, "best"},
                            {Cell(), Cell(), Cell(), Cell()}}};

}  // namespace

TEST_CASE("a table for people is aligned: names to the left, numbers to the right, nothing for no value") {
  CHECK(render(mixed_table, Format::table) ==
        "optimizer  learning_rate   n  note\n"
        "sgd                  0.1   5\n"
        "momentum      0.00316228  10  best\n"
        "\n");
}

TEST_CASE("a column that holds a name is aligned to the left as a whole") {
  const Table table = {{"batch"}, {{std::int64_t{8}}, {"full"}, {std::int64_t{128}}}};
  CHECK(render(table, Format::table) == "batch\n8\nfull\n128\n");
}

TEST_CASE("characters of several bytes are as wide as others") {
  const Table table = {{"\xC3\xA4\xC3\xB6\xC3\xBC", "n"},
                       {{"a", std::int64_t{1}}, {"\xE2\x82\xAC", std::int64_t{22}}}};
  CHECK(render(table, Format::table) == "\xC3\xA4\xC3\xB6\xC3\xBC   n\na     1\n\xE2\x82\xAC    22\n");
}

TEST_CASE("a table without rows is its header") {
  const Table table = {{"a", "b"}, {}};
  CHECK(render(table, Format::table) == "a  b\n");
  CHECK(render(table, Format::csv) == "a,b\n");
  CHECK(render(table, Format::json) == "[]\n");
  CHECK(render(table, Format::markdown) == "| a | b |\n| ---: | ---: |\n");
}

TEST_CASE("line breaks and control characters do not break a table for people") {
  CHECK(render(one_cell("x\ny\tz\x1B[31m\x7F|"), Format::table) == "a\nx y z [31m |\n");
  CHECK(markdown_field("x\r\ny") == "x  y");
}

TEST_CASE("CSV is exact and quoted where it must be") {
  CHECK(render(mixed_table, Format::csv) ==
        "optimizer,learning_rate,n,note\n"
        "sgd,0.1,5,\n"
        "momentum,0.00316228,10,best\n"
        ",,,\n");
  CHECK(csv_field("a,b") == "\"a,b\"");
  CHECK(csv_field("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(csv_field("two\nlines") == "\"two\nlines\"");
  CHECK(csv_field("cr\r") == "\"cr\r\"");
  CHECK(csv_field("plain; text") == "plain; text");
  CHECK(csv_field(0.1 + 0.2) == "0.30000000000000004");
  CHECK(csv_field(std::int64_t{9223372036854775807}) == "9223372036854775807");
  CHECK(render({{"a,b"}, {}}, Format::csv) == "\"a,b\"\n");
}

TEST_CASE("JSON is a list of objects in the order of columns, with numbers as numbers") {
  const std::string text = render(mixed_table, Format::json);
  const auto rows = nlohmann::ordered_json::parse(text);
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].dump() == R"({"optimizer":"sgd","learning_rate":0.1,"n":5,"note":null})");
  CHECK(rows[1].dump() == R"({"optimizer":"momentum","learning_rate":0.00316228,"n":10,"note":"best"})");
  CHECK(rows[2].dump() == R"({"optimizer":null,"learning_rate":null,"n":null,"note":null})");
  CHECK(text.back() == '\n');
}

TEST_CASE("JSON holds every text and every number exactly") {
  const auto value = [](const Cell& cell) {
    return nlohmann::json::parse(render(one_cell(cell), Format::json))[0]["a"];
  };
  CHECK(value("q\"b\\n\n\x01") == "q\"b\\n\n\x01");
  CHECK(value(0.1 + 0.2) == 0.1 + 0.2);
  CHECK(value(std::int64_t{9007199254740993}) == std::int64_t{9007199254740993});
  CHECK(value("bad \xFF byte") == "bad \xEF\xBF\xBD byte");
}

TEST_CASE("Markdown is escaped, aligned by its header, and one line a row") {
  CHECK(render(mixed_table, Format::markdown) ==
        "| optimizer | learning\\_rate | n | note |\n"
        "| --- | ---: | ---: | --- |\n"
        "| sgd | 0.1 | 5 |  |\n"
        "| momentum | 0.00316228 | 10 | best |\n"
        "|  |  |  |  |\n");
  CHECK(markdown_field("a|b") == "a\\|b");
  CHECK(markdown_field("<b>*_[x]`\\") == "\\<b\\>\\*\\_\\[x\\]\\`\\\\");
}

TEST_CASE("what is no number is never printed") {
  for (const double value : {not_a_number, infinity, -infinity}) {
    CHECK(short_number(value).empty());
    CHECK(csv_field(value).empty());
    CHECK(render(one_cell(value), Format::table) == "a\n\n");
    CHECK(render(one_cell(value), Format::markdown) == "| a |\n| ---: |\n|  |\n");
    CHECK(nlohmann::json::parse(render(one_cell(value), Format::json))[0]["a"].is_null());
  }
}

TEST_CASE("numbers for people have six digits") {
  CHECK(short_number(0.1 + 0.2) == "0.3");
  CHECK(short_number(123456789) == "1.23457e+08");
  CHECK(short_number(0.000012345678) == "1.23457e-05");
  CHECK(short_number(-0.5) == "-0.5");
}

TEST_CASE("times are told in one way, from milliseconds to days") {
  CHECK(tryall::reports::duration_text(0.0123) == "0.012 s");
  CHECK(tryall::reports::duration_text(0.38) == "0.38 s");
  CHECK(tryall::reports::duration_text(43.21) == "43.2 s");
  CHECK(tryall::reports::duration_text(59.7) == "1 min 0 s");
  CHECK(tryall::reports::duration_text(100) == "1 min 40 s");
  CHECK(tryall::reports::duration_text(7500) == "2 h 5 min");
  CHECK(tryall::reports::duration_text(86399.9) == "1 d 0 h");
  CHECK(tryall::reports::duration_text(274000) == "3 d 4 h");
}

TEST_CASE("formats are known by name, others refused with the nearest") {
  CHECK(format_from("table") == Format::table);
  CHECK(format_from("csv") == Format::csv);
  CHECK(format_from("json") == Format::json);
  CHECK(format_from("md") == Format::markdown);
  const auto refused = [](const std::string& name) {
    return tryall::testing::message_of([&] { format_from(name); });
  };
  CHECK(refused("jsn") == "unknown format 'jsn' (did you mean 'json'?)");
  CHECK(refused("parquet") == "unknown format 'parquet' (known: table, csv, json, md)");
  CHECK(refused("") == "unknown format '' (known: table, csv, json, md)");
}
