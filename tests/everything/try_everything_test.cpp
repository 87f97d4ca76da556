#include "tryall/everything/try_everything.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "catch.hpp"
#include "tables.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/everything/page.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/train/prediction.hpp"
#include "tryall/train/training_config.hpp"

namespace try_everything_test {

using tryall::testing::answer_for;
using tryall::testing::MadeTable;
using tryall::testing::TemporaryFolder;
using namespace tryall::everything;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

constexpr std::int64_t smallest_budget = 150, small_budget = 2000;

Answer answer_of(const MadeTable& table, std::size_t rows, std::int64_t epochs) {
  const TemporaryFolder folder;
  folder.write("made.csv", table.csv(0, rows));
  return answer_for(folder, "made.csv", epochs);
}

/// What the model comes to on rows that it has never seen: the share that is right, or the RMSE.
double truth(const Answer& answer, const MadeTable& table, std::size_t rows) {
  const TemporaryFolder folder;
  constexpr std::size_t behind = 1'000'000;
  const auto file = folder.write("fresh.csv", table.csv(behind, rows));
  const tryall::Choice choice{
      "csv",
      {{"file", file.string()}, {"task", std::string(table.classes ? "classification" : "regression")}}};
  const auto fresh = std::make_shared<const tryall::data::Dataset>(
      tryall::data::load(with_defaults(tryall::data::sources(), choice), {}));
  const tryall::train::Predictor model(tryall::train::training_config(answer.best.config), answer.model.data,
                                       answer.model.members);
  const auto answers = model.predict(fresh);
  double sum = 0;
  for (std::size_t row = 0; row < rows; ++row)
    if (table.classes)
      sum += answers.class_of(row) == static_cast<std::size_t>(fresh->labels[row]) ? 1 : 0;
    else
      sum += (answers.outputs[row] - fresh->targets[row]) * (answers.outputs[row] - fresh->targets[row]);
  return table.classes ? sum / static_cast<double>(rows) : std::sqrt(sum / static_cast<double>(rows));
}

/// Whether the answer's interval holds that.
bool covers(const MadeTable& table, std::size_t rows, std::int64_t epochs, std::size_t fresh_rows) {
  const Answer answer = answer_of(table, rows, epochs);
  const auto& value = table.classes ? answer.test.classification->accuracy : answer.test.regression->rmse;
  const double real = truth(answer, table, fresh_rows);
  return value.low <= real && real <= value.high;
}

}  // namespace

TEST_CASE("the same question has the same answer, with one worker or two") {
  const TemporaryFolder one, two;
  const MadeTable table{.seed = 1};
  for (const auto* folder : {&one, &two}) folder->write("made.csv", table.csv(0, 200));
  const auto relative = [](std::string text, const TemporaryFolder& folder) {
    const std::string path = folder.path().string();
    for (std::size_t at; (at = text.find(path)) != std::string::npos;) text.erase(at, path.size());
    return text;
  };
  const Answer a = answer_for(one, "made.csv", small_budget, 1),
               b = answer_for(two, "made.csv", small_budget, 2);
  CHECK(relative(to_json(a), one) == relative(to_json(b), two));
  CHECK(to_text(a) == to_text(b));
  CHECK(to_tensor_file(a.model).tensors == to_tensor_file(b.model).tensors);
  CHECK(to_tensor_file(a.model).metadata["maps"] == to_tensor_file(b.model).metadata["maps"]);
  CHECK(a.members >= 1);
  // And once more in the same store: nothing is trained again, and nothing comes out differently.
  const Answer again = answer_for(one, "made.csv", small_budget, 2);
  CHECK(to_json(again) == to_json(a));
}

