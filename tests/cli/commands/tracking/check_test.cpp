#include "catch.hpp"
#include "tracked_program.hpp"

using namespace tryall::testing;
using nlohmann::json;

TEST_CASE("check: unchanged code has the same bits, by name and by file, and keeps nothing") {
  const TrackedStore store;
  for (const char* baseline : {"main", "main.json"}) {
    const Finished check = store.run({"check", "--against", baseline, "--format", "json", "-q"});
    INFO(check.err);
    CHECK(check.status == 0);
    const json report = json::parse(check.out);
    CHECK(report["groups"][0]["numerics"]["same_bits"] == 4);
    CHECK(report["groups"][1]["quality"][0]["verdict"] == "same");
  }
  CHECK_FALSE(std::filesystem::exists(store.folder / "today.db"));
}

TEST_CASE("check: trains with today's code although the store holds runs of the same keys") {
  const TrackedStore store;
  SQLite::Database((store.folder / "tryall.db").string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE results SET validation_accuracy = 0.99; UPDATE runs SET curves = '{}'");
  REQUIRE(store.run({"baseline", "set", "wrong"}).status == 0);
  const Finished check = store.run({"check", "--against", "wrong", "-q"});
  CHECK(check.status == 1);
  CHECK_THAT(check.out, ContainsSubstring("worse"));
  const Finished same_store = store.run({"check", "--against", "wrong", "--into", "tryall.db"});
  CHECK(same_store.status == 2);
  CHECK_THAT(same_store.err, ContainsSubstring("the earlier results"));
}

TEST_CASE("check: a change of one bit in one epoch is named, and quality stays the same") {
  const TrackedStore store;
  json document = store.document();
  double& value = document["groups"][0]["runs"][2]["curves"]["train_loss"][1].get_ref<double&>();
  const double was = value;
  value = std::nextafter(was, 10.0);
  store.write(document);
  const Finished check = store.run({"check", "--against", "main.json", "--format", "json", "-q"});
  CHECK(check.status == 0);
  const json group = json::parse(check.out)["groups"][0];
  CHECK(group["numerics"]["same_bits"] == 3);
  const json& first = group["numerics"]["first_difference"];
  CHECK(first["epoch"] == 2);
  CHECK(first["metric"] == "train_loss");
  CHECK(first["seed"] == 2);
  CHECK(first["now"] == was);
  CHECK(first["difference"] == value - was);
  CHECK(store.run({"check", "--against", "main.json", "--exact", "-q"}).status == 1);
}

TEST_CASE(
    "check: another setting in the config's place, epsilon inside instead of outside, shows at epoch 1") {
  const TrackedStore store;
  json document = store.document();
  for (json& group : document["groups"])
    if (group["config"]["optimizer"]["name"] == "adam")
      group["config"]["optimizer"]["epsilon_mode"] = "inside";
  store.write(document);
  const Finished check = store.run({"check", "--against", "main.json", "--format", "json", "-q"});
  const json groups = json::parse(check.out)["groups"];
  for (const json& group : groups) {
    const bool adam = group["numerics"]["same_bits"] == 0;
    CHECK((adam || group["numerics"]["same_bits"] == 4));
    if (adam) CHECK(group["numerics"]["first_difference"]["epoch"] == 1);
  }
  CHECK_THAT(check.out, ContainsSubstring("\"same_bits\": 0"));
}

TEST_CASE("check: a halved learning rate and a smaller momentum are found with five seeds") {
  const TrackedStore store(R"({"name": "planted",
    "base": {"model": {"name": "mlp", "hidden": [16]}, "epochs": 4, "batch_size": 64},
    "zip": {"optimizer": [{"name": "momentum", "momentum": 0.9}, "sgd"], "learning_rate": [0.01, 0.02]},
    "axes": {"seed": {"count": 5}}})");
  json document = store.document();
  for (json& group : document["groups"]) {
    json& optimizer = group["config"]["optimizer"];
    if (optimizer["name"] == "momentum")
      optimizer["momentum"] = 0.8;
    else
      group["config"]["learning_rate"] = 0.01;
  }
  store.write(document);
  const Finished check =
      store.run({"check", "--against", "main.json", "--metric", "validation_loss", "--format", "json", "-q"});
  INFO(check.out);
  CHECK(check.status == 1);
  const json groups = json::parse(check.out)["groups"];
  for (const json& group : groups) CHECK(group["quality"][0]["verdict"] == "worse");
}

