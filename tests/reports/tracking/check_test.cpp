#include "../stored_sweep.hpp"
#include "catch.hpp"
#include "tracked.hpp"
#include "tryall/tracking/freeze.hpp"

using namespace tryall::testing;
using namespace tryall::tracking;
using tryall::Config;
using tryall::train::Outcome;

namespace {

const std::string two_groups =
    R"({"name": "two", "axes": {"learning_rate": [0.1, 0.2], "seed": {"count": 8}}})";

/// Rates part the groups, seeds vary a little.
double level(const Config& config, std::uint64_t seed) {
  return config.number("learning_rate") + 0.5 + 0.001 * score(config, seed);
}

/// A baseline of two groups of 8 seeds, and a place for today's runs.
struct FrozenStore {
  FrozenStore() {
    stored.train(two_groups, [](const Config& config, std::uint64_t seed, const auto&) {
      return completed_run(level(config, seed));
    });
    LeftOut left_out;
    baseline = freeze(stored.open(), {}, "main", left_out);
    baseline.metrics = {"validation_accuracy"};
  }

  CheckReport check(FakeTrainer& trainer, const CheckOptions& options = {}) const {
    return tryall::tracking::check(baseline, options, {.trainer = trainer, .store = folder / "today.db"});
  }
  CheckReport check(FakeTrainer::Run run, const CheckOptions& options = {}) const {
    FakeTrainer trainer(std::move(run));
    return check(trainer, options);
  }

  StoredSweeps stored;
  TemporaryFolder folder;
  Baseline baseline;
};

tryall::train::RunResult as_ever(const Config& config, std::uint64_t seed, const tryall::train::Hooks&) {
  return completed_run(level(config, seed));
}

}  // namespace

TEST_CASE("check: the same code gives the same bits, and every run is trained once") {
  const FrozenStore f;
  FakeTrainer trainer(as_ever);
  const CheckReport report = f.check(trainer);
  CHECK(report.status() == 0);
  CHECK(trainer.calls().size() == 16);
  REQUIRE(report.groups.size() == 2);
  CHECK(report.groups[0].same_bits == 8);
  CHECK(report.groups[0].label == "learning_rate=0.1");
}

TEST_CASE("check: a group that became worse is found, the other stays the same") {
  const FrozenStore f;
  const CheckReport report = f.check([](const Config& config, std::uint64_t seed, const auto&) {
    return completed_run(level(config, seed) -
                         (config.number("learning_rate") > 0.15 ? 0.02 + 0.001 * double(seed) : 0));
  });
  CHECK(report.status() == 1);
  CHECK(report.groups[0].measures[0].change.verdict == QualityVerdict::same);
  CHECK(report.groups[1].measures[0].change.verdict == QualityVerdict::worse);
}

TEST_CASE("check: a run that fails is named as such, not called a regression") {
  const FrozenStore f;
  const CheckReport report = f.check([](const Config& config, std::uint64_t seed, const auto&) {
    if (config.number("learning_rate") > 0.15 && seed == 3) throw std::runtime_error("boom");
    return completed_run(level(config, seed));
  });
  CHECK(report.status() == 4);
  CHECK_THAT(report.groups[1].error, ContainsSubstring("1 of 8 runs failed") && ContainsSubstring("boom"));
  CHECK(report.groups[1].measures.empty());
  CHECK(report.groups[0].measures[0].change.verdict == QualityVerdict::same);
}

TEST_CASE("check: after a crash half-way it goes on with what is stored, and failures are trained again") {
  const FrozenStore f;
  f.check([](const Config& config, std::uint64_t seed, const auto&) {
    if (seed >= 4) throw std::runtime_error("crash");
    return completed_run(level(config, seed));
  });
  FakeTrainer trainer(as_ever);
  CHECK(f.check(trainer).status() == 0);
  CHECK(trainer.calls().size() == 8);
}

TEST_CASE("check: an interruption judges nothing of what is missing") {
  const FrozenStore f;
  FakeTrainer trainer(as_ever);
  std::stop_source stop;
  stop.request_stop();
  const CheckReport report = tryall::tracking::check(
      f.baseline, {}, {.trainer = trainer, .store = f.folder / "t.db", .stop = stop.get_token()});
  CHECK(report.interrupted);
  CHECK(report.status() == 4);
}

TEST_CASE("check: configs that no longer read and data that are others are errors of their groups") {
  FrozenStore f;
  f.baseline.groups[0].config["teleportation"] = 3;
  f.baseline.groups[1].dataset.hash = "another";
  const CheckReport report = f.check(as_ever);
  CHECK(report.status() == 4);
  CHECK(report.groups[0].error == "its config can no longer be read: axis 'teleportation' no longer exists");
  CHECK_THAT(report.groups[1].error, ContainsSubstring("changed: hash another then, hash of digits now"));
  CHECK(report.groups[0].measures.empty());
  f.baseline.groups[0].config.erase("teleportation");
  f.baseline.groups[0].config["optimizer"] = {{"name", "adamm"}};
  CHECK_THAT(f.check(as_ever).groups[0].error,
             ContainsSubstring("its config can no longer be read: unknown optimizer"));
  f.baseline.groups[0].config["optimizer"] = 3;
  CHECK(f.check(as_ever).status() == 4);
}

