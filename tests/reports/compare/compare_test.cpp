#include "tryall/reports/compare/compare.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "compared.hpp"

using namespace tryall::testing;
using tryall::Config;
using tryall::reports::Cell;
using tryall::reports::CompareVerdict;

TEST_CASE("values of an axis are compared over the settings that agree on everything else, by seed") {
  const Comparison result = adam_better(0.02)(adam_and_momentum);
  CHECK(result.metric.name == "validation_accuracy");
  REQUIRE(result.settings.size() == 8);
  CHECK(result.settings[0].label == "learning_rate=0.01");
  CHECK(result.settings[0].seeds == 5);
  CHECK(result.settings[0].difference == Approx(result.settings[0].mean_a - result.settings[0].mean_b));
  CHECK(result.wins_a == 8);
  CHECK(result.units() == 8);
  CHECK(result.verdict == CompareVerdict::decided);
  CHECK(result.by_ranks);
  CHECK(result.p == Approx(std::pow(2, -7)));
  CHECK(result.low > 0);
  CHECK(result.gain > result.low);
  CHECK(result.gain < result.high);
  CHECK_THAT(sentence(result),
             StartsWith("adam beats momentum by ") && ContainsSubstring(" points of validation_accuracy [") &&
                 ContainsSubstring(
                     "] (signed ranks over 8 matched settings of 5 seeds, p = 0.0078; ahead on 8 of 8)."));
  CHECK_THAT(all(findings(result)), StartsWith("effect: P(adam is better) = 1.00, Hedges' g = "));
}

TEST_CASE("who leads is named first, whichever side it is given on") {
  const Comparison result = adam_better(0.02)({.a = "optimizer=momentum", .b = "optimizer=adam"});
  CHECK(result.b_leads);
  CHECK(result.wins_b == 8);
  CHECK_THAT(sentence(result), StartsWith("adam beats momentum by ") && ContainsSubstring("ahead on 8 of 8"));
  CHECK_THAT(all(findings(result)), ContainsSubstring("P(adam is better) = 1.00"));
  CHECK(result.settings[0].difference < 0);
  const auto json = nlohmann::json::parse(comparison_json(result));
  CHECK(json["p_a_better"] == 0);
  CHECK(json["gain_a"] < 0);
  CHECK(json["gain_a_low"] <= json["gain_a"]);
  CHECK(json["gain_a_high"] < 0);
  CHECK(json["verdict"] == "decided");
  CHECK(json["ahead"] == "b");
  CHECK(json["settings"].size() == 8);
}

TEST_CASE("the unit over matched settings is the setting, however many seeds it has") {
  // every setting is won by every seed, but half of them by either side
  const Compared compared(grid_sweep, [](const Config& config, std::uint64_t seed, const auto&) {
    const bool low = config.number("learning_rate") < 0.045;
    return completed_run(noise(config, seed) + (is_adam(config) == low ? 0.1 : 0));
  });
  const Comparison result = compared(adam_and_momentum);
  CHECK(result.wins_a == 4);
  CHECK(result.probability == 0.5);
  CHECK(result.low < -0.05);
  CHECK(result.high > 0.05);
  CHECK(result.verdict == CompareVerdict::undecided);
  CHECK(result.p > 0.5);
  CHECK_THAT(sentence(result), StartsWith("No difference is shown between adam and momentum: ") &&
                                   ContainsSubstring(" ahead on 4 of 8, by ") &&
                                   ContainsSubstring("over 8 matched settings of 5 seeds, p = "));
}

TEST_CASE("a small metric is better where it is minimized") {
  CompareQuestion question = adam_and_momentum;
  question.metric = "validation_loss";
  const Comparison result = adam_better(0.02)(question);
  CHECK(result.b_leads);
  CHECK(result.gain > 0);
  CHECK_THAT(sentence(result),
             StartsWith("momentum beats adam") && ContainsSubstring(" of validation_loss ["));
}

TEST_CASE("a diverged run loses against a finished one, and they are counted") {
  const Compared compared(grid_sweep, [](const Config& config, std::uint64_t seed, const auto&) {
    if (is_adam(config) && seed == 3) return diverged_run();
    return completed_run(noise(config, seed) + (is_adam(config) ? 0.1 : 0));
  });
  const Comparison result = compared(adam_and_momentum);
  CHECK(result.wins_b == 8);
  CHECK(result.settings[0].diverged_a == 1);
  CHECK(result.settings[0].mean_a > result.settings[0].mean_b);
  CHECK(result.settings[0].share == Approx(0.8));
  CHECK(std::isinf(result.gain));
  CHECK(result.p == Approx(std::pow(2, -7)));
  CHECK_THAT(sentence(result), StartsWith("momentum beats adam by finishing more runs "));
  CHECK_THAT(all(findings(result)), ContainsSubstring("diverged: 8 of 40 runs of adam, 0 of 40 of momentum"));
  CHECK(settings_table(result, true).rows[0][3] == Cell("diverged"));
}