TEST_CASE("a signal is found, and told from the baseline") {
  const Answer classes = answer_of({.seed = 2, .noise = 0.3}, 400, small_budget);
  CHECK(classes.beats_baseline());
  CHECK(classes.test.rows == 80);
  CHECK(classes.test.classification->accuracy.center > 0.8);
  CHECK_THAT(to_text(classes), ContainsSubstring("On 80 held-out rows, used for nothing else, the model") &&
                                   ContainsSubstring("than always predicting '"));
  const Answer numbers = answer_of({.seed = 2, .noise = 0.3, .classes = false}, 400, small_budget);
  CHECK(numbers.beats_baseline());
  CHECK(numbers.test.regression->rmse.center < numbers.test.regression->baseline_rmse);
  CHECK_THAT(to_text(numbers),
             ContainsSubstring("RMSE of ") && ContainsSubstring("Always predicting the mean ("));
}

TEST_CASE("held-out rows with a twin among the others, and few of them, are warned of") {
  const TemporaryFolder folder;
  const std::string rows = MadeTable{.seed = 2, .noise = 0.3}.csv(0, 40);
  folder.write("made.csv", rows + rows.substr(rows.find('\n') + 1));
  const Answer twice = answer_for(folder, "made.csv", smallest_budget);
  std::string text = to_text(twice);
  std::ranges::replace(text, '\n', ' ');
  CHECK_THAT(text, ContainsSubstring(" of 16 held-out rows are also among the rows for training") &&
                       ContainsSubstring("Warning: only 16 rows are held out"));
  const Answer once = answer_of({.seed = 2, .noise = 0.3}, 200, smallest_budget);
  CHECK_THAT(to_text(once), !ContainsSubstring("Warning: "));
}

TEST_CASE("text and page say the same of a difference, with its direction and the seeds that it is of") {
  Answer answer = answer_of({.seed = 2, .noise = 0.3, .classes = false}, 200, small_budget);
  answer.warnings.clear();
  const auto said = [&] {
    std::string text = to_text(answer);
    std::ranges::replace(text, '\n', ' ');
    return text;
  };
  const auto page = [&] { return to_html(answer, "by hand"); };
  auto& values = *answer.test.regression;
  values.over_baseline = {0.25, -0.5, 1};
  CHECK_THAT(said(), ContainsSubstring("could be shown: the model is worse by 0.25 (-0.5 to 1)."));
  CHECK_THAT(page(),
             ContainsSubstring("The model is worse by 0.25 (95\xC2\xA0% interval -0.5 to 1), which may"));
  values.over_baseline = {-0.25, -0.5, -0.125};
  CHECK_THAT(said(), ContainsSubstring("The model is better by 0.25 (0.125 to 0.5) than always predicting"));
  CHECK_THAT(page(), ContainsSubstring("The model is better by 0.25 (95\xC2\xA0% interval 0.125 to 0.5)."));
  values.over_baseline = {-0.25, -1, 0.5};
  answer.test.rows = 6;
  CHECK_THAT(said(), ContainsSubstring("6 held-out rows are too few to show a difference from always "));
  answer.over_linear = {0, 0, 0};
  for (const std::string& text : {said(), page()})
    CHECK_THAT(text, ContainsSubstring("Its value is the same as that of the linear model") &&
                         ContainsSubstring(" on every seed.") && !ContainsSubstring("-0.0 "));
  answer.best.seeds = 3;
  answer.cut_short = {"what mattered"};
  answer.diverged = 2;
  for (const std::string& text : {said(), page()})
    CHECK_THAT(text, ContainsSubstring("fresh seeds (its value is of 3): ") &&
                         ContainsSubstring("Cut short by the time: what mattered.") &&
                         ContainsSubstring(fmt::format("2 of {} configs diverged.", answer.configs)));
  answer.facts.ordered = true;
  answer.members = 5;
  CHECK_THAT(said(), ContainsSubstring("5 trainings, on the same part of the 160 remaining rows"));
  answer.linear_won = true;
  answer.finalists = 3;
  for (const std::string& text : {said(), page()})
    CHECK_THAT(text,
               ContainsSubstring("The best of 4 finalists, the linear model among them, each trained") &&
                   ContainsSubstring("None of the finalists did better than the linear model on these"));
}

