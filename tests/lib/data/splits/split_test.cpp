#include "tryall/data/splits/split.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "catch.hpp"
#include "choices.hpp"
#include "split_parts.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/error.hpp"
#include "tryall/random.hpp"

namespace split_test {

using tryall::Choice;
using tryall::Error;
using tryall::data::Dataset;
using tryall::data::SampleSplit;
using namespace tryall::testing;

namespace {

SampleSplit holdout(const Dataset& dataset, double validation, double test, std::uint64_t seed = 1) {
  const Choice choice{"holdout", {{"validation", validation}, {"test", test}}};
  return split_samples(with_defaults(tryall::data::splits(), choice), dataset, seed);
}

/// The splits that draw samples; the others go by their times.
std::vector<tryall::data::SplitEntry> drawing_splits() {
  std::vector<tryall::data::SplitEntry> entries;
  for (const tryall::data::SplitEntry& entry : tryall::data::split_table())
    if (entry.drawn) entries.push_back(entry);
  return entries;
}

}  // namespace

TEST_CASE("the parts of every split are disjoint, cover the samples and are a function of the seed") {
  for (const tryall::data::SplitEntry& entry : drawing_splits())
    for (const Dataset& dataset : {labelled(600), labelled(600, 100)}) {
      INFO(entry.about.name << ", with a test set: " << dataset.has_test_set());
      const Choice choice = default_choice(tryall::data::splits(), entry.about);
      const SampleSplit split = split_samples(choice, dataset, 3);
      check_parts_cover(split, 600);
      CHECK(same(split, split_samples(choice, dataset, 3)));
      CHECK_FALSE(same(split, split_samples(choice, dataset, 4)));
    }
}

TEST_CASE("a holdout takes its shares of each class: of all for test, of the rest for validation") {
  const Dataset dataset = labelled(600);  // 300, 200 and 100
  const SampleSplit split = holdout(dataset, 0.25, 0.2);
  CHECK(class_counts(split.test, dataset) == std::vector<int>{60, 40, 20});
  CHECK(class_counts(split.validation, dataset) == std::vector<int>{60, 40, 20});
  CHECK(class_counts(split.training, dataset) == std::vector<int>{180, 120, 60});
  check_parts_cover(split, 600);
}

TEST_CASE("shares are rounded to the nearest count, class by class") {
  const Dataset digits = tryall::data::load({"digits", {}}, {});
  const SampleSplit split = holdout(digits, 0.1, 0.2);
  std::vector<std::uint32_t> all(digits.samples());
  std::iota(all.begin(), all.end(), 0U);
  const std::vector<int> counts = class_counts(all, digits);
  const std::vector<int> test = class_counts(split.test, digits);
  const std::vector<int> validation = class_counts(split.validation, digits);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    CHECK(test[i] == std::lround(0.2 * counts[i]));
    CHECK(validation[i] == std::lround(0.1 * (counts[i] - test[i])));
  }
  check_parts_cover(split, 1797);
}

TEST_CASE("a test set that comes with the data is kept, for every seed and whatever share is asked") {
  const Dataset dataset = labelled(600, 60);
  for (const std::uint64_t seed : {1U, 2U}) {
    const SampleSplit split = holdout(dataset, 0.1, 0.5, seed);
    CHECK(split.test.size() == 60);
    CHECK(split.test.front() == 540);
    CHECK(split.validation.size() == 54);
    check_parts_cover(split, 600);
  }
}

TEST_CASE(
    "a holdout draws from the split's own stream: test gets the first of the shuffled samples, then "
    "validation") {
  Dataset dataset = labelled(50);
  dataset.labels.assign(50, 0);  // one class, so that the shares are taken from the samples as they come
  std::vector<std::uint32_t> order(50);
  std::iota(order.begin(), order.end(), 0U);
  shuffle(order, tryall::Stream(6, tryall::Purpose::split));
  std::sort(order.begin(), order.begin() + 10);
  std::sort(order.begin() + 10, order.begin() + 14);
  const SampleSplit split = holdout(dataset, 0.1, 0.2, 6);
  CHECK(split.test == std::vector<std::uint32_t>(order.begin(), order.begin() + 10));
  CHECK(split.validation == std::vector<std::uint32_t>(order.begin() + 10, order.begin() + 14));
}

TEST_CASE("a share of 0 leaves its part empty") {
  const Dataset dataset = labelled(600);
  CHECK(holdout(dataset, 0.0, 0.2).validation.empty());
  CHECK(holdout(dataset, 0.0, 0.2).test.size() == 120);
  CHECK(holdout(dataset, 0.1, 0.0).test.empty());
  CHECK(holdout(dataset, 0.0, 0.0).training.size() == 600);
}

TEST_CASE("a split that leaves nothing to train on is refused") {
  CHECK_THROWS_AS(holdout(labelled(6), 0.9, 0.9), Error);
  CHECK_THROWS_WITH(holdout(labelled(6), 0.9, 0.9), ContainsSubstring("no training samples of the 6"));
}

