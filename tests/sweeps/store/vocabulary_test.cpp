// A store takes the runs of any trainer: its axes and metrics become columns.
#include "catch.hpp"
#include "records.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/space/axes_json.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/examine.hpp"
#include "tryall/sweeps/store/merge.hpp"

namespace vocabulary_test {

using namespace tryall::testing;
using tryall::Axis;
using tryall::AxisTable;
using tryall::Choice;
using tryall::Config;
using tryall::Metric;
using tryall::Parameter;
using tryall::Vocabulary;
using tryall::sweeps::GroupRecord;
using tryall::sweeps::Origin;
using tryall::sweeps::RunRecord;
using tryall::sweeps::SqliteStore;

namespace {

using StoreRows = std::vector<std::vector<std::string>>;

/// A trainer's axes that need everything a description keeps.
std::shared_ptr<const AxisTable> kiln_axes() {
  struct Owned {
    tryall::Technique glaze{
        .name = "celadon",
        .summary = "s",
        .source = "o",
        .advice = "",
        .parameters = {{.name = "coats", .type = Parameter::Type::integer, .fallback = std::int64_t{2}}}};
    tryall::Technique none{.name = "none", .summary = "s", .source = "o", .advice = "", .parameters = {}};
    tryall::Family family{"glaze", "glazes", {&glaze, &none}, {}};
  };
  auto owned = std::make_shared<Owned>();
  const tryall::Family& family = owned->family;
  return std::make_shared<const AxisTable>(
      std::vector<Axis>{tryall::choice_axis("glaze", family, "none", "what covers it"),
                        tryall::value_axis({.name = "heat", .fallback = 1200.0, .low = 0, .low_open = true}),
                        tryall::value_axis(
                            {.name = "model", .type = Parameter::Type::word, .fallback = std::string("cup")}),
                        tryall::value_axis({.name = "rests",
                                            .type = Parameter::Type::integers,
                                            .fallback = tryall::Value(std::vector<std::int64_t>{1, 2})})},
      owned);
}

std::shared_ptr<const Vocabulary> kiln_vocabulary() {
  return std::make_shared<const Vocabulary>(Vocabulary{
      kiln_axes(),
      {{.name = "gloss", .quantity = "gloss", .unit = "GU", .direction = tryall::Direction::maximize},
       {.name = "loss", .direction = tryall::Direction::minimize, .each_epoch = true},
       {.name = "seconds",
        .direction = tryall::Direction::minimize,
        .each_epoch = true,
        .repeatable = false}}});
}

GroupRecord kiln_group(const std::shared_ptr<const Vocabulary>& vocabulary, double heat) {
  Config config(vocabulary->axes);
  config.set("glaze", Choice{"celadon", {{"coats", std::int64_t{3}}}});
  config.set("heat", tryall::Value(heat));
  const Origin origin{"kiln", "7"};
  const tryall::sweeps::Subject clay{.name = "clay", .hash = "hash of clay"};
  return {tryall::sweeps::group_key(config, clay.hash, origin),
          tryall::sweeps::setting_key(config),
          tryall::sweeps::canonical_text(config),
          clay,
          origin,
          vocabulary};
}

tryall::RunResult fired(double gloss, double seconds = 1) {
  tryall::RunResult result;
  result.epochs_done = 1;
  result.final_values = {gloss, gloss / 2, seconds};
  result.curves = {{}, {gloss / 2}, {seconds}};
  return result;
}

struct Kiln {
  TemporaryFolder folder;
  std::filesystem::path file = folder / "runs.db";
  std::shared_ptr<const Vocabulary> vocabulary = kiln_vocabulary();
  GroupRecord group = kiln_group(vocabulary, 1300);

