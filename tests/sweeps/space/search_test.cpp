#include "tryall/sweeps/space/search.hpp"

#include <set>

#include "catch.hpp"
#include "configs.hpp"
#include "fake_trainer.hpp"
#include "memory_store.hpp"
#include "sweep_text.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/run/remaining_work.hpp"

using tryall::Choice;
using tryall::Config;
using tryall::sweeps::brackets;
using tryall::sweeps::Plan;
using tryall::sweeps::RungSize;
using tryall::sweeps::searches;
using tryall::sweeps::Sweep;
using tryall::testing::FakeTrainer;
using tryall::testing::refusal;
using tryall::testing::sweep_of;

namespace {

Choice search(const std::string& name, std::map<std::string, tryall::Value, std::less<>> settings = {}) {
  return with_defaults(searches(), {name, std::move(settings)});
}

/// 4,000 configs.
std::string large_space(const std::string& how) {
  return R"({"axes": {"learning_rate": {"log": [0.0001, 1, 40]}, "weight_decay": {"linear": [0, 0.1, 50]},
             "optimizer": ["sgd", "adam"], "seed": {"count": 3}}, "search": )" +
         how + "}";
}

std::vector<std::string> configs_of(const Sweep& sweep) {
  std::vector<std::string> texts;
  for (std::uint64_t i = 0; i < sweep.combinations(); ++i)
    texts.push_back(tryall::sweeps::canonical_text(sweep.config(i)));
  return texts;
}

std::vector<int> counts_of(const std::vector<std::vector<RungSize>>& all) {
  std::vector<int> counts;
  for (const auto& bracket : all) counts.push_back(static_cast<int>(bracket.front().configs));
  return counts;
}

/// A sweep of 27 learning rates, up to 27 epochs.
std::string halving_text(const std::string& how) {
  return R"({"name": "h", "base": {"epochs": 27}, "axes": {"learning_rate": {"linear": [0.01, 0.27, 27]},
             "seed": {"count": 2}}, "search": )" +
         how + "}";
}

/// The larger the learning rate the better, at any number of epochs; every so often a seed diverges.
tryall::train::RunResult by_learning_rate(const Config& config, std::uint64_t seed,
                                          const tryall::train::Hooks&) {
  if (config.number("learning_rate") > 0.265 && seed == 1) return tryall::testing::diverged_run();
  return tryall::testing::completed_run(config.number("learning_rate"), epochs_of(config));
}

std::map<std::int64_t, std::set<double>> trained_by_epochs(const tryall::testing::MemoryStore& store,
                                                           const Plan& plan) {
  std::map<std::int64_t, std::set<double>> result;
  for (const auto& run : plan.runs)
    if (store.runs().contains(run.key.hex())) {
      const Config& config = plan.groups[run.group].config;
      result[epochs_of(config)].insert(config.number("learning_rate"));
    }
  return result;
}

}  // namespace

TEST_CASE("hyperband's brackets are those of the paper, computed in integers") {
  const auto all = brackets(search("hyperband"), 81, 1000);
  CHECK(counts_of(all) == std::vector<int>{81, 34, 15, 8, 5});  // log 243 / log 3 is below 5 in doubles
  CHECK(all[0] == std::vector<RungSize>{{1, 81}, {3, 27}, {9, 9}, {27, 3}, {81, 1}});
  CHECK(all[1] == std::vector<RungSize>{{3, 34}, {9, 11}, {27, 3}, {81, 1}});
  CHECK(all[4] == std::vector<RungSize>{{81, 5}});
  CHECK(counts_of(brackets(search("hyperband", {{"eta", std::int64_t{2}}}), 16, 1000)) ==
        std::vector<int>{16, 10, 7, 5, 5});
}

TEST_CASE("halving goes from all configs to one, or as far as the epochs allow") {
  CHECK(brackets(search("halving"), 27, 27) ==
        std::vector<std::vector<RungSize>>{{{1, 27}, {3, 9}, {9, 3}, {27, 1}}});
  CHECK(brackets(search("halving", {{"min_epochs", std::int64_t{5}}}), 50, 100) ==
        std::vector<std::vector<RungSize>>{{{5, 100}, {16, 33}, {50, 11}}});
  CHECK(brackets(search("halving"), 100, 5) == std::vector<std::vector<RungSize>>{{{33, 5}, {100, 1}}});
}

