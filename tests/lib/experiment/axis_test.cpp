#include "tryall/experiment/axis.hpp"

#include <memory>

#include "catch.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/config.hpp"

namespace axis_test {

using namespace tryall;

TEST_CASE("an axis with techniques of its own keeps them, the first as its default") {
  auto axes = std::make_shared<const AxisTable>(std::vector{
      choice_axis("shape", {{.name = "square", .parameters = {{.name = "c", .fallback = 1.0}}}, {"absolute"}},
                  "what is descended")});
  Config config(axes);
  axes.reset();
  CHECK(config.choice("shape") == Choice{"square", {{"c", 1.0}}});
  config.set("shape", Choice{"absolute", {}});
  CHECK(config.choice("shape").name == "absolute");
  CHECK_THROWS_WITH(config.set("shape", Choice{"squar", {}}), ContainsSubstring("did you mean 'square'?"));
  CHECK_THROWS_AS(choice_axis("empty", std::vector<Technique>{}, ""), Error);
}

TEST_CASE("axes of numbers, whole numbers and lists have their defaults and bounds") {
  Config config(std::make_shared<const AxisTable>(std::vector{
      number_axis("step", 0.1, "", 0), integer_axis("depth", 2, "", 1), list_axis("start", {3}, "")}));
  CHECK(config.number("step") == 0.1);
  CHECK(config.integer("depth") == 2);
  CHECK(integers(config.value("start")) == std::vector<std::int64_t>{3});
  CHECK_THROWS_AS(config.set("step", Value(-1.0)), SettingError);
  CHECK_THROWS_AS(config.set("depth", Value(std::int64_t{0})), SettingError);
  CHECK_NOTHROW(config.set("start", Value(std::vector<std::int64_t>{-4, 5})));
}

}  // namespace axis_test
