#include "tryall/experiment/technique.hpp"

#include "catch.hpp"
#include "tryall/error.hpp"

using tryall::Choice;
using tryall::Family;
using tryall::SettingError;
using tryall::Technique;
using tryall::to_text;
using tryall::Value;

namespace {

using Integers = std::vector<std::int64_t>;
using Type = tryall::Parameter::Type;

const Technique plain = {.name = "plain", .summary = "none", .source = "", .parameters = {}};
const Technique rich = {
    .name = "rich",
    .summary = "every type",
    .source = "",
    .parameters = {{.name = "nested", .type = Type::boolean, .fallback = false},
                   {.name = "count", .type = Type::integer, .fallback = std::int64_t{3}, .low = 0},
                   {.name = "rate", .type = Type::number, .fallback = 0.5},
                   {.name = "mode",
                    .type = Type::word,
                    .fallback = std::string("outside"),
                    .words = {"outside", "inside"}},
                   {.name = "widths", .type = Type::integers, .fallback = Integers{8, 4}}}};
const Technique demanding = {
    .name = "demanding",
    .summary = "a required setting",
    .source = "",
    .parameters = {
        {.name = "folder", .type = Type::word, .fallback = std::nullopt, .meaning = "where it is"}}};
const Family family = {"widget", "widgets", {&plain, &rich, &demanding}};

}  // namespace

TEST_CASE("a value's text is the shortest that reads back the same") {
  CHECK(to_text(Value(true)) == "true");
  CHECK(to_text(Value(false)) == "false");
  CHECK(to_text(Value(std::int64_t{-12})) == "-12");
  CHECK(to_text(Value(0.001)) == "0.001");
  CHECK(to_text(Value(1e-08)) == "1e-08");
  CHECK(std::stod(to_text(Value(0.1 + 0.2))) == 0.1 + 0.2);
  CHECK(to_text(Value(std::string("relu"))) == "relu");
  CHECK(to_text(Value(Integers{128, 64})) == "[128, 64]");
  CHECK(to_text(Value(Integers{})) == "[]");
}

TEST_CASE("completing a choice fills in every default, of every type, and keeps what is given") {
  CHECK(with_defaults(family, {"plain", {}}) == Choice{"plain", {}});
  const Choice choice = with_defaults(family, {"rich", {{"count", std::int64_t{5}}}});
  CHECK(choice.settings.size() == 5);
  CHECK(choice.flag("nested") == false);
  CHECK(choice.integer("count") == 5);
  CHECK(choice.number("rate") == 0.5);
  CHECK(choice.word("mode") == "outside");
  CHECK(choice.integers("widths") == Integers{8, 4});
  CHECK(with_defaults(family, choice) == choice);
}

TEST_CASE("completing brings settings into their own type, so that equal choices compare equal") {
  const Choice with_integer = with_defaults(family, {"rich", {{"rate", std::int64_t{1}}, {"count", 3.0}}});
  CHECK(with_integer == with_defaults(family, {"rich", {{"rate", 1.0}}}));
}

TEST_CASE("completing refuses a setting that is out of its range") {
  CHECK_THROWS_AS(with_defaults(family, {"rich", {{"count", std::int64_t{-1}}}}), SettingError);
}

TEST_CASE("an unknown setting is refused with the nearest known one") {
  CHECK_THROWS_WITH(with_defaults(family, {"rich", {{"rat", 0.1}}}),
                    ContainsSubstring("widget 'rich' has no setting 'rat' (did you mean 'rate'?)"));
  CHECK_THROWS_WITH(with_defaults(family, {"rich", {{"xyz", 0.1}}}),
                    ContainsSubstring("(known: nested, count, rate, mode, widths)"));
  CHECK_THROWS_WITH(with_defaults(family, {"plain", {{"rate", 0.1}}}),
                    ContainsSubstring("widget 'plain' has no settings, so it has no 'rate'"));
}

TEST_CASE("an error about a setting knows which setting, and that the input was bad") {
  try {
    with_defaults(family, {"rich", {{"rat", 0.1}}});
    FAIL("an unknown setting was taken");
  } catch (const SettingError& error) {
    CHECK(error.setting() == "rat");
    CHECK(error.code() == tryall::ErrorCode::bad_input);
  }
}

TEST_CASE("a required setting must be given, and its meaning is told") {
  CHECK_THROWS_WITH(with_defaults(family, {"demanding", {}}),
                    ContainsSubstring("widget 'demanding' needs its setting 'folder': where it is"));
  CHECK(with_defaults(family, {"demanding", {{"folder", std::string("here")}}}).word("folder") == "here");
}

TEST_CASE("an unknown technique is refused with the nearest known one and where to look") {
  CHECK_THROWS_WITH(family.find("ritch"), ContainsSubstring("unknown widget 'ritch'") &&
                                              ContainsSubstring("did you mean 'rich'?") &&
                                              ContainsSubstring("tryall list widgets"));
  CHECK_THROWS_AS(with_defaults(family, {"ritch", {}}), SettingError);
  CHECK(&family.find("rich") == &rich);
  CHECK(family.names() == std::vector<std::string>{"plain", "rich", "demanding"});
}

TEST_CASE("a technique finds its parameters by name") {
  REQUIRE(rich.find("rate") != nullptr);
  CHECK(rich.find("rate")->name == "rate");
  CHECK(rich.find("rates") == nullptr);
}

TEST_CASE("a label shows the settings that differ from their defaults, in the table's order") {
  CHECK(label(family, {"plain", {}}) == "plain");
  CHECK(label(family, with_defaults(family, {"rich", {}})) == "rich");
  const Choice changed =
      with_defaults(family, {"rich", {{"widths", Integers{2}}, {"rate", 0.25}, {"nested", true}}});
  CHECK(label(family, changed) == "rich(nested=true, rate=0.25, widths=[2])");
  CHECK(label(family, {"demanding", {{"folder", std::string("here")}}}) == "demanding(folder=here)");
}