TEST_CASE("a share too small to set a single sample aside is refused, 0 is not") {
  CHECK_THROWS_WITH(holdout(labelled(6), 0.1, 0.5),
                    ContainsSubstring("split validation = 0.1 sets nothing aside"));
  CHECK_THROWS_WITH(holdout(labelled(6), 0.5, 0.1), ContainsSubstring("split test = 0.1 sets nothing aside"));
  CHECK(holdout(labelled(6), 0, 0).training.size() == 6);
}

TEST_CASE("a share of 1 or more is refused") {
  CHECK_THROWS_AS(holdout(labelled(600), 1.0, 0.2), tryall::SettingError);
  CHECK_THROWS_AS(holdout(labelled(600), 0.1, -0.1), tryall::SettingError);
}

TEST_CASE("a holdout of a regression takes plain shares") {
  const Dataset dataset = numbered(50);
  const SampleSplit split = holdout(dataset, 0.1, 0.2, 6);
  CHECK(split.test.size() == 10);
  CHECK(split.validation.size() == 4);
  check_parts_cover(split, 50);
  Dataset one_class = labelled(50);
  one_class.labels.assign(50, 0);
  CHECK(same(split, holdout(one_class, 0.1, 0.2, 6)));
  CHECK_THROWS_WITH(holdout(numbered(4), 0.1, 0.2), ContainsSubstring("dataset 'made' has too few samples"));
}

TEST_CASE("nothing of a test function is set aside: it has its samples, and those of its test set") {
  for (const tryall::data::SplitEntry& entry : tryall::data::split_table())
    for (const std::size_t tests : {0, 1}) {
      INFO(entry.about.name);
      Dataset dataset = numbered(1 + tests);
      dataset.task = tryall::Task::function;
      dataset.test_begin = 1;
      const Choice choice = default_choice(tryall::data::splits(), entry.about);
      const SampleSplit split = split_samples(active_settings(choice, dataset), dataset, 3);
      CHECK(split.training == std::vector<std::uint32_t>{0});
      CHECK(split.validation.empty());
      CHECK(split.test == std::vector<std::uint32_t>(tests, 1));
      CHECK(active_settings(choice, dataset) == Choice{"holdout", {}});
    }
}

TEST_CASE("settings of the test that make no difference are dropped") {
  for (const tryall::data::SplitEntry& entry : drawing_splits()) {
    INFO(entry.about.name);
    const Choice usual = default_choice(tryall::data::splits(), entry.about);
    const auto with = [&](const char* rows, double share) {
      Choice choice = usual;
      choice.settings["test_rows"] = std::string(rows);
      choice.settings["test"] = share;
      return choice;
    };
    const auto without = [](Choice choice, std::initializer_list<const char*> settings) {
      for (const char* setting : settings) choice.settings.erase(setting);
      return choice;
    };
    const Dataset plain = labelled(60), tested = labelled(60, 10);
    CHECK(active_settings(usual, plain) == without(usual, {"test_rows"}));
    CHECK(active_settings(with("fixed", 0.2), plain) == with("fixed", 0.2));
    CHECK(active_settings(with("sealed", 0.2), plain) == with("sealed", 0.2));
    CHECK(active_settings(with("sealed", 0.0), plain) == without(with("sealed", 0.0), {"test_rows"}));
    CHECK(active_settings(usual, tested) == without(usual, {"test", "test_rows"}));
    CHECK(active_settings(with("fixed", 0.2), tested) == without(usual, {"test", "test_rows"}));
    CHECK(active_settings(with("sealed", 0.3), tested) == without(with("sealed", 0.3), {"test"}));
    CHECK(same(split_samples(active_settings(usual, tested), tested, 1), split_samples(usual, tested, 1)));
  }
}

TEST_CASE("fixed test rows are those of seed 0 for every seed, and sealed ones are in no part") {
  const Dataset dataset = labelled(600);
  for (const tryall::data::SplitEntry& entry : drawing_splits()) {
    INFO(entry.about.name);
    Choice choice = default_choice(tryall::data::splits(), entry.about);
    const std::vector<std::uint32_t> first = split_samples(choice, dataset, 0).test;
    choice.settings["test_rows"] = std::string("fixed");
    for (const std::uint64_t seed : {0U, 3U, 14U}) {
      const SampleSplit fixed = split_samples(choice, dataset, seed);
      CHECK(fixed.test == first);
      check_parts_cover(fixed, 600);
      Choice sealed = choice;
      sealed.settings["test_rows"] = std::string("sealed");
      const SampleSplit closed = split_samples(sealed, dataset, seed);
      CHECK(closed.test.empty());
      CHECK(closed.training == fixed.training);
      CHECK(closed.validation == fixed.validation);
    }
  }
}

TEST_CASE("a test set that came with the data can be sealed, too") {
  const Dataset dataset = labelled(600, 60);
  const Choice choice{"holdout", {{"validation", 0.1}, {"test", 0.2}, {"test_rows", std::string("sealed")}}};
  const SampleSplit split = split_samples(choice, dataset, 1);
  CHECK(split.test.empty());
  CHECK(split.training.size() + split.validation.size() == 540);
}

}  // namespace split_test
