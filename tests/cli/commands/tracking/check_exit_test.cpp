// What a check ends with: 0 same or better, 1 worse, 2 usage, 3 not enough data, 4 could not run.
#include <csignal>

#include "catch.hpp"
#include "sweeps.hpp"
#include "tracked_program.hpp"
#include "watch_store.hpp"

using namespace tryall::testing;
using nlohmann::json;

namespace {

/// So many trainings, and so long ones, that they can be stopped in their middle, also where the machine is
/// busy.
constexpr int long_sweep_runs = 20;
const std::string long_sweep = R"({"name": "long",
  "base": {"model": {"name": "mlp", "hidden": [32]}, "epochs": )" +
                               epochs_text(40) + R"(, "batch_size": 8},
  "axes": {"learning_rate": [0.01, 0.02], "seed": {"count": 10}}})";

Finished check(const TrackedStore& store, std::vector<std::string> more = {}) {
  std::vector<std::string> words = {"check", "--against", "main.json", "-q"};
  words.insert(words.end(), more.begin(), more.end());
  return store.run(words);
}

/// A check that gets a signal when some of its runs are stored, and not all.
Finished stopped_check(const TrackedStore& store, int signal) {
  Program program({"check", "--against", "main.json", "--into", "today.db", "--jobs", "1", "-q"},
                  {.folder = store.folder.path()});
  REQUIRE(wait_until([&] { return stored_runs(store.folder / "today.db") >= 1; }));
  program.send(signal);
  return program.wait();
}

/// The baseline with every run's outcome and values changed so.
template <class Change>
void change_runs(const TrackedStore& store, const Change& change) {
  json document = store.document();
  for (json& group : document["groups"])
    for (json& run : group["runs"]) change(run);
  store.write(document);
}

}  // namespace

TEST_CASE("check exit: a check that is stopped could not run, says so, and goes on from where it was") {
  const int signal = GENERATE(SIGINT, SIGTERM);
  const TrackedStore store(long_sweep);
  const Finished finished = stopped_check(store, signal);
  INFO(finished.err);
  CHECK(finished.status == 4);
  CHECK(finished.out == "");
  CHECK_THAT(finished.err,
             ContainsSubstring(
                 "stopped: could not run to the end; nothing was judged. The finished runs are in today.db"));
  CHECK(stored_runs(store.folder / "today.db") < long_sweep_runs);
  CHECK(check(store, {"--into", "today.db", "--exact"}).status == 0);
}

TEST_CASE("check exit: a check that is killed gives no verdict, and the next one goes on") {
  const TrackedStore store(long_sweep);
  const Finished finished = stopped_check(store, SIGKILL);
  CHECK(finished.status == 128 + SIGKILL);
  CHECK(finished.out == "");
  CHECK(check(store, {"--into", "today.db", "--exact"}).status == 0);
}

TEST_CASE("check exit: a baseline of data that changed since could not run") {
  const TemporaryFolder data;
  std::string csv = "a,b,y\n";
  for (int i = 0; i < 60; ++i)
    csv += std::to_string(i % 7) + "," + std::to_string(i % 5) + "," + (i % 2 ? "yes" : "no") + "\n";
  data.write("d.csv", csv);
  const TrackedStore store(R"({"name": "csv", "base": {"epochs": 1, "batch_size": 16, "dataset":
      {"name": "csv", "file": ")" +
                           (data / "d.csv").string() + R"(", "target": "y"}}, "axes": {"seed": [0, 1, 2]}})");
  CHECK(check(store).status == 0);
  data.write("d.csv", csv + "1,1,yes\n");
  const Finished other = check(store);
  CHECK(other.status == 4);
  CHECK_THAT(other.out, ContainsSubstring("could not run") && ContainsSubstring("changed: hash"));
  CHECK_THAT(check(store, {"--format", "md"}).out, StartsWith("### Training quality: could not run"));
}

TEST_CASE("check exit: another numerics version is judged by quality, and told") {
  const TrackedStore store;
  json document = store.document();
  document["numerics_version"] = 1;
  store.write(document);
  const Finished finished = check(store);
  CHECK(finished.status == 0);
  CHECK_THAT(finished.out, ContainsSubstring("numerics version 1 in the baseline"));
}

