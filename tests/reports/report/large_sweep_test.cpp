// A report of a large sweep is made of some of its groups, and says so.
#include <cmath>
#include <map>
#include <set>

#include "report_checks.hpp"
#include "tryall/sweeps/store/merge.hpp"

namespace large_sweep_test {

using namespace tryall::testing;
using tryall::Config;
using tryall::reports::Report;
using tryall::reports::ReportOptions;

namespace {

/// Sixty learning rates, the larger the better, with two seeds; the best diverges with one of them.
const std::string sixty =
    R"({"name": "sixty", "axes": {"learning_rate": {"linear": [0.01, 0.6, 60]}, "seed": [0, 1]}})";

tryall::train::RunResult rising(const Config& config, std::uint64_t seed, const tryall::train::Hooks&) {
  const double rate = config.number("learning_rate");
  if (rate > 0.595 && seed == 1) return diverged_run();
  return completed_run(rate + 0.001 * static_cast<double>(seed));
}

const ReportOptions small = {.most_runs = 50, .sampled_runs = 40, .sampled_best = 5};

std::set<double> rates(const Report& report) {
  std::set<double> rates;
  for (const auto& group : report.data->groups) rates.insert(group.config.number("learning_rate"));
  return rates;
}

}  // namespace

TEST_CASE("a large sweep's report has the best groups and a sample of the others") {
  StoredSweeps stored;
  stored.train(sixty, rising);
  const Report report = valid_report(stored.open(), "", small);
  check_sound(report);
  CHECK(report.data->groups.size() == 25);
  CHECK(report.data->run_count == 50);
  const std::set<double> all = rates(report);
  for (const double best : {0.59, 0.58, 0.57, 0.56, 0.55})
    CHECK(std::any_of(all.begin(), all.end(), [&](double rate) { return std::abs(rate - best) < 1e-9; }));
  CHECK(*all.begin() < 0.3);  // the sample is of all
  CHECK(std::is_sorted(report.data->groups.begin(), report.data->groups.end(),
                       [](const auto& a, const auto& b) { return a.key < b.key; }));
}

TEST_CASE("what a report leaves out is said on the page, in Markdown and in JSON, and counts are of all") {
  StoredSweeps stored;
  stored.train(sixty, rising);
  const Report report = valid_report(stored.open(), "", small);
  const std::string said =
      "This sweep is large: the report is made of 25 of its 60 groups, the 5 best and 20 drawn at random.";
  CHECK_THAT(warnings(report), ContainsSubstring(said));
  CHECK_THAT(to_markdown(report), ContainsSubstring(said));
  CHECK_THAT(to_json(report), ContainsSubstring(said));
  CHECK(section(report, "overview")["sample"] ==
        Json({{"groups", 25}, {"best", 5}, {"runs", 50}, {"groups_in_all", 60}, {"runs_in_all", 120}}));
  CHECK(section(report, "overview")["outcomes"] ==
        Json({{{"outcome", "completed"}, {"runs", 119}}, {{"outcome", "diverged"}, {"runs", 1}}}));
  CHECK(fact(report, "Groups") == "60, with up to 2 seeds each");
  CHECK(fact(report, "Runs") == "120 of 120");
  CHECK(fact(report, "In this report") == "25 groups, 50 runs");
  CHECK_THAT(warnings(report), !ContainsSubstring("not stored yet"));
}

TEST_CASE("a sweep up to the limit is reported whole") {
  StoredSweeps stored;
  stored.train(sixty, rising);
  const Report report = valid_report(stored.open(), "", {.most_runs = 120, .sampled_runs = 4});
  CHECK(report.data->groups.size() == 60);
  CHECK_FALSE(section(report, "overview").contains("sample"));
  CHECK_THAT(warnings(report), !ContainsSubstring("This sweep is large"));
  CHECK(fact(report, "In this report") == "no such fact");
}

TEST_CASE("the sample is the same in a store that was merged, and beside other sweeps") {
  StoredSweeps stored, other;
  stored.train(sixty, rising);
  const auto alone = rates(valid_report(stored.open(), "", small));
  other.train(
      R"({"name": "other", "axes": {"learning_rate": {"linear": [0.5, 0.9, 21]}, "seed": [0, 1, 2]}})",
      rising);
  tryall::sweeps::merge({.sources = {stored.file()}, .into = other.file()});
  CHECK(rates(valid_report(other.open(), "sixty", small)) == alone);
  const Report more = valid_report(other.open(), "other", small);
  CHECK(more.overview.sample->groups_in_all == 21);
  CHECK(more.overview.sample->runs_in_all == 63);
  CHECK(*rates(more).begin() >= 0.5 - 1e-9);
}

TEST_CASE("the best of each data set are in the report of a large sweep") {
  StoredSweeps stored;
  stored.train(R"({"name": "two", "axes": {"dataset": ["digits", "iris"],
                   "learning_rate": {"linear": [0.01, 0.3, 30]}, "seed": [0, 1]}})",
               [](const Config& config, std::uint64_t, const tryall::train::Hooks&) {
                 const bool easy = config.choice("dataset").name == "iris";
                 return completed_run(config.number("learning_rate") + (easy ? 0.5 : 0));
               });
  const Report report =
      valid_report(stored.open(), "", {.most_runs = 50, .sampled_runs = 10, .sampled_best = 5});
  CHECK(report.overview.sample->best == 10);
  std::map<std::string, std::size_t> best;
  for (const auto& group : report.data->groups)
    if (group.config.number("learning_rate") > 0.255) ++best[group.config.choice("dataset").name];
  CHECK(best["digits"] >= 5);
  CHECK(best["iris"] >= 5);
}

TEST_CASE("the best groups of a metric to be minimized are those with its smallest values") {
  StoredSweeps stored;
  stored.train(R"({"objective": {"metric": "validation_loss", "direction": "minimize"}, )" + sixty.substr(1),
               [](const Config& config, std::uint64_t, const tryall::train::Hooks&) {
                 return completed_run(config.number("learning_rate"));
               });
  const Report report = valid_report(stored.open(), "", small);
  const auto all = rates(report);
  CHECK(*all.begin() < 0.011);
  CHECK(report.data->groups[report.data->order.front()].config.number("learning_rate") < 0.011);
}

TEST_CASE("ranks and ties in a sample are those among all groups") {
  StoredSweeps stored;
  const std::string rates = R"({"name": "noisy", "axes": {"learning_rate": {"linear": [0.01, 0.6, 60]}, )";
  stored.train(rates + R"("seed": [0, 1, 2, 3]}})",
               [](const Config& config, std::uint64_t seed, const auto&) {
                 const double rate = config.number("learning_rate");
                 return completed_run(rate + 0.1 * std::sin(1000 * rate + 7 * static_cast<double>(seed)));
               });
  ReportOptions whole;
  whole.leaders = 60;
  const Json all = section(valid_report(stored.open(), "", whole), "leaderboard");
  const Report report = valid_report(stored.open(), "", small);
  const Json some = section(report, "leaderboard");
  REQUIRE(some["group"].size() == 15);
  CHECK(some["families"] == all["families"]);
  CHECK(some["finding"] == all["finding"]);
  for (std::size_t i = 0; i < some["group"].size(); ++i) {
    const std::size_t place = some["rank"][i].get<std::size_t>() - 1;
    for (const char* name : {"center", "gap", "gap_low", "gap_high", "verdict", "seeds_needed"})
      CHECK(some[name][i] == all[name][place]);
  }
  CHECK(some["rank"].back() > 15);
}

}  // namespace large_sweep_test