TEST_CASE("where nothing does better than the linear model on fresh seeds, it is the model") {
  int won = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {  // of noise, some models are better than others by chance
    const Answer answer = answer_of({.seed = seed, .noise = 100, .classes = false}, 60, smallest_budget);
    const bool both = answer.best.fresh && answer.linear.fresh;
    REQUIRE(both);
    CHECK(answer.best.validation.center <= answer.linear.validation.center);
    CHECK(answer.linear_won == (answer.best.label == answer.linear.label));
    won += answer.linear_won;
  }
  CHECK(won > 0);
  CHECK(won < 6);
}

TEST_CASE("the baseline is of all rows that are not held out") {
  const MadeTable table{.seed = 2, .noise = 0.3, .classes = false};
  const Answer answer = answer_of(table, 200, smallest_budget);
  double sum = 0;
  for (std::uint32_t row = 0; row < 200; ++row) {
    const std::string text = table.csv(row, 1);
    if (std::ranges::find(answer.sealed_rows, row) == answer.sealed_rows.end())
      sum += std::stod(text.substr(text.rfind(',') + 1));
  }
  CHECK(answer.test.regression->baseline_means[0] == Approx(sum / 160));
}

TEST_CASE("a target that has nothing to do with the columns is not learned") {
  std::size_t told = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const Answer answer = answer_of({.seed = seed, .random = true}, 200, 300);
    told += answer.beats_baseline() ? 1 : 0;
    if (seed == 1)
      CHECK_THAT(to_text(answer), ContainsSubstring("No improvement over always predicting '") &&
                                      ContainsSubstring("' could be shown: the model is "));
  }
  CHECK(told <= 2);  // of 12, where 2.5 % each are to be expected: more by chance once in 400 times
}

TEST_CASE("the interval covers what the model comes to on fresh rows") {
  if (sanitized) return;  // minutes of what other tests do
  constexpr std::size_t tables = 50, fresh_rows = 20'000;
  std::size_t covered = 0;
  for (std::uint64_t seed = 1; seed <= tables; ++seed)
    covered +=
        covers({.seed = seed, .noise = 0.2 * static_cast<double>(seed % 5)}, 200, smallest_budget, fresh_rows)
            ? 1
            : 0;
  INFO(covered << " of " << tables);
  CHECK(covered >=
        43);  // at 95 % fewer come out once in 100 times; scripts/simulate-everything has more tables
}

TEST_CASE("nothing touches the held-out rows before the end") {
  const TemporaryFolder folder;
  const MadeTable table{.seed = 3};
  folder.write("made.csv", table.csv(0, 200));
  const Answer answer = answer_for(folder, "made.csv", small_budget);
  const tryall::reports::StoreReader store(folder / "tryall.db");
  const std::size_t test = metric_place(store.metrics(), "test_accuracy");
  for (const auto& group : store.groups({})) {
    CHECK(group.config.choice("split").word("test_rows") == "sealed");
    for (const auto& run : group.runs) CHECK(std::isnan(run.values[test]));
  }
  CHECK(answer.facts.sealed == 40);
  CHECK(answer.facts.learning == 160);
}

TEST_CASE("finalists are trained again with seeds that the search did not use") {
  const TemporaryFolder folder;
  folder.write("made.csv", MadeTable{.seed = 4}.csv(0, 200));
  const Answer answer = answer_for(folder, "made.csv", small_budget);
  CHECK(answer.finalists > 1);
  CHECK(answer.best.seeds == 5);
  std::string text = to_text(answer);
  std::ranges::replace(text, '\n', ' ');
  CHECK_THAT(text, ContainsSubstring(fmt::format("The best of {} finalists, each trained again with 5 fresh "
                                                 "seeds: ",
                                                 answer.finalists)) &&
                       ContainsSubstring("it looks slightly better than it is"));
  const tryall::reports::StoreReader store(folder / "tryall.db");
  const auto seeds_of = [&](const std::string& sweep) {
    std::vector<std::uint64_t> seeds;
    for (const auto& group : store.groups({.sweep = store.sweep(sweep).id}))
      for (const auto& run : group.runs)
        if (std::ranges::find(seeds, run.seed) == seeds.end()) seeds.push_back(run.seed);
    std::ranges::sort(seeds);
    return seeds;
  };
  using Seeds = std::vector<std::uint64_t>;
  CHECK(seeds_of("made") == Seeds{0, 1, 2, 3, 4});
  CHECK(seeds_of("made-linear") == Seeds{0, 1, 2, 3, 4});
  CHECK(seeds_of("made-fresh") == Seeds{5, 6, 7, 8, 9});
  CHECK(seeds_of("made-linear-fresh") == Seeds{5, 6, 7, 8, 9});
}