TEST_CASE("check exit: too few seeds are status 3 with other bits, however far apart they are") {
  const TrackedStore store;
  json document = store.document();
  for (json& group : document["groups"]) {
    group["runs"] = json::array({group["runs"][0], group["runs"][1]});
    for (json& run : group["runs"]) run["final"]["validation_accuracy"] = 1.0;
  }
  store.write(document);
  const Finished finished = check(store);
  CHECK(finished.status == 3);
  CHECK_THAT(finished.out, ContainsSubstring("2 seeds; at least 3 are needed"));
  CHECK_THAT(check(store, {"--format", "junit"}).out,
             ContainsSubstring("<skipped message=\"insufficient data"));
}

TEST_CASE(
    "check exit: runs that all diverge, as before, are the same; otherwise there is nothing to compare") {
  const TrackedStore store(R"({"name": "wild", "base": {"model": {"name": "mlp", "hidden": [8]}, "epochs": 2,
      "optimizer": "sgd", "learning_rate": 1e30}, "axes": {"seed": [0, 1, 2]}})");
  const Finished same = check(store);
  CHECK(same.status == 0);
  CHECK_THAT(same.out, ContainsSubstring("all runs diverged, as before"));
  change_runs(store, [](json& run) { run["steps_done"] = 1000; });
  const Finished other = check(store);
  CHECK(other.status == 3);
  CHECK_THAT(other.out, ContainsSubstring("there is nothing to compare"));
  CHECK(check(store, {"--exact"}).status == 1);
}

TEST_CASE("check exit: runs that diverge now and did not before are worse") {
  const TrackedStore store;
  json document = store.document();
  for (json& group : document["groups"]) {
    group["config"]["learning_rate"] = 1e30;
    group["config"]["optimizer"] = {{"name", "sgd"}};
  }
  store.write(document);
  const Finished finished = check(store);
  CHECK(finished.status == 1);
  CHECK_THAT(finished.out, ContainsSubstring("diverged: 0 of 4 before, 4 now"));
}

TEST_CASE("check exit: a place for today's runs that cannot be written could not run, or is a mistake") {
  const TrackedStore store;
  const Finished finished = check(store, {"--into", "no/such/folder/today.db"});
  CHECK((finished.status == 2 || finished.status == 4));
  CHECK_THAT(finished.err, ContainsSubstring("no/such/folder/today.db"));
  CHECK(check(store, {"--output", "no/such/folder/check.md"}).status == 4);
}

TEST_CASE("check exit: what is worse outweighs what could not run, and that outweighs what is not decided") {
  const TrackedStore store;
  const json whole = store.document();
  json document = whole;
  document["groups"][0]["dataset"]["hash"] = "another";
  store.write(document);
  CHECK(check(store).status == 4);
  document["groups"][1]["runs"] = json::array({document["groups"][1]["runs"][0]});
  document["groups"][1]["runs"][0]["final"]["validation_accuracy"] = 1.0;
  store.write(document);
  CHECK(check(store).status == 4);
  document["groups"][1] = whole["groups"][1];
  document["groups"][1]["config"]["learning_rate"] = 1e30;
  document["groups"][1]["config"]["optimizer"] = {{"name", "sgd"}};
  store.write(document);
  CHECK(check(store).status == 1);
}

TEST_CASE("check exit: targets that are none are status 2") {
  const TrackedStore store;
  CHECK(check(store, {"--target", "validation_accuracy=0.5"}).status == 0);
  for (const char* target : {"validation_accuracy", "validation_accuracy=", "validation_accuracy=soon",
                             "validation_acuracy=0.5", "test_accuracy=0.5", "validation_loss=1"}) {
    const Finished finished = check(store, {"--target", target});
    INFO(finished.err);
    CHECK(finished.status == 2);
    CHECK_THAT(finished.err, ContainsSubstring("--target") || ContainsSubstring("did you mean"));
  }
}
