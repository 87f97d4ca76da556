#include "tryall/reports/compare/compare.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "../stored_sweep.hpp"
#include "catch.hpp"
#include "configs.hpp"

using tryall::Config;
using tryall::ErrorCode;
using tryall::reports::Cell;
using tryall::reports::compare;
using tryall::reports::CompareQuestion;
using tryall::reports::CompareVerdict;
using tryall::reports::Comparison;
using tryall::reports::MatchedSetting;
using tryall::testing::completed_run;
using tryall::testing::diverged_run;
using tryall::testing::FakeTrainer;
using tryall::testing::message_of;
using tryall::testing::score;
using tryall::testing::StoredSweeps;
using tryall::train::RunResult;

namespace {

const CompareQuestion adam_and_momentum = {.a = "optimizer=adam", .b = "optimizer=momentum"};

const std::string grid_sweep = R"({"name": "grid", "axes": {"optimizer": ["adam", "momentum"],
    "learning_rate": {"linear": [0.01, 0.08, 8]}, "seed": {"count": 5}}})";

/// A hundredth of noise about 0.5.
double noise(const Config& config, std::uint64_t seed) { return 0.5 + 0.01 * (score(config, seed) - 0.5); }

bool is_adam(const Config& config) { return config.choice("optimizer").name == "adam"; }

/// A store with one sweep, and comparisons of it.
class Compared {
 public:
  Compared(const std::string& sweep, FakeTrainer::Run run) {
    stored_.train(sweep, std::move(run));
    store_ = &stored_.open();
  }
  Comparison operator()(const CompareQuestion& question) const { return compare(*store_, question); }
  std::string refused(const CompareQuestion& question, ErrorCode code = ErrorCode::bad_input) const {
    return message_of([&] { compare(*store_, question); }, code);
  }

 private:
  StoredSweeps stored_;
  const tryall::reports::StoreReader* store_ = nullptr;
};

std::string all(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// Adam is better by a hundredth wherever it is not told to be worse.
Compared adam_better(double gain = 0.01) {
  return {grid_sweep, [gain](const Config& config, std::uint64_t seed, const auto&) {
            return completed_run(noise(config, seed) + (is_adam(config) ? gain : 0));
          }};
}

}  // namespace

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
  CHECK_THAT(all(findings(result)), StartsWith("effect: P(A>B) = 1.00, Hedges' g = "));
}

TEST_CASE("who leads is named first, whichever side it is given on") {
  const Comparison result = adam_better(0.02)({.a = "optimizer=momentum", .b = "optimizer=adam"});
  CHECK(result.b_leads);
  CHECK(result.wins_b == 8);
  CHECK_THAT(sentence(result), StartsWith("adam beats momentum by ") && ContainsSubstring("ahead on 8 of 8"));
  CHECK_THAT(all(findings(result)), ContainsSubstring("P(B>A) = 1.00"));
  CHECK(result.settings[0].difference < 0);
  const auto json = nlohmann::json::parse(comparison_json(result));
  CHECK(json["p_a_above_b"] == 0);
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
  CHECK_THAT(sentence(result), StartsWith("momentum beats adam by divergence in half of the pairs or more "));
  CHECK_THAT(all(findings(result)), ContainsSubstring("diverged: 8 of 40 runs of adam, 0 of 40 of momentum"));
  CHECK(settings_table(result, true).rows[0][3] == Cell("diverged"));
}

