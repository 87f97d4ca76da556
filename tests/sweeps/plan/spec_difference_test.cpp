#include "tryall/sweeps/plan/spec_difference.hpp"

#include "catch.hpp"
#include "plans.hpp"

namespace spec_difference_test {

using namespace tryall::testing;

namespace {

using Lines = std::vector<std::string>;

Lines lines(const std::string& before, const std::string& after) {
  return difference_lines(tryall::sweeps::spec_difference(plan_of(before).spec(), plan_of(after).spec()));
}

Lines of_axes(const std::string& before, const std::string& after) {
  return lines("{\"axes\": {" + before + "}}", "{\"axes\": {" + after + "}}");
}

}  // namespace

TEST_CASE("values that were added and removed are named by axis") {
  CHECK(of_axes(R"("learning_rate": [0.01, 0.1])", R"("learning_rate": [0.1, 0.3])") ==
        Lines{"learning_rate: added 0.3; removed 0.01"});
  CHECK(of_axes(R"("learning_rate": [0.1])", R"("learning_rate": [0.1, 0.3])") ==
        Lines{"learning_rate: added 0.3"});
  CHECK(of_axes(R"("seed": [0, 1, 2])", R"("seed": [0, 1])") == Lines{"seed: removed 2"});
  CHECK(of_axes(R"("optimizer": ["sgd", "adam"])", R"("optimizer": ["sgd", "lion"])") ==
        Lines{"optimizer: added lion; removed adam"});
}

TEST_CASE("one value instead of another is a change, whether it stands in base or in axes") {
  CHECK(lines(R"({"base": {"epochs": 2}, "axes": {"seed": [0]}})",
              R"({"base": {"epochs": 3}, "axes": {"seed": [0]}})") == Lines{"epochs: 2 -> 3"});
  CHECK(lines(R"({"base": {"epochs": 2}, "axes": {"seed": [0]}})",
              R"({"axes": {"epochs": [3], "seed": [0]}})") == Lines{"epochs: 2 -> 3"});
  CHECK(lines(R"({"base": {"epochs": 2}, "axes": {"seed": [0]}})",
              R"({"axes": {"epochs": [2], "seed": [0]}})") == Lines{});
}

TEST_CASE("settings of a choice are named where they differ") {
  CHECK(of_axes(R"("optimizer": [{"name": "momentum", "momentum": 0.5}])",
                R"("optimizer": [{"name": "momentum", "momentum": 0.9}])") ==
        Lines{"optimizer: momentum momentum=0.5 -> momentum momentum=0.9"});
  CHECK(of_axes(R"("optimizer": ["sgd", {"name": "momentum", "momentum": [0.5]}])",
                R"("optimizer": ["sgd", {"name": "momentum", "momentum": [0.5, 0.9]}])") ==
        Lines{"optimizer: added momentum momentum=0.9"});
}

TEST_CASE("the search, the combination and the description count, the order of values does not") {
  CHECK(of_axes(R"("learning_rate": [0.1, 0.3])", R"("learning_rate": [0.3, 0.1])") == Lines{});
  CHECK(lines(R"({"axes": {"learning_rate": [0.1, 0.3], "batch_size": [32, 64]}})",
              R"({"zip": {"learning_rate": [0.1, 0.3], "batch_size": [32, 64]}})") ==
        Lines{"combination of axes: a product -> 1 zipped or conditioned sets of axes"});
  CHECK(lines(R"({"description": "a", "axes": {"seed": [0]}})",
              R"({"description": "b", "axes": {"seed": [0]}})") == Lines{"description: a -> b"});
  CHECK(lines(R"({"axes": {"learning_rate": [0.1, 0.3]}})",
              R"({"axes": {"learning_rate": [0.1, 0.3]}, "search": {"name": "random", "count": 2}})")
            .back() == "search: grid -> random");
}

TEST_CASE("what only one version of the program knew is no difference") {
  CHECK(
      tryall::sweeps::spec_difference(
          R"({"axes": {"optimizer": [{"name": "adam", "beta1": 0.9}]}, "base": {"epochs": 2}})",
          R"({"axes": {"optimizer": [{"name": "adam", "beta1": 0.9, "new": 1}]}, "base": {"epochs": 2, "newer": 3}})")
          .empty());
  CHECK(tryall::sweeps::spec_difference("no json", "{}").empty());
}

TEST_CASE("of long lists the first values are shown") {
  std::string many = "0";
  for (int i = 1; i < 20; ++i) many += ", " + std::to_string(i);
  CHECK(of_axes(R"("seed": [0])", "\"seed\": [" + many + "]") ==
        Lines{"seed: added 1, 2, 3, 4, 5, 6, 7, 8 and 11 more"});
}

}  // namespace spec_difference_test