  RunRecord run(std::uint64_t seed, double gloss, double seconds = 1) const {
    return run_record(group, seed, fired(gloss, seconds));
  }
  std::string fingerprint(const std::filesystem::path& store) const {
    return tryall::sweeps::fingerprint(*tryall::sweeps::open_for_reading(store));
  }
};

}  // namespace

TEST_CASE("a trainer's axes and metrics are columns of the views, beside this library's") {
  const Kiln f;
  SqliteStore store(f.file);
  const GroupRecord own = group_record(config_with(0.1));
  store.add({run_record(own, 0, completed_run(0.5)), f.run(0, 80), f.run(1, 84)});
  CHECK(answers(
            f.file,
            "SELECT glaze, glaze_coats, heat, model, rests, gloss, metric_loss, seconds, trainer, revision, "
            "optimizer FROM v_runs WHERE trainer = 'kiln' ORDER BY seed") ==
        StoreRows{{"celadon", "3", "1300.0", "cup", "[1,2]", "80.0", "40.0", "1.0", "kiln", "7", "null"},
                  {"celadon", "3", "1300.0", "cup", "[1,2]", "84.0", "42.0", "1.0", "kiln", "7", "null"}});
  CHECK(answers(f.file, "SELECT model, gloss, loss, validation_accuracy FROM v_runs WHERE trainer = ''") ==
        StoreRows{{"mlp", "null", "auto", "0.5"}});
  CHECK(answers(f.file, "SELECT n, mean_gloss, mean_metric_loss FROM v_groups WHERE trainer = 'kiln'") ==
        StoreRows{{"2", "82.0", "41.0"}});
  CHECK(answers(f.file, "SELECT metric, value FROM v_curves WHERE run = '" + f.run(0, 0).key +
                            "' ORDER BY 1") == StoreRows{{"loss", "40.0"}, {"seconds", "1.0"}});
  CHECK(
      answers(f.file,
              "SELECT name, column_name, unit, repeatable FROM v_metrics ORDER BY name IN ('gloss', 'loss', "
              "'seconds') DESC, name LIMIT 3") == StoreRows{{"gloss", "gloss", "GU", "1"},
                                                            {"loss", "metric_loss", "", "1"},
                                                            {"seconds", "seconds", "", "0"}});
  CHECK(tryall::sweeps::examine(*tryall::sweeps::open_for_reading(f.file), tryall::sweeps::Depth::content)
            .size() == 1);
}

TEST_CASE("a metric that the trainer did not announce is stored with its runs") {
  const Kiln f;
  SqliteStore store(f.file);
  store.add({f.run(0, 80)});
  RunRecord run = f.run(1, 81);
  run.result.further.push_back({{.name = "heat"}, 0.25, {0.5, 0.25}});
  store.add({run});
  CHECK(answers(f.file, "SELECT seed, metric_heat FROM v_runs ORDER BY seed") ==
        StoreRows{{"0", "null"}, {"1", "0.25"}});
  CHECK(number(f.file, "SELECT count(*) FROM v_curves WHERE metric = 'heat'") == 2);
  CHECK(store.find({run.key}, "heat").front().objective == 0.25);
}

TEST_CASE("names that the views need are refused before anything is trained") {
  const Kiln f;
  SqliteStore store(f.file);
  const auto refusal = [&](const std::string& metric, const std::string& axis) {
    const auto vocabulary = std::make_shared<const Vocabulary>(
        Vocabulary{std::make_shared<const AxisTable>(
                       std::vector<Axis>{tryall::value_axis({.name = axis, .fallback = 1.0})}),
                   {{.name = metric}}});
    return message_of([&] {
      store.begin_sweep({"s", "{}", metric, true, "2026-01-31T11:00:00Z", {"t", "1"}, vocabulary}, {});
    });
  };
  CHECK(refusal("Commit", "x") ==
        "a metric cannot be named 'Commit': the store's views have a column of that name");
  CHECK(refusal("m", "outcome") ==
        "an axis cannot be named 'outcome': the store's views have a column of that name");
  CHECK_THAT(refusal(std::string(65, 'm'), "x"),
             ContainsSubstring("a name has 1 to 64 printable characters"));
  CHECK(answers(f.file, "SELECT count(*) FROM sweeps").front().front() == "0");
}

TEST_CASE("one name stands for one metric in a store") {
  const Kiln f;
  SqliteStore store(f.file);
  store.add({f.run(0, 80)});
  auto other = *f.vocabulary;
  other.metrics[0].direction = tryall::Direction::minimize;
  const auto vocabulary = std::make_shared<const Vocabulary>(other);
  const GroupRecord group = kiln_group(vocabulary, 1400);
  CHECK_THAT(
      message_of([&] { store.add({run_record(group, 0, fired(1))}); }),
      ContainsSubstring(
          "metric 'gloss': the store has one of that name with another direction or unit (maximize, in GU)"));
  CHECK(number(f.file, "SELECT count(*) FROM runs") == 1);
}

TEST_CASE("names of metrics are written as SQL wants them") {
  const Kiln f;
  auto vocabulary = *f.vocabulary;
  vocabulary.metrics.push_back({.name = "\"; DROP TABLE runs; --"});
  const auto shared = std::make_shared<const Vocabulary>(vocabulary);
  const GroupRecord group = kiln_group(shared, 1400);
  auto result = fired(1);
  result.final_values.push_back(5);
  SqliteStore(f.file).add({run_record(group, 0, result)});
  CHECK(number(f.file, "SELECT \"\"\"; DROP TABLE runs; --\" FROM v_runs") == 5);
}

TEST_CASE("a description keeps all that configs are read by") {
  const auto axes = kiln_axes();
  const auto again = tryall::sweeps::axes_from_description(tryall::sweeps::description_of(*axes));
  CHECK(tryall::sweeps::description_of(*again) == tryall::sweeps::description_of(*axes));
  const GroupRecord group = kiln_group(kiln_vocabulary(), 1300);
  const Config config = tryall::sweeps::config_from_json(again, nlohmann::json::parse(group.config));
  CHECK(tryall::sweeps::group_key(config, group.subject.hash, group.origin) == group.key);
  const std::string own = tryall::sweeps::description_of(tryall::axes());
  CHECK(tryall::sweeps::description_of(*tryall::sweeps::axes_from_description(own)) == own);
  CHECK_THAT(message_of([] { tryall::sweeps::axes_from_description("{\"axes\": [{\"name\": 1}]}"); }),
             StartsWith("the description of the axes cannot be read: "));
}

TEST_CASE("a fingerprint has later metrics where they were measured, and no times") {
  const Kiln f;
  const GroupRecord own = group_record(config_with(0.1));
  const auto with = [&](const std::string& name, const std::vector<RunRecord>& runs) {
    SqliteStore(f.folder / name).add(runs);
    return f.fingerprint(f.folder / name);
  };
  const RunRecord plain = run_record(own, 0, completed_run(0.5));
  const std::string of_plain = with("a.db", {plain});
  CHECK(with("d.db", {plain, f.run(0, 80, 1)}) == with("e.db", {f.run(0, 80, 2), plain}));
  CHECK(with("f.db", {f.run(0, 80)}) != with("g.db", {f.run(0, 81)}));
  SqliteStore knows(f.folder / "h.db");
  knows.begin_sweep({"s", "{}", "gloss", true, "2026-01-31T11:00:00Z", {"kiln", "7"}, f.vocabulary}, {});
  knows.add({plain});
  CHECK(f.fingerprint(f.folder / "h.db") == of_plain);
}

TEST_CASE("stores with different metrics are merged, and times are no contradiction") {
  const Kiln f;
  const GroupRecord own = group_record(config_with(0.1));
  SqliteStore(f.folder / "a.db").add({run_record(own, 0, completed_run(0.5)), f.run(0, 80, 1)});
  SqliteStore(f.folder / "b.db").add({f.run(0, 80, 2), f.run(1, 82)});
  const auto report =
      tryall::sweeps::merge({.sources = {f.folder / "a.db", f.folder / "b.db"}, .into = f.folder / "all.db"});
  CHECK(report.merged);
  CHECK(report.contradictions.empty());
  CHECK(answers(f.folder / "all.db",
                "SELECT seed, gloss, metric_loss, seconds, rests FROM v_runs WHERE trainer = 'kiln' "
                "ORDER BY seed") ==
        StoreRows{{"0", "80.0", "40.0", "1.0", "[1,2]"}, {"1", "82.0", "41.0", "1.0", "[1,2]"}});
  CHECK(number(f.folder / "all.db", "SELECT count(*) FROM origins") == 2);
  SqliteStore(f.folder / "c.db").add({f.run(0, 79)});
  const auto refused = tryall::sweeps::merge({.sources = {f.folder / "c.db"}, .into = f.folder / "all.db"});
  REQUIRE(refused.contradictions.size() == 1);
  CHECK(refused.contradictions.front().difference == "loss from epoch 1 on, gloss, loss at the end");
}

TEST_CASE("a metric that only one store measured is no contradiction, and the merged store has it") {
  const Kiln f;
  const auto with_heat = [&](double heat) {
    RunRecord run = f.run(0, 80);
    run.result.further.push_back({{.name = "heat", .each_epoch = true}, heat, {1, heat}});
    return run;
  };
  const auto file = [&](const char* name, const RunRecord& run) {
    SqliteStore(f.folder / name).add({run});
    return f.folder / name;
  };
  const auto plain = file("plain.db", f.run(0, 80)), measured = file("measured.db", with_heat(2));
  const auto into = f.folder / "all.db";
  const bool turned = GENERATE(false, true);
  const auto report = tryall::sweeps::merge(
      {.sources = {turned ? measured : plain, turned ? plain : measured}, .into = into});
  CHECK(report.merged);
  CHECK(report.stores[0].completed + report.stores[1].completed + report.stores[1].known == 1);
  CHECK(f.fingerprint(into) == f.fingerprint(measured));
  const auto again = tryall::sweeps::merge({.sources = {plain, measured}, .into = into});
  CHECK_FALSE(again.changed);
  const auto other = tryall::sweeps::merge({.sources = {file("other.db", with_heat(3))}, .into = into});
  REQUIRE(other.contradictions.size() == 1);
  CHECK(other.contradictions.front().difference == "heat from epoch 2 on, heat at the end");
}

TEST_CASE("notes and tags of both stores are there after a merge, and the later note") {
  const Kiln f;
  SqliteStore(f.folder / "a.db").add({f.run(0, 80)});
  SqliteStore(f.folder / "b.db").add({f.run(0, 80)});
  const auto change = [&](const char* file, const std::string& sql) {
    SQLite::Database((f.folder / file).string(), SQLite::OPEN_READWRITE).exec(sql);
  };
  change("a.db",
         "INSERT INTO notes VALUES('run', 'k', 'early', '2026-01-01'); INSERT INTO tags VALUES('run', 'k', "
         "'x')");
  change(
      "b.db",
      "INSERT INTO notes VALUES('run', 'k', 'late', '2026-01-02'); INSERT INTO tags VALUES('run', 'k', 'y')");
  tryall::sweeps::merge({.sources = {f.folder / "b.db", f.folder / "a.db"}, .into = f.folder / "all.db"});
  CHECK(answers(f.folder / "all.db", "SELECT note FROM v_notes") == StoreRows{{"late"}});
  CHECK(answers(f.folder / "all.db", "SELECT tag FROM v_tags ORDER BY 1") == StoreRows{{"x"}, {"y"}});
}

}  // namespace vocabulary_test
