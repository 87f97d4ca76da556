#include <cmath>
#include <limits>

#include "catch.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/technique.hpp"

using tryall::Parameter;
using tryall::range_text;
using tryall::SettingError;
using tryall::validated;
using tryall::Value;

namespace {

using Integers = std::vector<std::int64_t>;
using Type = Parameter::Type;

const Value flag = true;
const Value integer = std::int64_t{2};
const Value fraction = 2.5;
const Value word = std::string("two");
const Value list = Integers{2, 3};

bool refuses(const Parameter& parameter, const Value& value) {
  try {
    validated(parameter, value);
    return false;
  } catch (const SettingError& error) {
    return error.setting() == parameter.name;
  }
}

}  // namespace

TEST_CASE("a boolean parameter takes booleans alone") {
  const Parameter parameter = {.name = "nested", .type = Type::boolean};
  CHECK(validated(parameter, flag) == flag);
  for (const Value& value : {integer, fraction, word, list}) CHECK(refuses(parameter, value));
}

TEST_CASE("an integer parameter takes integers and numbers without a fraction") {
  const Parameter parameter = {.name = "count", .type = Type::integer};
  CHECK(validated(parameter, integer) == integer);
  CHECK(validated(parameter, 2.0) == integer);
  CHECK(validated(parameter, std::numeric_limits<std::int64_t>::max()) ==
        Value(std::numeric_limits<std::int64_t>::max()));
  for (const Value& value : {flag, fraction, word, list, Value(1e300), Value(std::nan("")), Value(INFINITY)})
    CHECK(refuses(parameter, value));
  CHECK_THROWS_WITH(validated(parameter, fraction), "count must be a whole number, not 2.5");
}

TEST_CASE("a number parameter takes numbers and integers, and gives a number") {
  const Parameter parameter = {.name = "rate", .type = Type::number};
  CHECK(validated(parameter, fraction) == fraction);
  CHECK(validated(parameter, integer) == Value(2.0));
  for (const Value& value : {flag, word, list, Value(std::nan(""))}) CHECK(refuses(parameter, value));
}

TEST_CASE("a word parameter takes its words alone, or any when it lists none") {
  const Parameter any = {.name = "folder", .type = Type::word};
  CHECK(validated(any, word) == word);
  CHECK(validated(any, integer) == Value(std::string("2")));  // a column by its number, or called so
  CHECK(validated(any, fraction) == Value(std::string("2.5")));
  for (const Value& value : {flag, list}) CHECK(refuses(any, value));
  const Parameter listed = {.name = "per", .type = Type::word, .words = {"feature", "all"}};
  CHECK(validated(listed, std::string("all")) == Value(std::string("all")));
  for (const Value& value : {word, integer, fraction}) CHECK(refuses(listed, value));
  CHECK_THROWS_WITH(validated(listed, std::string("featur")),
                    "unknown per 'featur' (did you mean 'feature'?)");
}

TEST_CASE("a list parameter takes lists of integers, each in range") {
  const Parameter parameter = {.name = "hidden", .type = Type::integers, .low = 1, .high = 64};
  CHECK(validated(parameter, list) == list);
  CHECK(validated(parameter, Integers{}) == Value(Integers{}));
  for (const Value& value : {flag, integer, fraction, word, Value(Integers{2, 0}), Value(Integers{65, 2})})
    CHECK(refuses(parameter, value));
}

TEST_CASE("a closed range holds its ends, an open one does not") {
  Parameter parameter = {.name = "rate", .type = Type::number, .low = 0, .high = 1};
  CHECK_FALSE(refuses(parameter, 0.0));
  CHECK_FALSE(refuses(parameter, 1.0));
  CHECK(refuses(parameter, -1e-9));
  CHECK(refuses(parameter, 1 + 1e-9));
  parameter.low_open = parameter.high_open = true;
  CHECK(refuses(parameter, 0.0));
  CHECK(refuses(parameter, 1.0));
  CHECK_FALSE(refuses(parameter, 1e-9));
  CHECK_FALSE(refuses(parameter, 1 - 1e-9));
  CHECK_THROWS_WITH(validated(parameter, std::int64_t{2}),
                    "rate must be greater than 0 and less than 1, not 2");
}

TEST_CASE("the zero word stands for 0, outside the range") {
  const Parameter parameter = {.name = "batch_size", .type = Type::integer, .low = 1, .zero_word = "full"};
  CHECK(validated(parameter, std::string("full")) == Value(std::int64_t{0}));
  CHECK(validated(parameter, std::int64_t{1}) == Value(std::int64_t{1}));
  CHECK(refuses(parameter, std::int64_t{0}));
  CHECK(refuses(parameter, std::string("half")));
  CHECK_THROWS_WITH(validated(parameter, std::string("half")),
                    "batch_size must be a whole number or \"full\", not the text \"half\"");
  const Parameter without = {.name = "epochs", .type = Type::integer};
  CHECK(refuses(without, std::string("full")));
  CHECK(refuses(without, std::string()));
}

TEST_CASE("a range in words") {
  CHECK(range_text({.name = "x"}) == "any");
  CHECK(range_text({.name = "x", .low = 0}) == "at least 0");
  CHECK(range_text({.name = "x", .high = 1}) == "at most 1");
  CHECK(range_text({.name = "x", .low = 0, .high = 1, .low_open = true}) == "greater than 0 and at most 1");
  CHECK(range_text({.name = "x", .low = 0, .high = 1, .high_open = true}) == "at least 0 and less than 1");
  CHECK(range_text({.name = "x", .low = 1, .zero_word = "full"}) == "at least 1 or \"full\"");
}

TEST_CASE("a text is told from the number or flag that it looks like") {
  const Parameter rate{.name = "rate"};
  const Parameter flag{.name = "flag", .type = Parameter::Type::boolean};
  const Parameter list{.name = "list", .type = Parameter::Type::integers};
  CHECK_THROWS_WITH(validated(rate, std::string("1e-3")),
                    "rate must be a number, not the text \"1e-3\" (leave out the quotes)");
  CHECK_THROWS_WITH(validated(rate, std::string("fast")), "rate must be a number, not the text \"fast\"");
  CHECK_THROWS_WITH(validated(flag, std::string("true")),
                    "flag must be true or false, not the text \"true\" (leave out the quotes)");
  CHECK_THROWS_WITH(validated(list, tryall::List{std::string("8")}),
                    "expected a whole number, not the text \"8\" (leave out the quotes)");
}

TEST_CASE("a whole number that is too large is not called no whole number") {
  const Parameter size{.name = "size", .type = Parameter::Type::integer};
  const Parameter list{.name = "list", .type = Parameter::Type::integers};
  CHECK_THROWS_WITH(validated(size, 1e19), "the whole number 1e+19 is too large");
  CHECK_THROWS_WITH(validated(size, -1e19), "the whole number -1e+19 is too small");
  CHECK_THROWS_WITH(validated(list, tryall::List{1e19}), "the whole number 1e+19 is too large");
  CHECK_THROWS_WITH(validated(size, 1.5), "size must be a whole number, not 1.5");
}
