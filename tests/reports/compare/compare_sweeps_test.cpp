#include "tryall/reports/compare/compare_sweeps.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "compared.hpp"

namespace compare_sweeps_test {

using namespace tryall::testing;
using tryall::Config;
using tryall::ErrorCode;
using tryall::reports::compare_sweeps;
using tryall::reports::Format;
using tryall::reports::SweepComparison;
using tryall::train::RunResult;

namespace {

/// Learning rates with five seeds; larger ones are better on validation, and on test up to 0.5.
RunResult rated(const Config& config, std::uint64_t seed, const tryall::train::Hooks&) {
  const double rate = config.number("learning_rate");
  RunResult result = completed_run(0.5 + rate / 10 + noise(config, seed) / 10);
  result.final_values[tryall::train::test_accuracy] = 0.4 + 0.01 * rate + noise(config, seed) / 10;
  return result;
}

std::string sweep_with(const std::string& name, const std::string& rates, const std::string& rest = "") {
  return "{\"name\": \"" + name + "\", " + rest + "\"axes\": {\"learning_rate\": " + rates +
         ", \"seed\": {\"count\": 5}}}";
}

struct TwoSweeps {
  TwoSweeps(const std::string& a, const std::string& b, const FakeTrainer::Run& run = rated) {
    stored.train(a, run);
    stored.train(b, run);
  }

  SweepComparison compared(const std::string& a, const std::string& b) {
    return compare_sweeps(stored.open(), {.a = a, .b = b});
  }

  StoredSweeps stored;
};

}  // namespace

TEST_CASE("two sweeps differ in values, and the best of each is compared on test, paired by seed") {
  TwoSweeps two(sweep_with("a", "[0.1, 0.2]"), sweep_with("b", "[0.2, 0.9]"));
  const SweepComparison result = two.compared("a", "b");
  REQUIRE(result.definition.axes.size() == 1);
  CHECK(result.definition.axes[0].added == std::vector<std::string>{"0.9"});
  CHECK(result.definition.axes[0].removed == std::vector<std::string>{"0.1"});
  CHECK(result.runs.both == 5);
  REQUIRE(result.bests);
  CHECK(result.best_a->label == "learning_rate=0.2");
  CHECK(result.best_b->label == "learning_rate=0.9");
  CHECK(result.bests->metric.name == "test_accuracy");
  CHECK(result.bests->units() == 5);
  CHECK(result.bests->b_leads);
  CHECK(result.is_answered());
  CHECK_THAT(all(result.bests->notes), ContainsSubstring("each best was picked of 2 and 2 groups by "
                                                         "validation_accuracy"));
  const std::string text = comparison_text(result, Format::table);
  CHECK_THAT(text, ContainsSubstring("learning_rate: added 0.9; removed 0.1") &&
                       ContainsSubstring("the best of b beats the best of a by"));
}

TEST_CASE("settings that two sweeps have are paired where all of them changed alike") {
  TwoSweeps two(
      sweep_with("same", "[0.1, 0.2, 0.3]", "\"base\": {\"epochs\": 2}, "),
      sweep_with("same", "[0.1, 0.2, 0.3]", "\"base\": {\"epochs\": 3}, "),
      [](const Config& config, std::uint64_t seed, const auto&) {
        return completed_run(noise(config, seed) + 0.1 * static_cast<double>(config.integer("epochs")));
      });
  const SweepComparison result = two.compared("same#1", "same#2");
  CHECK(difference_lines(result.definition) == std::vector<std::string>{"epochs: 2 -> 3"});
  REQUIRE(result.settings);
  CHECK(result.settings->settings.size() == 3);
  CHECK(result.settings->a == "same#1");
  CHECK(result.settings->b_leads);
  const auto json = nlohmann::json::parse(comparison_json(result));
  CHECK(json["a"]["sweep"] == "same#1");
  CHECK(json["definition"]["axes"][0]["axis"] == "epochs");
  CHECK(json["settings"]["units"] == 3);
  CHECK(json["best"]["units"] == 5);
}

TEST_CASE("the same best of both sweeps may be of other seeds, and is said to be") {
  const auto seeded = [](const char* name, const char* seeds) {
    return std::string("{\"name\": \"") + name +
           "\", \"axes\": {\"learning_rate\": [0.1, 0.9], \"seed\": " + seeds + "}}";
  };
  TwoSweeps other(seeded("a", "[0, 1, 2]"), seeded("b", "[7, 8, 9]"));
  const SweepComparison apart = other.compared("a", "b");
  CHECK(apart.runs.both == 0);
  CHECK(apart.no_bests == "both have the same best, trained with other seeds: there is nothing to pair");
  CHECK(apart.no_settings ==
        "the only settings that a and b have in common are the same groups in both: there is nothing to "
        "compare");
  TwoSweeps some(seeded("a", "[0, 1, 2]"), seeded("b", "[2, 8, 9]"));
  CHECK(some.compared("a", "b").no_bests ==
        "both have the same best; runs of it that are in both: 1; the others are of other seeds");
}

TEST_CASE("sweeps with the same best, or with nothing in common, say so") {
  TwoSweeps same(sweep_with("a", "[0.1, 0.9]"), sweep_with("b", "[0.2, 0.9]"));
  const SweepComparison one = same.compared("a", "b");
  CHECK(!one.bests);
  CHECK(one.no_bests == "both have the same best, with the same runs");
  CHECK(one.is_answered());
  TwoSweeps failing(sweep_with("a", "[0.1]"), sweep_with("b", "[0.2]"),
                    [](const Config& config, std::uint64_t seed, const tryall::train::Hooks& hooks) {
                      return config.number("learning_rate") > 0.15 ? diverged_run()
                                                                   : rated(config, seed, hooks);
                    });
  const SweepComparison none = failing.compared("a", "b");
  CHECK(!none.best_b);
  CHECK(none.no_bests == "no group of b has a value of validation_accuracy");
}

TEST_CASE("a condition holds for picking the bests and for comparing them, and a wrong option is refused") {
  TwoSweeps two(sweep_with("a", "[0.1, 0.2]"), sweep_with("b", "[0.3, 0.9]"));
  const auto& store = two.stored.open();
  const SweepComparison result = compare_sweeps(store, {.a = "a", .b = "b", .where = "seed < 3"});
  REQUIRE(result.bests);
  CHECK(result.best_a->seeds == 3);
  CHECK(result.bests->units() == 3);
  CHECK_THAT(message_of([&] { compare_sweeps(store, {.a = "a", .b = "b", .best_over = {"learnig_rate"}}); }),
             ContainsSubstring("--best-over") && ContainsSubstring("learning_rate"));
}

TEST_CASE("one sweep is not compared with itself, and names that there are not are refused") {
  TwoSweeps two(sweep_with("a", "[0.1]"), sweep_with("a", "[0.2]"));
  const auto refused = [&](const char* a, const char* b) { return message_of([&] { two.compared(a, b); }); };
  CHECK_THAT(refused("a", "a#2"), ContainsSubstring("a and a#2 are the same sweep"));
  CHECK_THAT(
      refused("a", "a"),
      ContainsSubstring(
          "are the same sweep; a is the name of several sweeps: give two by number, such as a#1 and a#2"));
  CHECK_THAT(refused("a#1", "b"), ContainsSubstring("no sweep 'b' in the store"));
}

}  // namespace compare_sweeps_test