TEST_CASE("where both diverged a pair is a tie") {
  const Compared compared(grid_sweep,
                          [](const Config&, std::uint64_t, const auto&) { return diverged_run(); });
  const Comparison result = compared(adam_and_momentum);
  CHECK(result.wins_a + result.wins_b == 0);
  CHECK(result.verdict == CompareVerdict::undecided);
  CHECK(result.p == 1);
  CHECK_THAT(sentence(result), ContainsSubstring("all ties"));
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
  CHECK_THAT(all(findings(result)), ContainsSubstring("to decide: at least 6 matched settings"));
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
  CHECK_THAT(all(findings(one)),
             ContainsSubstring("to decide: about " + std::to_string(*one.seeds_needed) + " seeds each"));
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

TEST_CASE("each side can be taken at its own best, picked on validation and compared on test") {
  const Compared compared(grid_sweep, [](const Config& config, std::uint64_t seed, const auto&) {
    const double best = is_adam(config) ? 0.01 : 0.08;
    RunResult result = completed_run(0.5 - std::abs(config.number("learning_rate") - best) +
                                     0.001 * static_cast<double>(seed * (is_adam(config) ? 2 : 1)));
    result.final_values[tryall::train::test_accuracy] = is_adam(config) ? 0.4 : 0.3;
    return result;
  });
  CompareQuestion question = adam_and_momentum;
  question.best_over = {"learning_rate"};
  const Comparison result = compared(question);
  CHECK(result.metric.name == "test_accuracy");
  REQUIRE(result.settings.size() == 1);
  CHECK(result.settings[0].best_a == "learning_rate=0.01");
  CHECK(result.settings[0].best_b == "learning_rate=0.08");
  CHECK(result.settings[0].difference == Approx(0.1));
  CHECK_THAT(all(result.notes),
             ContainsSubstring("its own best learning_rate, selected by validation_accuracy") &&
                 !ContainsSubstring("flattered"));
  question.metric = "validation_accuracy";
  CHECK_THAT(all(compared(question).notes), ContainsSubstring("flattered"));
}

TEST_CASE("a group that diverged is not a side's best") {
  const Compared compared(grid_sweep, [](const Config& config, std::uint64_t seed, const auto&) {
    if (config.number("learning_rate") > 0.05 && seed == 0) return diverged_run();
    return completed_run(config.number("learning_rate"));
  });
  CompareQuestion question = adam_and_momentum;
  question.best_over = {"learning_rate"};
  CHECK(compared(question).settings[0].best_a == "learning_rate=0.05");
}

TEST_CASE("optimizers compared at equal learning rates get a word of caution") {
  const std::string caution = "at equal learning rates, which is likely unfair";
  CHECK_THAT(all(adam_better()(adam_and_momentum).notes), ContainsSubstring(caution));
  const Comparison rates = adam_better()({.a = "learning_rate=0.01", .b = "learning_rate=0.02"});
  CHECK(rates.settings.size() == 2);
  CHECK_THAT(all(rates.notes), !ContainsSubstring(caution));
}

TEST_CASE("settings of a technique can be compared, and several values at once") {
  const Compared compared(R"({"name": "momenta", "axes": {"optimizer": [
      {"name": "momentum", "momentum": [0.5, 0.9]}, {"name": "nag", "momentum": [0.5, 0.9]}],
      "init": ["he", "xavier"], "seed": {"count": 3}}})",
                          [](const Config& config, std::uint64_t seed, const auto&) {
                            return completed_run(noise(config, seed));
                          });
  CHECK(compared({.a = "optimizer.momentum=0.5", .b = "optimizer.momentum=0.9"}).settings.size() == 4);
  const Comparison shared = compared({.a = "optimizer=momentum", .b = "optimizer=nag"});
  CHECK(shared.settings.size() == 4);  // their momentum is matched as well
  CHECK_THAT(all({shared.settings[0].label, shared.settings[3].label}),
             ContainsSubstring("momentum=0.5") && ContainsSubstring("momentum=0.9"));
  const Comparison both =
      compared({.a = "optimizer=momentum,init=he", .b = "optimizer=momentum,init=xavier"});
  CHECK(both.settings.size() == 2);
  CHECK(both.a == "momentum he");
  CHECK(compared({.a = "optimizer=momentum,optimizer.momentum=0.5,init=he",
                  .b = "optimizer=nag,optimizer.momentum=0.9,init=xavier"})
            .settings.size() == 1);
}

TEST_CASE("over settings that the other side does not have each side's best is picked, and it is said") {
  const Compared compared(R"({"name": "union", "union": [
      {"axes": {"optimizer": {"name": "adam", "beta1": [0.8, 0.9]}}}, {"axes": {"optimizer": "sgd"}}]})",
                          [](const Config& config, std::uint64_t seed, const auto&) {
                            return completed_run(noise(config, seed));
                          });
  const Comparison result = compared({.a = "optimizer=adam", .b = "optimizer=sgd"});
  CHECK(result.settings.size() == 1);
  CHECK(result.metric.name == "test_accuracy");
  CHECK_THAT(all(result.notes),
             ContainsSubstring("each side at its own best optimizer.beta1, selected by validation_accuracy"));
}

TEST_CASE("two sweeps are matched on all but what sets them apart") {
  StoredSweeps stored;
  const auto run = [](const Config& config, std::uint64_t seed, const auto&) {
    return completed_run(noise(config, seed) + (config.choice("dropout").name == "none" ? 0.1 : 0));
  };
  stored.train(R"({"name": "plain", "axes": {"learning_rate": [0.1, 0.2, 0.3], "seed": {"count": 3}}})", run);
  stored.train(R"({"name": "dropped", "base": {"dropout": {"name": "dropout", "rate": 0.5}},
                   "axes": {"learning_rate": [0.1, 0.2], "seed": {"count": 3}}})",
               run);
  const Comparison result = compare(stored.open(), {.a = "plain", .b = "dropped"});
  CHECK(result.settings.size() == 2);
  CHECK_THAT(all(result.notes),
             ContainsSubstring("left out: 1 of 3 settings of plain and 0 of 2 of dropped"));
  CHECK(compare(stored.open(), {.a = result.settings[0].key_a, .b = result.settings[0].key_b.substr(0, 10)})
            .settings.size() == 1);
}

