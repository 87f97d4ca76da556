#include "tryall/data/split.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "catch.hpp"
#include "choices.hpp"
#include "tryall/data/source.hpp"
#include "tryall/error.hpp"
#include "tryall/random.hpp"

using tryall::Choice;
using tryall::Error;
using tryall::data::Dataset;
using tryall::data::Split;
using tryall::testing::default_choice;

namespace {

/// Samples of three classes, 30, 20 and 10 of each in each 60, without features; the last `tests` are a test
/// set.
Dataset labelled(std::size_t samples, std::size_t tests = 0) {
  Dataset dataset{.name = "made", .shape = {0}, .features = 0, .classes = 3};
  for (std::size_t i = 0; i < samples; ++i) dataset.labels.push_back(i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2);
  dataset.test_begin = samples - tests;
  return dataset;
}

Split holdout(const Dataset& dataset, double validation, double test, std::uint64_t seed = 1) {
  const Choice choice{"holdout", {{"validation", validation}, {"test", test}}};
  return split_samples(completed(tryall::data::splits(), choice), dataset, seed);
}

std::vector<int> class_counts(const std::vector<std::uint32_t>& part, const Dataset& dataset) {
  std::vector<int> counts(dataset.classes, 0);
  for (const std::uint32_t index : part) ++counts.at(static_cast<std::size_t>(dataset.labels.at(index)));
  return counts;
}

void check_parts_cover(const Split& split, std::size_t samples) {
  std::vector<std::uint32_t> all;
  for (const auto* part : {&split.training, &split.validation, &split.test}) {
    CHECK(std::is_sorted(part->begin(), part->end()));
    all.insert(all.end(), part->begin(), part->end());
  }
  std::sort(all.begin(), all.end());
  std::vector<std::uint32_t> expected(samples);
  std::iota(expected.begin(), expected.end(), 0U);
  CHECK(all == expected);
}

bool same(const Split& a, const Split& b) {
  return a.training == b.training && a.validation == b.validation && a.test == b.test;
}

}  // namespace

TEST_CASE("the parts of every split are disjoint, cover the samples and are a function of the seed") {
  for (const tryall::data::SplitEntry& entry : tryall::data::split_table())
    for (const Dataset& dataset : {labelled(600), labelled(600, 100)}) {
      INFO(entry.about.name << ", with a test set: " << dataset.has_test_set());
      const Choice choice = default_choice(tryall::data::splits(), entry.about);
      const Split split = split_samples(choice, dataset, 3);
      check_parts_cover(split, 600);
      CHECK(same(split, split_samples(choice, dataset, 3)));
      CHECK_FALSE(same(split, split_samples(choice, dataset, 4)));
    }
}

TEST_CASE("a holdout takes its shares of each class: of all for test, of the rest for validation") {
  const Dataset dataset = labelled(600);  // 300, 200 and 100
  const Split split = holdout(dataset, 0.25, 0.2);
  CHECK(class_counts(split.test, dataset) == std::vector<int>{60, 40, 20});
  CHECK(class_counts(split.validation, dataset) == std::vector<int>{60, 40, 20});
  CHECK(class_counts(split.training, dataset) == std::vector<int>{180, 120, 60});
  check_parts_cover(split, 600);
}

TEST_CASE("shares are rounded to the nearest count, class by class") {
  const Dataset digits = tryall::data::load({"digits", {}}, {});
  const Split split = holdout(digits, 0.1, 0.2);
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
    const Split split = holdout(dataset, 0.1, 0.5, seed);
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
  const Split split = holdout(dataset, 0.1, 0.2, 6);
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
