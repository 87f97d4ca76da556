// Races and suggestions as they are carried out: the same runs whatever the workers, and when they are
// stopped.
#include <atomic>
#include <set>

#include "catch.hpp"
#include "fake_trainer.hpp"
#include "memory_store.hpp"
#include "plans.hpp"
#include "tryall/random.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/run/remaining_work.hpp"

using tryall::Config;
using tryall::Purpose;
using tryall::Stream;
using tryall::sweeps::execute;
using tryall::sweeps::Plan;
using tryall::sweeps::RoundSize;
using tryall::testing::FakeTrainer;
using tryall::testing::MemoryStore;
using tryall::testing::plan_of;
using tryall::testing::refusal;

namespace {

/// 60 configs with seven seeds.
std::string sixty_configs(const std::string& search) {
  return R"({"name": "s", "axes": {"learning_rate": {"log": [1e-4, 1, 15]},
             "optimizer": ["sgd", {"name": "momentum", "momentum": [0.5, 0.9]}, "adam"],
             "seed": {"count": 7}}, "search": )" +
         search + "}";
}

/// Best at a learning rate of 0.01 with adam; every seed and config has noise of its own, one config
/// diverges.
tryall::train::RunResult noisy_peak(const Config& config, std::uint64_t seed, const tryall::train::Hooks&) {
  const double off = std::log10(config.number("learning_rate")) + 2;
  if (off > 1.9 && seed == 2) return tryall::testing::diverged_run();
  const double noise = tryall::testing::score(config, seed) - 0.5;
  const double with_adam = config.choice("optimizer").name == "adam" ? 0.1 : 0;
  return tryall::testing::completed_run(0.8 + with_adam - 0.1 * off * off + 0.02 * noise);
}

/// The runs that a search trains, undisturbed with one worker.
std::set<std::string> trained_by(const Plan& plan) {
  FakeTrainer trainer(noisy_peak);
  MemoryStore store;
  execute(plan, {.trainer = trainer, .store = store});
  std::set<std::string> keys;
  for (const auto& [key, run] : store.runs()) keys.insert(key);
  return keys;
}

std::map<std::size_t, int> seeds_by_group(const Plan& plan, const std::set<std::string>& trained) {
  std::map<std::size_t, int> seeds;
  for (const auto& run : plan.runs) seeds[run.group] += trained.contains(run.key.hex()) ? 1 : 0;
  return seeds;
}

/// Stops the sweep in the so-manieth run.
class StoppingFake : public FakeTrainer {
 public:
  explicit StoppingFake(int after) : left_(after) {}

  tryall::train::RunResult run(const Config& config, std::uint64_t seed,
                               const tryall::train::Hooks& hooks) override {
    if (--left_ != 0) return noisy_peak(config, seed, hooks);
    stop.request_stop();
    tryall::train::RunResult cancelled = tryall::train::nothing_measured();
    cancelled.outcome = tryall::train::Outcome::cancelled;
    return cancelled;
  }

  std::stop_source stop;

 private:
  std::atomic<int> left_;
};

const char* const race = R"({"name": "racing", "count": 40})";
const char* const suggestions = R"({"name": "tpe", "count": 16, "startup": 4, "round": 3})";

}  // namespace

TEST_CASE("the rounds of a race and of suggestions are known from the plan") {
  CHECK(plan_of(sixty_configs(race)).rounds ==
        std::vector<RoundSize>{{40, 3}, {40, 1}, {40, 1}, {40, 1}, {40, 1}});
  CHECK(plan_of(sixty_configs(R"({"name": "racing", "first": 4, "block": 2})")).rounds ==
        std::vector<RoundSize>{{60, 4}, {60, 2}, {60, 1}});
  const Plan plan = plan_of(sixty_configs(suggestions));
  CHECK(plan.rounds == std::vector<RoundSize>{{4, 7}, {3, 7}, {3, 7}, {3, 7}, {3, 7}});
  CHECK(plan.runs_to_train() == 112);
  CHECK(plan.groups.size() == 60);
  CHECK(plan_of(sixty_configs("\"grid\"")).rounds.empty());
}

TEST_CASE("a race gives more seeds to those that cannot be told from the best") {
  const Plan plan = plan_of(sixty_configs("\"racing\""));
  const std::set<std::string> trained = trained_by(plan);
  int all_seeds = 0, first_seeds = 0;
  for (const auto& [group, seeds] : seeds_by_group(plan, trained)) {
    CHECK(seeds >= 3);
    all_seeds += seeds == 7 ? 1 : 0;
    first_seeds += seeds == 3 ? 1 : 0;
    const Config config = plan.groups.config(group);
    const double rate = config.number("learning_rate");
    if (rate == 0.01 && config.choice("optimizer").name == "adam") CHECK(seeds == 7);
    if (rate < 0.0005 || rate > 0.5) CHECK(seeds == 3);  // the largest diverged
  }
  CHECK(all_seeds >= 1);
  CHECK(all_seeds < 20);
  CHECK(first_seeds > 30);
}

TEST_CASE("a race ends when one config is left") {
  const auto lonely = [](const Config& config, std::uint64_t seed, const tryall::train::Hooks&) {
    const double best = config.choice("optimizer").name == "adam" ? 0.9 : 0.2;
    return tryall::testing::completed_run(best + 0.001 * tryall::testing::score(config, seed));
  };
  const Plan plan = plan_of(
      R"({"axes": {"optimizer": ["sgd", "adam", "rmsprop"], "seed": {"count": 30}}, "search": "racing"})");
  FakeTrainer trainer(lonely);
  MemoryStore store;
  CHECK(execute(plan, {.trainer = trainer, .store = store}).trained == 9);
  CHECK(remaining_work(plan, store.find(plan.run_keys(), "validation_accuracy"), {}).to_train() == 0);
}

