#include "tryall/tracking/baseline.hpp"

#include "../stored_sweep.hpp"
#include "catch.hpp"
#include "tracked.hpp"
#include "tryall/sweeps/store/baselines.hpp"
#include "tryall/tracking/freeze.hpp"
#include "tryall/tracking/numerics.hpp"

using namespace tryall::testing;
using namespace tryall::tracking;

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const std::size_t place = text.find(what);
  REQUIRE(place != std::string::npos);
  return text.replace(place, what.size(), with);
}

std::string refused(const std::string& text) {
  return message_of([&] { baseline_from_text(text, "b.json"); });
}

}  // namespace

TEST_CASE("baseline: its text reads back to the same bits and the same text") {
  TrackedGroup group = group_of({0.1, 1.0 / 3, 2.0 / 3});
  group.runs.push_back(tracked_diverged(3));
  group.runs[3].result.curves[tryall::train::train_loss].push_back(tryall::train::RunResult::missing());
  const Baseline baseline = tracked_baseline({group});
  const std::string text = to_text(baseline);
  const Baseline again = baseline_from_text(text, "b.json");
  CHECK(to_text(again) == text);
  for (std::size_t i = 0; i < 4; ++i)
    CHECK_FALSE(first_difference(baseline.groups[0].runs[i], again.groups[0].runs[i], again.known));
  CHECK(again.groups[0].dataset.hash == group.dataset.hash);
}

TEST_CASE("baseline: keys are sorted and each run has a line of its own") {
  const std::string text = to_text(tracked_baseline({group_of({0.5, 0.6})}));
  std::size_t lines = 0;
  for (std::size_t place = 0; (place = text.find("\n   {\"curves\"", place)) != std::string::npos; ++place)
    ++lines;
  CHECK(lines == 2);
  CHECK(nlohmann::json::parse(text)["format_version"] == 1);
  CHECK(text.find("\"created_at\"") < text.find("\"environments\""));
  CHECK(text.find("\"groups\"") < text.find("\"numerics_version\""));
}

TEST_CASE("baseline: a file that is none, is newer or is damaged is refused with the place") {
  const std::string text = to_text(tracked_baseline({group_of({0.5, 0.6})}));
  CHECK_THAT(refused("{}"), ContainsSubstring("b.json: is not a baseline"));
  CHECK_THAT(refused("[1]"), ContainsSubstring("b.json: is not a baseline"));
  CHECK_THAT(refused(text.substr(0, text.size() / 2)), ContainsSubstring("b.json: is not a baseline"));
  CHECK_THAT(refused(replaced(text, "\"format_version\": 1", "\"format_version\": 9")),
             ContainsSubstring("newer tryall (form 9, this program knows up to 1)"));
  CHECK_THAT(refused(replaced(text, "\"format_version\": 1", "\"format_version\": 2147483649")),
             ContainsSubstring("newer tryall (form 2147483649, this program knows up to 1)"));
  for (const char* version : {"-1", "0", "1.0", "1.5", "\"1\"", "true", "null"})
    CHECK_THAT(
        refused(replaced(text, "\"format_version\": 1", "\"format_version\": " + std::string(version))),
        ContainsSubstring("format_version " + std::string(version) + " is none; this program knows 1 to 1"));
  for (const char* number : {"-1", "1.5", "1e30", "18446744073709551615"}) {
    CHECK_THAT(
        refused(replaced(text, "\"numerics_version\": ",
                         "\"numerics_version\": " + std::string(number) + ", \"other\": ")),
        ContainsSubstring("numerics_version ") && ContainsSubstring("is no whole number of at least 0"));
    CHECK_THAT(
        refused(replaced(text, "\"epochs_done\":", "\"epochs_done\":" + std::string(number) + ",\"x\":")),
        ContainsSubstring("groups[0].runs[0]: epochs_done "));
  }
  CHECK_THAT(refused(replaced(text, "\"seed\":0", "\"seed\":-1")),
             ContainsSubstring("seed -1 is no whole number"));
  CHECK_THAT(refused(replaced(text, "\"environment\":0", "\"environment\":7")),
             ContainsSubstring("groups[0].runs[0]: there is no environment 7"));
  CHECK_THAT(refused(replaced(text, "\"seed\":1", "\"seed\":0")), ContainsSubstring("seeds do not ascend"));
  CHECK_THAT(refused(replaced(text, "\"completed\"", "\"finished\"")), ContainsSubstring("unknown outcome"));
}

TEST_CASE("baseline: freezing takes completed and diverged runs with all their numbers") {
  StoredSweeps stored;
  stored.train(four_groups, [](const tryall::Config& config, std::uint64_t seed, const auto& hooks) {
    if (config.choice("optimizer").name == "sgd" && seed == 0) throw std::runtime_error("no memory");
    return run_of_four(config, seed, hooks);
  });
  LeftOut left_out;
  const Baseline baseline = freeze(stored.open(), {}, "main", left_out);
  CHECK(left_out.no_results == 2);
  CHECK(baseline.groups.size() == 4);
  std::size_t runs = 0, diverged = 0;
  for (const TrackedGroup& group : baseline.groups)
    for (const TrackedRun& run : group.runs) {
      ++runs;
      diverged += run.result.outcome == tryall::train::Outcome::diverged ? 1 : 0;
      if (run.result.outcome == tryall::train::Outcome::completed)
        CHECK(run.result.curves[tryall::train::validation_loss].size() == 2);
    }
  CHECK(runs == 6);
  CHECK(diverged == 1);
  REQUIRE(baseline.environments.size() == 1);
  CHECK(baseline.environments[0].compiler == tryall::sweeps::Environment::current().compiler);
}

TEST_CASE("baseline: a condition selects, and nothing selected is refused") {
  StoredSweeps stored;
  stored.train(four_groups, run_of_four);
  LeftOut left_out;
  CHECK(freeze(stored.open(), {.where = "optimizer = 'adam'"}, "a", left_out).groups.size() == 2);
  CHECK_THAT(message_of([&] { freeze(stored.open(), {.where = "learning_rate > 7"}, "a", left_out); }),
             ContainsSubstring("nothing to freeze"));
  CHECK_THAT(message_of([&] { freeze(stored.open(), {.where = "optimiser = 'adam'"}, "a", left_out); }),
             ContainsSubstring("did you mean 'optimizer'"));
}

TEST_CASE("baseline: the store keeps one of each name") {
  StoredSweeps stored;
  stored.train(four_groups, run_of_four);
  tryall::sweeps::save_baseline(stored.file(), {"main", "2026-01-01T00:00:00Z", "{}"});
  tryall::sweeps::save_baseline(stored.file(), {"main", "2026-01-02T00:00:00Z", "{\"a\": 1}"});
  tryall::sweeps::save_baseline(stored.file(), {"long", "2026-01-01T00:00:00Z", "{}"});
  const auto records = stored.open().baselines();
  REQUIRE(records.size() == 2);
  CHECK(records[0].name == "long");
  CHECK(records[1].created_at == "2026-01-02T00:00:00Z");
  CHECK(records[1].document == "{\"a\": 1}");
}