TEST_CASE("seeds that one side lacks are left out") {
  StoredSweeps stored;
  const auto run = [](const Config& config, std::uint64_t seed, const auto&) {
    return completed_run(noise(config, seed));
  };
  stored.train(R"({"name": "a", "axes": {"optimizer": "adam", "seed": [0, 1, 2, 3]}})", run);
  stored.train(R"({"name": "b", "axes": {"optimizer": "sgd", "seed": [2, 3, 4]}})", run);
  stored.train(R"({"name": "c", "axes": {"optimizer": "momentum", "seed": [7]}})", run);
  const auto& store = stored.open();
  CHECK(compare(store, {.a = "optimizer=adam", .b = "optimizer=sgd"}).settings[0].seeds == 2);
  CHECK_THAT(message_of([&] { compare(store, adam_and_momentum); }, ErrorCode::not_enough_data),
             StartsWith("adam and momentum have no seed in common"));
}

TEST_CASE("where nothing matches it is said why") {
  const Compared compared(R"({"name": "union", "union": [
      {"axes": {"optimizer": "adam", "learning_rate": 0.1}},
      {"axes": {"optimizer": "sgd", "learning_rate": 0.2}}]})",
                          [](const Config& config, std::uint64_t seed, const auto&) {
                            return completed_run(noise(config, seed));
                          });
  CHECK(compared.refused({.a = "optimizer=adam", .b = "optimizer=sgd"}, ErrorCode::not_enough_data) ==
        "no setting of adam matches one of sgd; they have no value of learning_rate in common (--best-over "
        "learning_rate takes each at its best)");
  CHECK(compared.refused(adam_and_momentum, ErrorCode::not_enough_data) == "no run of momentum is stored");
  CHECK(compared.refused({.a = "optimizer=adam", .b = "optimizer=sgd", .where = "seed = 9"},
                         ErrorCode::not_enough_data) ==
        "no run of adam is stored that --sweep and --where select");
}

TEST_CASE("an unknown axis, value, sweep or metric is refused with the nearest") {
  const Compared compared = adam_better();
  CHECK(compared.refused({.a = "optimizer=adm", .b = "optimizer=sgd"}) ==
        "optimizer=adm: unknown optimizer 'adm' (did you mean 'adam'? see: tryall list optimizers)");
  CHECK_THAT(compared.refused({.a = "optimiser=adam", .b = "optimizer=sgd"}),
             ContainsSubstring("unknown axis 'optimiser' (did you mean 'optimizer'?)"));
  CHECK_THAT(compared.refused({.a = "learning_rate=-1", .b = "learning_rate=1"}),
             StartsWith("learning_rate=-1: "));
  CHECK_THAT(compared.refused({.a = "grdi", .b = "grid"}),
             StartsWith("no sweep or group 'grdi' in the store (did"));
  CHECK_THAT(compared.refused({.a = "grid", .b = "optimizer=adam"}), ContainsSubstring("not of one kind"));
  CHECK_THAT(compared.refused({.a = "grid", .b = "grid"}), ContainsSubstring("are the same"));
  CompareQuestion question = adam_and_momentum;
  question.metric = "test_los";
  CHECK_THAT(compared.refused(question), StartsWith("unknown metric 'test_los'"));
  question = adam_and_momentum;
  question.best_over = {"learningrate"};
  CHECK_THAT(compared.refused(question), ContainsSubstring("did you mean 'learning_rate'?"));
}

TEST_CASE("within a margin two sides can be shown to be the same") {
  CompareQuestion question = adam_and_momentum;
  question.margin = 0.02;
  const Comparison result = adam_better(0)(question);
  REQUIRE(result.same);
  CHECK(result.same->p < 0.001);
  CHECK_THAT(all(findings(result)), ContainsSubstring("margin: the same within it"));
}

TEST_CASE("for programs each setting is a row of exact numbers") {
  const auto table = settings_table(adam_better()(adam_and_momentum), false);
  CHECK(table.rows.size() == 8);
  CHECK(table.columns.size() == 14);
  CHECK(std::get<double>(table.rows[0][10]) ==
        Approx(std::get<double>(table.rows[0][8]) - std::get<double>(table.rows[0][9])));
}