TEST_CASE("configs race against those on the same data alone") {
  const auto easier = [](const Config& config, std::uint64_t seed, const tryall::train::Hooks&) {
    const double best = config.choice("dataset").name == "iris" ? 0.9 : 0.3;
    return tryall::testing::completed_run(best + 0.01 * tryall::testing::score(config, seed));
  };
  const Plan plan = plan_of(R"({"axes": {"dataset": ["iris", "wine"], "optimizer": ["sgd", "adam", "rmsprop"],
                                "seed": {"count": 5}}, "search": "racing"})");
  FakeTrainer trainer(easier);
  MemoryStore store;
  CHECK(execute(plan, {.trainer = trainer, .store = store}).trained > 18);  // three seeds of each
  std::map<std::string, std::size_t> runs;
  for (const auto& [key, run] : store.runs()) ++runs[run.group->subject.name];
  CHECK(runs.at("wine") > 9);
}

TEST_CASE("suggestions try as many configs as asked with all their seeds, and come near the best") {
  int near = 0;
  for (const int seed : {0, 1, 2, 3, 4}) {
    CAPTURE(seed);
    const Plan plan =
        plan_of(sixty_configs(R"({"name": "tpe", "count": 20, "seed": )" + std::to_string(seed) + "}"));
    int tried = 0;
    for (const auto& [group, seeds] : seeds_by_group(plan, trained_by(plan))) {
      CHECK((seeds == 0 || seeds == 7));
      if (seeds == 0) continue;
      ++tried;
      const double off = std::log10(plan.groups.config(group).number("learning_rate")) + 2;
      near += std::abs(off) < 0.5 ? 1 : 0;
    }
    CHECK(tried == 20);
  }
  CHECK(near >= 32);  // of 60 that there are; at random 20
}

TEST_CASE("suggestions in a space with fewer configs than asked try all of it") {
  const Plan plan =
      plan_of(R"({"axes": {"optimizer": ["sgd", "adam"]}, "search": {"name": "tpe", "count": 9}})");
  CHECK(trained_by(plan).size() == 2);
  CHECK(plan.runs_to_train() == 2);
}

TEST_CASE("suggestions in a large space are picked from 20,000 of its configs") {
  const Plan plan = plan_of(
      R"({"axes": {"learning_rate": {"log": [1e-4, 1, 300]}, "weight_decay": {"linear": [0, 0.1, 300]}},
          "search": {"name": "tpe", "count": 12}})");
  CHECK(plan.groups.size() == 20'000);
  CHECK(trained_by(plan).size() == 12);
}

TEST_CASE("the first configs of suggestions are those of a random search with the same seed") {
  const std::set<std::string> tpe =
      trained_by(plan_of(sixty_configs(R"({"name": "tpe", "count": 6, "startup": 6})")));
  CHECK(tpe == trained_by(plan_of(sixty_configs(R"({"name": "random", "count": 6})"))));
}

TEST_CASE("a search that adapts trains the same runs whatever the workers and wherever it is stopped") {
  for (const char* search : {race, suggestions}) {
    const Plan plan = plan_of(sixty_configs(search));
    const std::set<std::string> expected = trained_by(plan);
    for (int attempt = 0; attempt < 12; ++attempt) {
      CAPTURE(search, attempt);
      const Stream stream(static_cast<std::uint64_t>(attempt), Purpose::noise);
      MemoryStore store;
      for (std::uint64_t part = 0;; ++part) {
        StoppingFake trainer(5 + static_cast<int>(stream.below(2 * part, 80)));
        const std::size_t budget = 5 + stream.below(2 * part + 1, 120);
        const auto summary = execute(plan, {.trainer = trainer,
                                            .store = store,
                                            .jobs = 1 + attempt % 3,
                                            .stop = trainer.stop.get_token(),
                                            .tick = tryall::testing::tick,
                                            .budget = {.runs = budget}});
        if (!summary.interrupted && !summary.budget_spent) break;
      }
      std::set<std::string> trained;
      for (const auto& [key, run] : store.runs()) trained.insert(key);
      CHECK(trained == expected);
    }
  }
}

TEST_CASE("the remaining work of a search that adapts is what its rounds may still train") {
  FakeTrainer trainer(noisy_peak);
  for (const char* search : {race, suggestions}) {
    CAPTURE(search);
    const Plan plan = plan_of(sixty_configs(search));
    MemoryStore store;
    const auto remaining_now = [&] {
      return remaining_work(plan, store.find(plan.run_keys(), "validation_accuracy"), {});
    };
    CHECK(remaining_now().runs == plan.runs_to_train());
    CHECK(remaining_now().next.size() == plan.rounds[0].configs * plan.rounds[0].seeds);
    const auto rest = execute(plan, {.trainer = trainer, .store = store, .budget = {.runs = 50}});
    CHECK(rest.budget_spent);
    CHECK(remaining_now().stored == 50);
    CHECK(remaining_now().epochs > 0);
    execute(plan, {.trainer = trainer, .store = store});
    CHECK(remaining_now().to_train() == 0);
    CHECK(remaining_now().runs == store.runs().size());
  }
}

TEST_CASE("a race without seeds to race for is refused") {
  CHECK_THAT(refusal(R"({"axes": {"seed": {"count": 3}}, "search": "racing"})"),
             ContainsSubstring("needs more seeds than that, and the space has 3"));
  CHECK_THAT(refusal(R"({"axes": {"seed": {"count": 9}}, "search": {"name": "racing", "first": 2}})"),
             ContainsSubstring("first"));
  CHECK_THAT(refusal(R"({"axes": {}, "search": "tpe"})"), ContainsSubstring("count"));
}