TEST_CASE("data from which nothing can be told are refused") {
  const auto refusal = [](const std::string& text) {
    const TemporaryFolder folder;
    folder.write("made.csv", text);
    try {
      answer_for(folder, "made.csv", small_budget);
    } catch (const tryall::Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK(refusal(MadeTable{}.csv(0, 12)) == "dataset 'csv' has 12 samples; at least 20 are needed");
  std::string lonely = MadeTable{}.csv(0, 50);
  lonely += "1,2,3,4,perhaps\n";
  CHECK_THAT(refusal(lonely), ContainsSubstring("class 'perhaps' has a single sample"));
  std::string constant = "x,y\n";
  for (int i = 0; i < 40; ++i) constant += std::to_string(i % 7) + ",5.5\n";
  CHECK_THAT(refusal(constant), ContainsSubstring("all rows have the same target, 5.5"));
}

TEST_CASE("groups are held out whole, and of few there are fewer folds") {
  const auto facts_for = [](std::size_t groups) {
    tryall::data::Dataset dataset{.name = "made", .features = 1, .task = tryall::Task::regression};
    for (std::uint32_t i = 0; i < 120; ++i) {
      dataset.targets.push_back(i % 13);
      dataset.groups.push_back(i % static_cast<std::uint32_t>(groups));
    }
    dataset.test_begin = dataset.targets.size();
    dataset.values = tryall::data::FeatureValues(tryall::Buffer<float>(120, 1.0F));
    return tryall::everything::facts_of(dataset, 0.2);
  };
  CHECK(facts_for(4).groups == 3);
  CHECK(facts_for(4).sealed == 30);
  CHECK(tryall::everything::sizes_for(facts_for(4), 10'000).folds == 3);
  CHECK(tryall::everything::sizes_for(facts_for(30), 10'000).folds == 5);
  CHECK_THROWS_WITH(facts_for(3),
                    ContainsSubstring("has 3 groups, 1 of them held out: at least 3 must be left"));
}

TEST_CASE("coverage of everything's intervals", "[.simulate]") {
  const std::size_t tables = std::stoul(std::getenv("TRYALL_SIMULATED_TABLES"));
  struct Kind {
    const char* name;
    MadeTable table;
  };
  const std::vector<Kind> kinds = {{"classes, little noise", {.noise = 0.3}},
                                   {"classes, much noise", {.noise = 2}},
                                   {"classes, heavy tails", {.noise = 1, .heavy = true}},
                                   {"classes at random", {.random = true}},
                                   {"numbers, normal noise", {.noise = 0.5, .classes = false}},
                                   {"numbers, heavy tails", {.noise = 0.5, .heavy = true, .classes = false}}};
  std::vector<std::size_t> covered(kinds.size(), 0), tried(kinds.size(), 0);
  for (std::size_t i = 0; i < tables; ++i) {
    MadeTable table = kinds[i % kinds.size()].table;
    table.seed = 1000 + i;
    covered[i % kinds.size()] += covers(table, 300, 300, 100'000) ? 1 : 0;
    ++tried[i % kinds.size()];
  }
  std::size_t all = 0;
  std::printf("| tables | so many | covered |\n| --- | --- | --- |\n");
  for (std::size_t k = 0; k < kinds.size(); ++k) {
    std::printf("| %s | %zu | %.1f %% |\n", kinds[k].name, tried[k],
                100 * static_cast<double>(covered[k]) / static_cast<double>(tried[k]));
    all += covered[k];
  }
  std::printf("| all | %zu | %.1f %% |\n", tables,
              100 * static_cast<double>(all) / static_cast<double>(tables));
  CHECK(all > 0);
}

}  // namespace try_everything_test