TEST_CASE("a random search draws different configs of the space, the same for the same seed") {
  const std::string text = R"({"name": "random", "count": 200, "seed": )";
  const auto first = configs_of(sweep_of(large_space(text + "1}")));
  CHECK(first.size() == 200);
  CHECK(std::set<std::string>(first.begin(), first.end()).size() == 200);
  CHECK(configs_of(sweep_of(large_space(text + "1}"))) == first);
  CHECK(configs_of(sweep_of(large_space(text + "2}"))) != first);
  CHECK(sweep_of(large_space(text + "1}")).seeds.size() == 3);
  const auto grid = configs_of(sweep_of(large_space("\"grid\"")));
  const std::set<std::string> known(grid.begin(), grid.end());
  for (const std::string& config : first) CHECK(known.contains(config));
}

TEST_CASE("a longer random search goes on from a shorter one") {
  const auto shorter = configs_of(sweep_of(large_space(R"({"name": "random", "count": 20})")));
  auto longer = configs_of(sweep_of(large_space(R"({"name": "random", "count": 50})")));
  longer.resize(20);
  CHECK(longer == shorter);
}

TEST_CASE("random draws are uniform over the space, spaces of a union by their sizes") {
  const Sweep sweep =
      sweep_of(R"({"union": [{"axes": {"optimizer": "sgd", "learning_rate": {"linear": [0.001, 0.9, 900]}}},
      {"axes": {"optimizer": "adam", "learning_rate": {"linear": [0.001, 0.1, 100]}}}],
      "search": {"name": "random", "count": 300}})");
  int adam = 0;
  double sum = 0;
  for (std::uint64_t i = 0; i < sweep.combinations(); ++i) {
    const Config config = sweep.config(i);
    adam += config.choice("optimizer").name == "adam" ? 1 : 0;
    if (config.choice("optimizer").name == "sgd") sum += config.number("learning_rate");
  }
  CHECK(adam > 12);  // 30 expected, deviation 4.3
  CHECK(adam < 48);
  CHECK(sum / (300 - adam) == Approx(0.45).margin(0.065));  // four standard errors of 0.016
}

TEST_CASE("Sobol's points fall evenly: every quarter of an axis gets its share") {
  const Sweep sweep = sweep_of(R"({"axes": {"learning_rate": {"linear": [0.001, 1, 1000]},
      "weight_decay": {"linear": [0, 0.999, 1000]}}, "search": {"name": "sobol", "count": 256, "seed": 3}})");
  std::vector<int> cells(16);
  for (std::uint64_t i = 0; i < sweep.combinations(); ++i) {
    const Config config = sweep.config(i);
    ++cells[static_cast<std::size_t>(4 * (config.number("learning_rate") - 0.0005)) * 4 +
            static_cast<std::size_t>(4 * (config.number("weight_decay") + 0.0005))];
  }
  for (const int cell : cells) {
    CHECK(cell >= 14);  // 16 but for the rounding of levels at the borders; random draws miss by 4 and more
    CHECK(cell <= 18);
  }
}

TEST_CASE("where the space has no more than is asked for, all of it is searched") {
  for (const char* how : {"random", "sobol"}) {
    CAPTURE(how);
    const Sweep sweep =
        sweep_of(std::string(R"({"axes": {"optimizer": ["sgd", "adam"]}, "search": {"name": ")") + how +
                 R"(", "count": 10}})");
    CHECK(sweep.combinations() == 2);
  }
}

TEST_CASE("Sobol's search finds every config of a small space when asked for all but one") {
  const Sweep sweep = sweep_of(R"({"axes": {"learning_rate": {"linear": [1, 30, 30]}},
                                   "search": {"name": "sobol", "count": 29}})");
  const auto configs = configs_of(sweep);
  CHECK(std::set<std::string>(configs.begin(), configs.end()).size() == 29);
}