TEST_CASE("where both diverged a pair is a tie, and where nothing has a value there is nothing to compare") {
  const Compared some(grid_sweep, [](const Config& config, std::uint64_t seed, const auto&) {
    return config.number("learning_rate") > 0.05 ? diverged_run()
                                                 : completed_run(0.5 + 0.01 * static_cast<double>(seed), 5);
  });
  const Comparison result = some(adam_and_momentum);
  CHECK(result.wins_a + result.wins_b == 0);
  CHECK(result.verdict == CompareVerdict::undecided);
  CHECK(result.p == 1);
  CHECK_THAT(sentence(result), ContainsSubstring("equal on all 8"));
  const Compared none(grid_sweep, [](const Config&, std::uint64_t, const auto&) { return diverged_run(); });
  CHECK_THROWS_WITH(
      none(adam_and_momentum),
      "neither adam nor momentum has a value of validation_accuracy: no run of theirs completed with one");
}

TEST_CASE("one setting is compared over its seeds by the paired t test") {
  CompareQuestion question = adam_and_momentum;
  question.where = "learning_rate = 0.01";
  const Comparison result = adam_better(0.02)(question);
  CHECK(result.units() == 5);
  CHECK_FALSE(result.by_ranks);
  CHECK(result.settings[0].label.empty());
  CHECK(result.low == Approx(result.settings[0].interval.low));
  CHECK(result.verdict == CompareVerdict::decided);
  CHECK_THAT(sentence(result), StartsWith("adam beats momentum by ") &&
                                   ContainsSubstring("(paired t test over 5 seeds, p = ") &&
                                   ContainsSubstring("; ahead on 5 of 5)."));
}

TEST_CASE("interval, p and verdict of a comparison agree") {
  for (const double gain : {0.0, 0.002, 0.004, 0.006, 0.01}) {
    const Compared compared = adam_better(gain);
    for (const char* where : {"", "learning_rate = 0.01", "learning_rate = 0.05", "learning_rate < 0.035"}) {
      CompareQuestion question = adam_and_momentum;
      question.where = where;
      const Comparison result = compared(question);
      CAPTURE(gain, where);
      if (result.verdict == CompareVerdict::too_few) {
        CHECK(result.units() < result.fewest());
        CHECK(std::isnan(result.low));
        continue;
      }
      CHECK(result.decided() == (result.p <= 0.05));
      CHECK(result.decided() == (result.low > 0));
      if (result.seeds_needed) CHECK(*result.seeds_needed > result.settings.front().seeds);
    }
  }
}

TEST_CASE("by ranks fewer than six units not testable, whatever they are") {
  CompareQuestion question = adam_and_momentum;
  question.where = "learning_rate < 0.055";
  const Comparison result = adam_better(0.2)(question);
  CHECK(result.units() == 5);
  CHECK(result.verdict == CompareVerdict::too_few);
  CHECK_THAT(
      sentence(result),
      StartsWith("adam and momentum cannot be distinguished with 5 matched settings: adam ahead on 5") &&
          ContainsSubstring("A test of signed ranks needs 6 or more."));
  CHECK_THAT(all(findings(result)), ContainsSubstring("to decide, at least 6 matched settings are needed"));
}

TEST_CASE(
    "by ranks the side with the larger gains may be ahead on fewer settings, and the sentence says so") {
  const Compared compared(grid_sweep, [](const Config& config, std::uint64_t seed, const auto&) {
    const double rate = config.number("learning_rate"), gain = rate < 0.055 ? 0.01 : -0.3 - rate;
    return completed_run(noise(config, seed) + (is_adam(config) ? gain : 0));
  });
  const Comparison result = compared(adam_and_momentum);
  CHECK(result.b_leads);
  CHECK(result.wins_a == 5);
  CHECK_THAT(sentence(result),
             ContainsSubstring(
                 ": adam ahead on 5 of 8, but the larger gains are those of momentum: in the median "));
  CHECK_THAT(all(findings(result)), ContainsSubstring("mean gain of momentum +13."));
}

