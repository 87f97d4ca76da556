#include <set>

#include "catch.hpp"
#include "split_parts.hpp"
#include "tryall/error.hpp"
#include "tryall/random.hpp"

namespace k_fold_test {

using tryall::Choice;
using tryall::data::Dataset;
using tryall::data::SampleSplit;
using namespace tryall::testing;
using Samples = std::vector<std::uint32_t>;

namespace {

SampleSplit k_fold(const Dataset& dataset, std::int64_t folds, double test, std::uint64_t seed) {
  const Choice choice{"k_fold", {{"folds", folds}, {"test", test}}};
  return split_samples(with_defaults(tryall::data::splits(), choice), dataset, seed);
}

/// The samples that the seeds from `first` on validate on, each as often as it is.
Samples validated(const Dataset& dataset, std::int64_t folds, std::uint64_t first) {
  Samples all;
  for (std::uint64_t seed = first; seed < first + static_cast<std::uint64_t>(folds); ++seed) {
    const SampleSplit split = k_fold(dataset, folds, 0.2, seed);
    all.insert(all.end(), split.validation.begin(), split.validation.end());
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

TEST_CASE(
    "seeds 0 to folds - 1 are the folds of one partition: each sample is validated on once, test is one") {
  for (const Dataset& dataset : {labelled(63), numbered(63), labelled(63, 10)}) {
    const SampleSplit first = k_fold(dataset, 4, 0.2, 0);
    Samples rest = first.training;
    rest.insert(rest.end(), first.validation.begin(), first.validation.end());
    std::sort(rest.begin(), rest.end());
    CHECK(validated(dataset, 4, 0) == rest);
    for (const std::uint64_t seed : {0U, 1U, 2U, 3U}) {
      const SampleSplit split = k_fold(dataset, 4, 0.2, seed);
      CHECK(split.test == first.test);
      check_parts_cover(split, 63);
    }
  }
}

TEST_CASE("the next seeds are the folds of another partition, with another test part") {
  const Dataset dataset = labelled(60);
  CHECK(k_fold(dataset, 4, 0.2, 4).test != k_fold(dataset, 4, 0.2, 3).test);
  CHECK(k_fold(dataset, 4, 0.2, 4).test == k_fold(dataset, 4, 0.2, 7).test);
  CHECK(k_fold(dataset, 4, 0, 4).validation != k_fold(dataset, 4, 0, 0).validation);
  Samples all(60);
  std::iota(all.begin(), all.end(), 0U);
  const Samples test = k_fold(dataset, 4, 0.2, 4).test;
  Samples rest;
  std::set_difference(all.begin(), all.end(), test.begin(), test.end(), std::back_inserter(rest));
  CHECK(validated(dataset, 4, 4) == rest);
}

TEST_CASE("folds and the test part are stratified") {
  const Dataset dataset = labelled(600);  // 300, 200 and 100
  for (const std::uint64_t seed : {0U, 3U, 17U}) {
    const SampleSplit split = k_fold(dataset, 5, 0.2, seed);
    CHECK(class_counts(split.test, dataset) == std::vector<int>{60, 40, 20});
    CHECK(class_counts(split.validation, dataset) == std::vector<int>{48, 32, 16});
    CHECK(class_counts(split.training, dataset) == std::vector<int>{192, 128, 64});
  }
}

TEST_CASE("folds differ by at most one sample") {
  for (const Dataset& dataset : {labelled(58), numbered(58)}) {
    std::multiset<std::size_t> sizes;
    for (std::uint64_t seed = 0; seed < 7; ++seed)
      sizes.insert(k_fold(dataset, 7, 0, seed).validation.size());
    CHECK(sizes == std::multiset<std::size_t>{8, 8, 8, 8, 8, 9, 9});
  }
}

TEST_CASE("the folds of a partition are drawn from the split's own stream") {
  Samples order(12);
  std::iota(order.begin(), order.end(), 0U);
  shuffle(order, tryall::Stream(2, tryall::Purpose::split));
  Samples expected = {order[1], order[4], order[7], order[10]};
  std::sort(expected.begin(), expected.end());
  CHECK(k_fold(numbered(12), 3, 0, 7).validation == expected);
}

TEST_CASE("leaving one out is the most folds there are") {
  CHECK(k_fold(numbered(5), 5, 0, 2).validation.size() == 1);
  CHECK_THROWS_WITH(k_fold(numbered(5), 6, 0, 0),
                    ContainsSubstring("split folds = 6 is more than the 5 samples"));
  CHECK_THROWS_AS(k_fold(numbered(5), 1, 0, 0), tryall::SettingError);
  CHECK_THROWS_WITH(k_fold(labelled(6), 2, 0.1, 0), ContainsSubstring("split test = 0.1 sets nothing aside"));
}

}  // namespace k_fold_test
