#include "tryall/tracking/check_output.hpp"

#include "catch.hpp"
#include "tracked.hpp"

using namespace tryall::testing;
using namespace tryall::tracking;

namespace {

/// One group that is worse, one whose runs are missing, one with too few seeds.
CheckReport mixed() {
  const std::vector<double> before = {0.9, 0.91, 0.89, 0.9};
  TrackedGroup lost = group_of(before, 0.2);
  lost.runs.clear();
  return judged(tracked_baseline({group_of(before, 0.1), group_of(before, 0.2), group_of({0.9, 0.8}, 0.3)}),
                {group_of({0.5, 0.52, 0.51, 0.5}, 0.1), lost, group_of({0.9, 0.7}, 0.3)});
}

}  // namespace

TEST_CASE("check output: JSON holds the status and both levels of every group") {
  const auto json = nlohmann::json::parse(to_json(mixed()));
  CHECK(json["status"] == 1);
  CHECK(json["baseline"] == "main");
  REQUIRE(json["groups"].size() == 3);
  const auto& first = json["groups"][0];
  CHECK(first["group"] == "learning_rate=0.1");
  CHECK(first["error"].is_null());
  CHECK(first["numerics"]["same_bits"] == 0);
  CHECK(first["numerics"]["first_difference"]["epoch"] == 1);
  CHECK(first["numerics"]["first_difference"]["metric"] == "train_loss");
  CHECK(first["quality"][0]["verdict"] == "worse");
  CHECK(first["quality"][0]["measure"] == "final");
  CHECK(first["quality"][1]["measure"] == "epochs_to_target");
  CHECK(json["groups"][1]["error"] == "4 of 4 runs are missing");
  CHECK(json["groups"][2]["quality"][0]["verdict"] == "insufficient_data");
}

TEST_CASE("check output: JUnit tells failures, errors and what was not decided apart") {
  const std::string xml = to_junit(mixed());
  CHECK_THAT(xml,
             ContainsSubstring("<testsuites name=\"tryall check against main\" tests=\"7\" failures=\"2\" "
                               "errors=\"1\" skipped=\"2\">"));
  CHECK_THAT(xml,
             ContainsSubstring("<testcase classname=\"learning_rate=0.1\" name=\"validation_accuracy\">\n"
                               "      <failure message=\"worse: 90.00 % -&gt; 50.75 % over 4 seeds"));
  CHECK_THAT(xml, ContainsSubstring("<error message=\"4 of 4 runs are missing\"/>"));
}

TEST_CASE("check output: people read the verdicts, the first other bits and a summary") {
  const std::string text = to_plain(mixed());
  CHECK_THAT(text, ContainsSubstring("numerics: 1 of 6 runs have the same bits as in the baseline"));
  CHECK_THAT(text,
             ContainsSubstring("learning_rate=0.1: 4 of 4 runs have other bits, first train_loss at epoch 1 "
                               "(seed 0: 0.18 -> 0.1, by 0.08)"));
  CHECK_THAT(text, ContainsSubstring(
                       "\nbrackets: the 95 % interval of each change by itself; verdicts allow for all "));
  CHECK_THAT(
      text, ContainsSubstring(
                "against main: 2 worse, 0 better, 0 same, 0 same or better, 2 undecided, 1 of 3 groups could "
                "not run\n"));
}

TEST_CASE("check output: Markdown begins with the verdict") {
  CHECK_THAT(to_markdown(mixed()), StartsWith("### Training quality: worse\n\nagainst main:"));
  CHECK_THAT(to_markdown(judged(tracked_baseline({group_of({0.9})}), {group_of({0.9})})),
             StartsWith("### Training quality: same or better\n"));
}

TEST_CASE("check output: shares are per cent and their changes points, as on every other screen") {
  const std::string text = to_plain(mixed());
  CHECK_THAT(text, ContainsSubstring("90.00 %"));
  CHECK_THAT(text, ContainsSubstring("-39.25 ["));
  CHECK_THAT(text, ContainsSubstring("points"));
  CHECK_THAT(text, ContainsSubstring("epochs to validation_accuracy"));
  const auto json = nlohmann::json::parse(to_json(mixed()));
  CHECK(json["groups"][0]["quality"][0]["mean_difference"].get<double>() == Approx(-0.3925));
}
