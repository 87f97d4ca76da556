// Mistakes planted into real trainings: a baseline by the native trainer, today's runs by one that trains
// another config than it was asked for.
#include <functional>

#include "../stored_sweep.hpp"
#include "catch.hpp"
#include "configs.hpp"
#include "tracked.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/tracking/check_output.hpp"
#include "tryall/tracking/freeze.hpp"

using namespace tryall::testing;
using namespace tryall::tracking;
using tryall::Config;

namespace {

using Mistake = std::function<void(Config&)>;

class MistakenTrainer : public tryall::sweeps::NativeTrainer {
 public:
  explicit MistakenTrainer(Mistake mistake) : NativeTrainer("data"), mistake_(std::move(mistake)) {}

  tryall::train::RunResult run(const Config& config, std::uint64_t seed,
                               const tryall::train::Hooks& hooks) override {
    Config mistaken = config;
    if (mistake_) mistake_(mistaken);
    return NativeTrainer::run(mistaken, seed, hooks);
  }

 private:
  Mistake mistake_;
};

/// A small network on the digits, a few seeds; judged by its loss, as accuracies are coarse.
std::string sweep_with(const std::string& optimizer, const std::string& more, int seeds = 5) {
  return R"({"name": "planted", "base": {"model": {"name": "mlp", "hidden": [16]}, "epochs": 4,
             "optimizer": )" +
         optimizer + ", " + more + R"(}, "axes": {"seed": {"count": )" + std::to_string(seeds) + "}}}";
}

CheckReport check_of(const std::string& sweep, Mistake mistake, const CheckOptions& options = {}) {
  const TemporaryFolder folder;
  tryall::sweeps::NativeTrainer trainer("data");
  {
    tryall::sweeps::SqliteStore store(folder / "before.db");
    execute(make_plan(sweep_of(sweep), trainer), {.trainer = trainer, .store = store});
  }
  const tryall::reports::StoreReader store(folder / "before.db");
  LeftOut left_out;
  Baseline baseline = freeze(store, {}, "main", left_out);
  baseline.metrics = {"validation_loss"};
  MistakenTrainer mistaken(std::move(mistake));
  return check(baseline, options, {.trainer = mistaken, .store = folder / "today.db"});
}

const std::string momentum = R"({"name": "momentum", "momentum": 0.9})";
const std::string usual = R"("learning_rate": 0.01, "batch_size": 32)";

const GroupCheck& only_group(const CheckReport& report) {
  REQUIRE(report.groups.size() == 1);
  return report.groups[0];
}

QualityVerdict end_of(const CheckReport& report) { return only_group(report).measures.at(0).change.verdict; }

}  // namespace

TEST_CASE("planted: nothing is found where there is no mistake") {
  const CheckReport report = check_of(sweep_with(momentum, usual), {});
  CHECK(report.status() == 0);
  CHECK(only_group(report).same_bits == 5);
}

TEST_CASE("planted: half the learning rate is worse with five seeds, at the end and on the way") {
  const CheckReport report = check_of(sweep_with(momentum, usual), [](Config& config) {
    config.set("learning_rate", config.number("learning_rate") / 2);
  });
  INFO(to_plain(report));
  CHECK(report.status() == 1);
  CHECK(end_of(report) == QualityVerdict::worse);
  CHECK(only_group(report).measures.at(1).change.verdict == QualityVerdict::worse);
}

TEST_CASE("planted: momentum .8 instead of .9 is worse with five seeds") {
  const CheckReport report = check_of(sweep_with(momentum, usual), [](Config& config) {
    config.set("optimizer", tryall::Choice{"momentum", {{"momentum", 0.8}}});
  });
  INFO(to_plain(report));
  CHECK(report.status() == 1);
  CHECK(end_of(report) == QualityVerdict::worse);
}

TEST_CASE("planted: batches that are one sample short have other bits in the first epoch and more steps") {
  const CheckReport report = check_of(
      sweep_with(momentum, usual),
      [](Config& config) { config.set("batch_size", config.integer("batch_size") - 1); }, {.exact = true});
  INFO(to_plain(report));
  CHECK(report.status() == 1);
  const GroupCheck& group = only_group(report);
  CHECK(group.same_bits == 0);
  REQUIRE(group.difference);
  CHECK(group.difference->epoch == 1);
  CHECK_THAT(group.difference->how, ContainsSubstring("steps before"));
  CHECK(group.measures.at(1).arrivals->steps_now != group.measures.at(1).arrivals->steps_before);
}

TEST_CASE("planted: the last sample of each small batch lost from the sum is worse with ten seeds") {
  const std::string small = R"("learning_rate": 0.01, "batch_size": 4)";
  const CheckReport report = check_of(sweep_with(R"("sgd")", small, 10), [](Config& config) {
    config.set("batch_size", std::int64_t{3});                           // three of four samples
    config.set("train_size", config.number("train_size") * 0.75);        // in as many steps,
    config.set("learning_rate", config.number("learning_rate") * 0.75);  // their sum still divided by four
  });
  INFO(to_plain(report));
  CHECK(report.status() == 1);
  CHECK(end_of(report) == QualityVerdict::worse);
}

TEST_CASE("planted: epsilon inside the root is named with the first epoch and the size of the difference") {
  const std::string sweep = sweep_with(R"({"name": "adam", "epsilon": 0.001})", usual);
  const Mistake inside = [](Config& config) {
    tryall::Choice optimizer = config.choice("optimizer");
    optimizer.settings["epsilon_mode"] = "inside";
    config.set("optimizer", optimizer);
  };
  const CheckReport report = check_of(sweep, inside);
  const GroupCheck& group = only_group(report);
  CHECK(group.same_bits == 0);
  REQUIRE(group.difference);
  const NumericsDifference& first = *group.difference;
  CHECK(first.epoch == 1);
  CHECK(first.metric == "train_loss");
  tryall::sweeps::NativeTrainer native("data");
  MistakenTrainer mistaken(inside);
  Config config = tryall::testing::config_of();
  config =
      native.normalized(tryall::sweeps::config_from_json(
                            tryall::train::training_axes(),
                            nlohmann::json::parse(
                                R"({"model": {"name": "mlp", "hidden": [16]}, "epochs": 4, "batch_size": 32,
           "learning_rate": 0.01, "optimizer": {"name": "adam", "epsilon": 0.001}})")),
                        0);
  const double was = native.run(config, first.seed, {}).curves[tryall::train::train_loss][0];
  const double is = mistaken.run(config, first.seed, {}).curves[tryall::train::train_loss][0];
  CHECK(first.before == was);
  CHECK(first.now == is);
  CHECK(first.difference == std::fabs(is - was));
  CHECK(first.relative == first.difference / was);
  CHECK(first.difference > 1e-6);
}
