#include "tryall/reports/query/confirm.hpp"

#include "../stored_sweep.hpp"
#include "catch.hpp"
#include "configs.hpp"
#include "tryall/sweeps/space/config_json.hpp"

using tryall::Config;
using tryall::ErrorCode;
using tryall::reports::Cell;
using tryall::reports::Confirmation;
using tryall::reports::confirmation_table;
using tryall::reports::confirmation_text;
using tryall::reports::plan_confirmation;
using tryall::testing::completed_run;
using tryall::testing::FakeTrainer;
using tryall::testing::message_of;
using tryall::testing::StoredSweeps;
using tryall::testing::sweep_of;

namespace {

const std::string rates = R"({"name": "rates", "base": {"model": {"name": "mlp", "hidden": [8]}},
    "axes": {"learning_rate": [0.1, 0.2, 0.3, 0.4], "seed": {"count": 3}}})";

/// The larger the learning rate the better at first; on fresh seeds all is 0.3, but 0.32 at 0.3.
tryall::train::RunResult lucky(const Config& config, std::uint64_t seed, const tryall::train::Hooks&) {
  if (seed < 3) return completed_run(config.number("learning_rate") + 0.001 * static_cast<double>(seed));
  return completed_run((config.number("learning_rate") == 0.3 ? 0.32 : 0.3) +
                       0.0001 * static_cast<double>(seed));
}

}  // namespace

TEST_CASE("the best groups of a sweep are run again on seeds not used so far") {
  StoredSweeps stored;
  stored.train(rates, lucky);
  const Confirmation confirmation = plan_confirmation(stored.open(), {.top = 2, .seeds = 4});
  CHECK(confirmation.name == "rates-confirm");
  CHECK(confirmation.seeds == std::vector<std::uint64_t>{3, 4, 5, 6});
  FakeTrainer trainer;
  const auto plan = tryall::sweeps::make_plan(sweep_of(confirmation.text), trainer);
  CHECK(plan.sweep.name == "rates-confirm");
  CHECK(plan.runs.size() == 8);
  REQUIRE(plan.groups.size() == 2);
  CHECK(plan.groups[0].config.number("learning_rate") == 0.4);
  const auto groups = stored.open().groups({});
  CHECK(std::any_of(groups.begin(), groups.end(),
                    [&](const auto& g) { return g.key == plan.groups[0].record.key; }));
}

TEST_CASE("an interrupted confirmation is gone on with on the same seeds, and is not confirmed itself") {
  StoredSweeps stored;
  stored.train(rates, lucky);
  const Confirmation first = plan_confirmation(stored.open(), {.top = 2, .seeds = 4});
  stored.train(first.text, lucky);
  const Confirmation again = plan_confirmation(stored.open(), {.top = 2, .seeds = 4});
  CHECK(again.name == "rates-confirm");
  CHECK(again.text == first.text);
}

TEST_CASE("seeds that another sweep has used are not fresh") {
  StoredSweeps stored;
  stored.train(rates, lucky);
  stored.train(R"({"name": "more", "base": {"model": {"name": "mlp", "hidden": [8]}},
      "axes": {"learning_rate": 0.4, "seed": [11]}})",
               lucky);
  CHECK(plan_confirmation(stored.open(), {.sweep = "rates", .top = 1, .seeds = 2}).seeds ==
        std::vector<std::uint64_t>{12, 13});
}

TEST_CASE("selected stands against fresh, with the change") {
  StoredSweeps stored;
  stored.train(rates, lucky);
  const Confirmation confirmation = plan_confirmation(stored.open(), {.top = 2, .seeds = 4});
  stored.train(confirmation.text, lucky);
  const auto fresh = stored.open().groups({.where = "seed >= 3"});
  const auto people = confirmation_table(confirmation, fresh, true);
  CHECK(people.columns == std::vector<std::string>{"rank", "learning_rate", "selected", "n", "fresh", "n",
                                                   "change", "diverged"});
  REQUIRE(people.rows.size() == 2);
  CHECK(people.rows[0][1] == Cell(0.4));
  CHECK(people.rows[0][6] == Cell("-10.06 points"));
  CHECK(people.rows[1][6] == Cell("+1.95 points"));
  const auto programs = confirmation_table(confirmation, fresh, false);
  CHECK(std::get<double>(programs.rows[0][9]) == Approx(0.30045 - 0.401));
  CHECK(confirmation_text(confirmation, fresh) ==
        "mean change of validation_accuracy on 4 fresh seeds: -4.06 points; number 2 is first now");
}

TEST_CASE("there is nothing to confirm where nothing is stored") {
  StoredSweeps stored;
  stored.train(rates, lucky);
  CHECK_THAT(message_of([&] { plan_confirmation(stored.open(), {.sweep = "ratse"}); }),
             ContainsSubstring("'rates'"));
}

TEST_CASE("a group that lost a fresh seed has no change, and the text says so") {
  StoredSweeps stored;
  stored.train(rates, lucky);
  const Confirmation confirmation = plan_confirmation(stored.open(), {.top = 2, .seeds = 4});
  stored.train(confirmation.text, [](const Config& config, std::uint64_t seed, const auto& hooks) {
    if (seed == 5 && config.number("learning_rate") == 0.4) return tryall::testing::diverged_run();
    return lucky(config, seed, hooks);
  });
  const auto fresh = stored.open().groups({.where = "seed >= 3"});
  const auto people = confirmation_table(confirmation, fresh, true);
  CHECK(people.rows[0][5] == Cell("3 of 4"));
  CHECK(people.rows[0][6] == Cell("-"));
  CHECK(people.rows[0][7] == Cell(std::int64_t{1}));
  CHECK(people.rows[1][5] == Cell(std::int64_t{4}));
  CHECK(confirmation_table(confirmation, fresh, false).rows[0][8] == Cell(std::int64_t{4}));
  CHECK(confirmation_table(confirmation, fresh, false).rows[0][9] == Cell());
  CHECK(confirmation_text(confirmation, fresh) ==
        "mean change of validation_accuracy on 4 fresh seeds, over 1 of 2 groups: +1.95 points; number 1 has "
        "no "
        "value on 1 of 4 fresh seeds; number 2 is first now");
}