TEST_CASE("check: stored runs of another program are not taken for today's") {
  const FrozenStore f;
  REQUIRE(f.check(as_ever).status() == 0);
  SQLite::Database((f.folder / "today.db").string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE environments SET compiler = 'older'");
  CHECK_THAT(message_of([&] { f.check(as_ever); }), ContainsSubstring("compiler older ->"));
}

TEST_CASE("check: --until-decided begins with half of the seeds and stops where that decides") {
  const FrozenStore f;
  FakeTrainer same(as_ever);
  const CheckReport report = f.check(same, {.until_decided = true});
  CHECK(report.status() == 0);
  CHECK(report.looks == std::vector<std::size_t>{4});
  CHECK(same.calls().size() == 8);
}

TEST_CASE("check: --until-decided adds seeds to the groups that are not decided, up to the budget") {
  const auto unclear = [](const Config& config, std::uint64_t seed, const auto&) {
    return completed_run(level(config, seed) +
                         (config.number("learning_rate") > 0.15 ? seed % 2 ? -0.01 : 0.011 : 0));
  };
  const FrozenStore f;
  FakeTrainer trainer(unclear);
  const CheckReport report = f.check(trainer, {.until_decided = true});
  CHECK(report.status() == 3);
  CHECK(report.looks == std::vector<std::size_t>{4, 6, 8});
  CHECK(trainer.calls().size() == 4 + 8);
  CHECK(report.groups[1].pairs == 8);
  const FrozenStore g;
  FakeTrainer fewer(unclear);
  CHECK(g.check(fewer, {.until_decided = true, .budget = 6}).looks == std::vector<std::size_t>{3, 5, 6});
}

TEST_CASE("check: a verdict of an early look stands, at its share of alpha") {
  const FrozenStore f;
  const CheckReport report = f.check(
      [](const Config& config, std::uint64_t seed, const auto&) {
        if (config.number("learning_rate") > 0.15)
          return completed_run(level(config, seed) + (seed % 2 ? -0.01 : 0.011));
        return completed_run(level(config, seed) - 0.1 - 0.0001 * double(seed));
      },
      {.until_decided = true});
  CHECK(report.status() == 1);
  CHECK(report.groups[0].measures[0].seeds_now == 4);
  CHECK(report.groups[0].measures[0].change.verdict == QualityVerdict::worse);
  CHECK(report.groups[1].measures[0].seeds_now == 8);
}

TEST_CASE("check: --until-decided goes beyond the baseline's seeds where the budget allows and it gains") {
  const FrozenStore f;
  FakeTrainer trainer([](const Config& config, std::uint64_t seed, const auto&) {
    const double other = 0.0008 * score(config, seed + 1000);  // nothing in common with the baseline's
    return completed_run(config.number("learning_rate") +
                         (config.number("learning_rate") > 0.15 ? 0.5001 + other : 0.6));
  });
  const CheckReport report = f.check(trainer, {.margin = 0.00001, .until_decided = true, .budget = 20});
  CHECK(report.looks == std::vector<std::size_t>{4, 6, 8, 14, 20});
  CHECK(trainer.calls().size() == 8 + 20);
  const MeasureCheck& undecided = report.groups[1].measures[0];
  CHECK(undecided.seeds_before == 8);
  CHECK(undecided.seeds_now == 20);
  CHECK_THAT(undecided.note, ContainsSubstring("not paired: 8 seeds before, 20 now"));
  CHECK(report.groups[1].pairs == 8);  // of the bits
}

TEST_CASE("check: --until-decided keeps the pairs where seeds of today alone would tell less") {
  const FrozenStore f;
  FakeTrainer trainer([](const Config& config, std::uint64_t seed, const auto&) {
    return completed_run(level(config, seed) + (seed % 2 ? -0.00001 : 0.000012));
  });
  const CheckReport report = f.check(trainer, {.margin = 0.000001, .until_decided = true, .budget = 20});
  CHECK(report.looks == std::vector<std::size_t>{4, 6, 8});
  CHECK(report.status() == 3);
  CHECK(report.groups[1].measures[0].paired());
  CHECK_THAT(report.groups[1].measures[0].note, ContainsSubstring("freeze a baseline with that many"));
}

TEST_CASE("check: a failure among the seeds beyond the baseline's leaves the group without verdict") {
  const FrozenStore f;
  const CheckReport report = f.check(
      [](const Config& config, std::uint64_t seed, const auto&) {
        if (seed == 11) throw std::runtime_error("boom");
        return completed_run(config.number("learning_rate") + 0.5001 + 0.0008 * score(config, seed + 1000));
      },
      {.margin = 0.00001, .until_decided = true, .budget = 20});
  CHECK(report.status() == 4);
  CHECK_THAT(report.groups[0].error + report.groups[1].error, ContainsSubstring("1 of 14 runs failed"));
}