TEST_CASE("a search that cannot be is refused with its place") {
  CHECK_THAT(refusal(R"({"axes": {}, "search": "rnadom"})"), ContainsSubstring("did you mean 'random'"));
  CHECK_THAT(refusal(R"({"axes": {}, "search": "random"})"), ContainsSubstring("count"));
  CHECK_THAT(refusal(R"({"base": {"epochs": 2}, "search": "halving"})"),
             ContainsSubstring("2 epochs leave no room for a shorter training"));
  CHECK_THAT(refusal(R"({"base": {"epochs": 27}, "axes": {"epochs": [1, 2]}, "search": "hyperband"})"),
             ContainsSubstring("hyperband sets the epochs itself"));
  CHECK_THAT(refusal(R"({"axes": {}, "search": {"name": "random", "count": [1, 2]}})"),
             ContainsSubstring("a sweep has a single search"));
}

TEST_CASE("halving trains the best third for three times the epochs, whatever the workers") {
  FakeTrainer trainer(by_learning_rate);
  const Plan plan = make_plan(sweep_of(halving_text("\"halving\"")), trainer);
  CHECK(plan.runs_to_train() == 80);
  for (const int jobs : {1, 3}) {
    CAPTURE(jobs);
    tryall::testing::MemoryStore store;
    const auto summary = execute(plan, {.trainer = trainer, .store = store, .jobs = jobs});
    CHECK(summary.trained == 80);
    CHECK(summary.stored == 80);
    const auto trained = trained_by_epochs(store, plan);
    CHECK(trained.at(1).size() == 27);
    CHECK(trained.at(3) == std::set<double>{0.18, 0.19, 0.2, 0.21, 0.22, 0.23, 0.24, 0.25, 0.26});
    CHECK(trained.at(9) == std::set<double>{0.24, 0.25, 0.26});  // 0.27 diverged once: it counts as the worst
    CHECK(trained.at(27) == std::set<double>{0.26});
  }
}

TEST_CASE("a halving that was stopped by its budget goes on to the same survivors") {
  FakeTrainer trainer(by_learning_rate);
  const Plan plan = make_plan(sweep_of(halving_text("\"halving\"")), trainer);
  tryall::testing::MemoryStore whole, parts;
  execute(plan, {.trainer = trainer, .store = whole});
  std::size_t trained = 0;
  for (int i = 0; i < 8; ++i) {
    const auto summary = execute(plan, {.trainer = trainer, .store = parts, .budget = {.runs = 11}});
    trained += summary.trained;
    CHECK(summary.budget_spent == (i < 7));
    CHECK_FALSE(summary.interrupted);
  }
  CHECK(trained == 80);
  CHECK(trained_by_epochs(parts, plan) == trained_by_epochs(whole, plan));
}

TEST_CASE("the remaining work of a search with rungs knows what is stored of it") {
  FakeTrainer trainer(by_learning_rate);
  const Plan plan = make_plan(sweep_of(halving_text("\"halving\"")), trainer);
  tryall::testing::MemoryStore store;
  const auto remaining_now = [&] {
    return remaining_work(plan, store.find(plan.run_keys(), "validation_accuracy"), {});
  };
  CHECK(remaining_now().stored == 0);
  CHECK(remaining_now().next.size() == 54);
  CHECK(remaining_now().epochs == 162);
  execute(plan, {.trainer = trainer, .store = store, .budget = {.runs = 60}});
  CHECK(remaining_now().stored == 60);
  CHECK(remaining_now().next.size() == 12);
  execute(plan, {.trainer = trainer, .store = store});
  CHECK(remaining_now().to_train() == 0);
  CHECK(remaining_now().next.empty());
}

TEST_CASE("hyperband in a space smaller than its brackets trains no run twice") {
  FakeTrainer trainer(by_learning_rate);
  const Plan plan = make_plan(
      sweep_of(
          R"({"base": {"epochs": 9}, "axes": {"learning_rate": {"linear": [0.1, 0.4, 4]}}, "search": "hyperband"})"),
      trainer);
  tryall::testing::MemoryStore store;
  const auto summary = execute(plan, {.trainer = trainer, .store = store});
  CHECK(summary.trained == store.runs().size());
  CHECK(summary.trained == summary.stored);
  for (const auto& [what, times] : trainer.calls()) CHECK(times == 1);
}