TEST_CASE("what is picked as the best of many is not told ahead by a comparison of two alone") {
  // ten groups of the same level: the best of them is ahead of the last by chance alone
  const Compared compared(R"({"name": "alike", "axes": {"learning_rate": {"linear": [0.01, 0.1, 10]},
      "seed": {"count": 5}}})",
                          [](const Config& config, std::uint64_t seed, const auto&) {
                            return completed_run(noise(config, seed));
                          });
  int contradicted = 0;
  for (int i = 1; i <= 10; ++i)
    for (int j = 1; j < i; ++j) {
      const Comparison result = compared({.a = "learning_rate=" + std::to_string(i / 100.0).substr(0, 4),
                                          .b = "learning_rate=" + std::to_string(j / 100.0).substr(0, 4)});
      for (const std::string& note : result.notes)
        if (note.starts_with("this is one planned comparison; picked as the best of 10 groups of alike")) {
          CHECK(result.decided());
          CHECK_THAT(note, ContainsSubstring(" ties with "));
          ++contradicted;
        }
    }
  CHECK(contradicted > 0);
}

TEST_CASE("where nothing is decided it is said how many seeds would do") {
  CompareQuestion question = adam_and_momentum;
  question.where = "learning_rate = 0.02";
  const Comparison one = adam_better(0.001)(question);
  REQUIRE(one.seeds_needed);
  CHECK(*one.seeds_needed == *tryall::statistics::seeds_to_decide(one.effect.cohens_d));
  CHECK_THAT(all(findings(one)), ContainsSubstring("to decide, about " + std::to_string(*one.seeds_needed) +
                                                   " seeds each are needed"));
}

TEST_CASE("settings that disagree are not reconciled by more seeds") {
  const Compared compared(grid_sweep, [](const Config& config, std::uint64_t seed, const auto&) {
    const bool low = config.number("learning_rate") < 0.055;
    return completed_run(noise(config, seed) + (is_adam(config) == low ? 0.1 : 0));
  });
  const Comparison result = compared(adam_and_momentum);
  CHECK_FALSE(result.seeds_needed);
  REQUIRE(result.settings_needed);
  CHECK(*result.settings_needed > 8);
}

TEST_CASE("one seed gives no interval, and says so") {
  const Compared compared(R"({"name": "one", "axes": {"optimizer": ["adam", "momentum"]}})",
                          [](const Config& config, std::uint64_t seed, const auto&) {
                            return completed_run(noise(config, seed));
                          });
  const Comparison result = compared(adam_and_momentum);
  CHECK(result.verdict == CompareVerdict::too_few);
  CHECK(std::isnan(result.settings[0].interval.low));
  CHECK_THAT(sentence(result),
             ContainsSubstring("with 1 seed: ") && ContainsSubstring("A paired t test needs 3 or more."));
}

TEST_CASE("within a margin two sides can be shown to be the same") {
  CompareQuestion question = adam_and_momentum;
  question.margin = 0.02;
  const Comparison result = adam_better(0)(question);
  REQUIRE(result.same);
  CHECK(result.same->p < 0.001);
  CHECK_THAT(all(findings(result)), ContainsSubstring("margin: the same to within it"));
}

TEST_CASE("for programs each setting is a row of exact numbers") {
  const auto table = settings_table(adam_better()(adam_and_momentum), false);
  CHECK(table.rows.size() == 8);
  CHECK(table.columns.size() == 14);
  CHECK(std::get<double>(table.rows[0][10]) ==
        Approx(std::get<double>(table.rows[0][8]) - std::get<double>(table.rows[0][9])));
}

TEST_CASE("a comparison of shares knows their rounding, as the leaderboard of the same two groups does") {
  // multiples of .01: a differs from b by .02 on each seed, which vary alike
  const Compared compared(
      R"({"name": "two", "axes": {"optimizer": ["adam", "momentum"], "seed": {"count": 3}}})",
      [](const Config& config, std::uint64_t seed, const auto&) {
        return completed_run((is_adam(config) ? 0.92 : 0.90) + 0.01 * static_cast<double>(seed));
      });
  const Comparison result = compared(adam_and_momentum);
  const double error = 0.01 / std::sqrt(6.0) / std::sqrt(3.0);
  CHECK(result.low == Approx(0.02 - 4.302652730 * error));
  CHECK(result.high == Approx(0.02 + 4.302652730 * error));
  CHECK(result.decided());
  CHECK(result.settings[0].interval.low == Approx(result.low));
}