TEST_CASE("check: groups that cannot be trained are named, with status 4") {
  const TrackedStore store;
  json document = store.document();
  document["groups"][0]["config"]["dataset"] = {{"name", "csv"}, {"file", "gone.csv"}, {"target", "y"}};
  store.write(document);
  const Finished check = store.run({"check", "--against", "main.json", "-q"});
  CHECK(check.status == 4);
  CHECK_THAT(check.out, ContainsSubstring("could not run") && ContainsSubstring("its data cannot be read"));
}

TEST_CASE("check: one seed with other bits is status 3") {
  const TrackedStore store;
  REQUIRE(store.run({"baseline", "set", "one", "--where", "seed = 0"}).status == 0);
  CHECK(store.run({"check", "--against", "one", "-q"}).status == 0);
  REQUIRE(store.run({"baseline", "export", "one", "main.json"}).status == 0);
  json document = store.document();
  for (json& group : document["groups"]) group["runs"][0]["final"]["validation_accuracy"] = 0.999;
  store.write(document);
  const Finished check = store.run({"check", "--against", "main.json", "-q"});
  CHECK(check.status == 3);
  CHECK_THAT(check.out, ContainsSubstring("insufficient data"));
}

TEST_CASE("check: today's runs are kept where that is asked for, and the second time nothing is trained") {
  const TrackedStore store;
  CHECK(store.run({"check", "--against", "main", "--into", "today.db", "-q"}).status == 0);
  const std::string before =
      store.run({"query", "--db", "today.db", "--sql", "SELECT max(finished_at) FROM v_runs"}).out;
  CHECK(store.run({"check", "--against", "main", "--into", "today.db", "-q"}).status == 0);
  CHECK(store.run({"query", "--db", "today.db", "--sql", "SELECT max(finished_at) FROM v_runs"}).out ==
        before);
}

TEST_CASE("check: JUnit and Markdown go into files") {
  const TrackedStore store;
  const Finished check =
      store.run({"check", "--against", "main", "--format", "junit", "--output", "check.xml", "-q"});
  CHECK(check.status == 0);
  CHECK(check.out == "");
  CHECK_THAT(read_file(store.folder / "check.xml"), StartsWith("<?xml"));
  CHECK_THAT(store.run({"check", "--against", "main", "--format", "md", "-q"}).out,
             StartsWith("### Training quality: same or better"));
}

TEST_CASE("check: mistakes end with status 2 before anything is trained") {
  const TrackedStore store;
  const auto refused = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "check");
    const Finished check = store.run(arguments);
    CHECK(check.status == 2);
    return check.err;
  };
  CHECK_THAT(refused({"--against", "mian"}), ContainsSubstring("did you mean 'main'"));
  CHECK_THAT(refused({"--against", "gone.json"}), ContainsSubstring("no such file"));
  CHECK_THAT(refused({"--against", "main", "--margin", "0"}), ContainsSubstring("a number above 0"));
  CHECK_THAT(refused({"--against", "main", "--margin", "los=1"}), ContainsSubstring("los"));
  CHECK_THAT(refused({"--against", "main", "--metric", "test_los"}), ContainsSubstring("did you mean"));
  CHECK_THAT(refused({"--against", "main", "--format", "xml"}), ContainsSubstring("unknown format"));
  CHECK_THAT(refused({"--against", "main", "--budget", "5"}), ContainsSubstring("--until-decided"));
  refused({});
  refused({"--against", "main", "--alpha", "2"});
}

TEST_CASE("check: a file that cannot be written is refused before anything is trained") {
  const TrackedStore store;
  const Finished check =
      store.run({"check", "--against", "main", "--output", "nowhere/check.md", "--into", "today.db", "-q"});
  CHECK(check.status == 4);
  CHECK_THAT(check.err, ContainsSubstring("nowhere/check.md: cannot write"));
  CHECK_FALSE(std::filesystem::exists(store.folder / "today.db"));
}
