#include "tryall/experiment/number_text.hpp"

#include "catch.hpp"
#include "tryall/error.hpp"

using tryall::number_from;
using tryall::real_number_from;

namespace {

std::int64_t whole(const char* text) { return std::get<std::int64_t>(number_from(text).value()); }
double double_of(const char* text) { return std::get<double>(number_from(text).value()); }

}  // namespace

TEST_CASE("a number is the decimal number that is written, whatever zeros and signs stand before it") {
  CHECK(whole("8") == 8);
  CHECK(whole("08") == 8);
  CHECK(whole("010") == 10);
  CHECK(whole("+8") == 8);
  CHECK(whole("-08") == -8);
  CHECK(whole("9223372036854775807") == INT64_MAX);
  CHECK(double_of(".001") == 0.001);
  CHECK(double_of("+0.01") == 0.01);
  CHECK(double_of("-.5") == -0.5);
  CHECK(double_of("1.") == 1.0);
  CHECK(double_of("1e3") == 1000.0);
  CHECK(double_of("1E-3") == 0.001);
  CHECK(real_number_from("08") == 8.0);
}

TEST_CASE("other text is no number") {
  for (const char* text : {"",    "+",   "-",    ".",  "e3", "1e",  "1e+", "0x10",  "1_000", "1,5",
                           "nan", "inf", "-inf", " 1", "1 ", "--1", "+-1", "1.2.3", "1e3.5", "12ab"}) {
    INFO(text);
    CHECK_FALSE(number_from(text).has_value());
    CHECK_FALSE(real_number_from(text).has_value());
  }
}

TEST_CASE("a number that cannot be held is refused, not cut off") {
  CHECK_THROWS_WITH(number_from("18446744073709551616"),
                    "the whole number 18446744073709551616 is too large");
  CHECK_THROWS_WITH(number_from("9223372036854775808"), "the whole number 9223372036854775808 is too large");
  CHECK_THROWS_WITH(number_from("1e400"), "the number 1e400 is too large");
  CHECK_THROWS_WITH(number_from("-1e400"), "the number -1e400 is too large");
  CHECK_THROWS_WITH(number_from("1e-400"), "the number 1e-400 is too small");
}
