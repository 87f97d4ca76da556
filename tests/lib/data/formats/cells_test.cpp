// What a cell spells: numbers, dates, text.
#include <bit>
#include <charconv>
#include <cstdint>
#include <random>

#include "catch.hpp"
#include "data/formats/date.hpp"
#include "data/formats/decimal.hpp"
#include "tryall/utf8.hpp"

namespace cells_test {

using tryall::is_utf8;
using tryall::data::date_in;
using tryall::data::is_unsure_date;
using tryall::data::plain_decimal;

namespace {

/// Whether the cell is read as std::from_chars reads it, to the last bit, or left to it.
bool agrees(const std::string& cell) {
  double mine = 0, theirs = 0;
  if (!plain_decimal(cell, mine)) return true;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), theirs);
  return error == std::errc() && end == cell.data() + cell.size() &&
         std::bit_cast<std::uint64_t>(mine) == std::bit_cast<std::uint64_t>(theirs);
}

}  // namespace

TEST_CASE("plain decimal numbers are the nearest doubles") {
  std::mt19937_64 draw(1);
  std::size_t read = 0;
  for (int i = 0; i < 200000; ++i) {
    std::string digits = std::to_string(draw() >> draw() % 64);
    digits.insert(draw() % (digits.size() + 1), draw() % 3 == 0 ? "" : ".");
    if (draw() % 4 == 0) digits.insert(0, "-");
    double number = 0;
    read += plain_decimal(digits, number);
    if (!agrees(digits)) FAIL(digits);
  }
  CHECK(read > 100000);
  for (const char* cell : {"0", "-0", "0.1", ".5", "5.", "-.25", "007", "9007199254740991",
                           "9007199254740993", "0.000000000000000001", "123456789012345.678"})
    CHECK(agrees(cell));
}

TEST_CASE("what is no plain decimal number is left to others") {
  double number = 0;
  for (const char* cell : {"", ".", "-", "-.", "+1", "1e5", "1.2.3", "--1", "1,5", "inf", "nan", "0x10", " 1",
                           "1 ", "9007199254740993", "1234567890123456789"})
    CHECK_FALSE(plain_decimal(cell, number));
}

TEST_CASE("dates of ISO 8601 are days since 1970") {
  CHECK(date_in("1970-01-01") == 0);
  CHECK(date_in("1970-01-02T18:00:00Z") == 1.75);
  CHECK(date_in("2000/3/1") == 11017);
  CHECK(date_in("2000-02-29 06:00") == 11016.25);
  CHECK(date_in("1969-12-31 12:00:00.0") == -0.5);
  for (const char* cell :
       {"2001-02-29", "2021-13-01", "2021-00-10", "2021-1", "2021-01/02", "20210102", "2021-01-02x",
        "2021-01-02 25:00", "2021-01-02T1", "2021-01-02 10:00+02:00", "31.12.2021", "1.5", ""})
    CHECK_FALSE(date_in(cell));
}

TEST_CASE("dates whose day and month have no sure places are told") {
  for (const char* cell : {"3/4/2021", "31.12.2020", "12-31-99", "1/2/21 10:00"}) CHECK(is_unsure_date(cell));
  for (const char* cell : {"2021-03-04", "1.2.3", "192.168.0.1", "32/13/2021", "1/2", "a/b/c", "10.5"})
    CHECK_FALSE(is_unsure_date(cell));
}

TEST_CASE("text is UTF-8 or it is not") {
  for (const char* text : {"", "plain", "M\xc3\xbcller", "\xe2\x82\xac", "\xf0\x9f\x98\x80", "\xed\x9f\xbf"})
    CHECK(is_utf8(text));
  for (const char* text : {"M\xfcller", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\x80",
                           "\xe2\x82", "\xe0\x80\x80", "\xf0\x80\x80\x80"})
    CHECK_FALSE(is_utf8(text));
}

TEST_CASE("a long text is cut at a character, a short one is whole") {
  CHECK(tryall::excerpt(std::string(80, 'a')) == std::string(80, 'a'));
  CHECK(tryall::excerpt(std::string(81, 'a')) == std::string(60, 'a') + "...");
  std::string umlauts = "a";
  for (int i = 0; i < 50; ++i) umlauts += "\xc3\xa4";
  CHECK(tryall::excerpt(umlauts) == umlauts.substr(0, 59) + "...");
  CHECK(is_utf8(tryall::excerpt(umlauts)));
}

}  // namespace cells_test
