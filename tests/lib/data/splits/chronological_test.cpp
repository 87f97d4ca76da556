#include <algorithm>
#include <cmath>

#include "catch.hpp"
#include "data/splits/subset.hpp"
#include "split_parts.hpp"
#include "tryall/error.hpp"

namespace chronological_test {

using tryall::Choice;
using tryall::data::Dataset;
using tryall::data::SampleSplit;
using namespace tryall::testing;
using Samples = std::vector<std::uint32_t>;

namespace {

/// The sample i has the time -i.
Dataset backwards(std::size_t samples) {
  Dataset dataset = numbered(samples);
  for (std::size_t i = 0; i < samples; ++i) dataset.times.push_back(-static_cast<double>(i));
  return dataset;
}

SampleSplit by_time(const Dataset& dataset, double validation, double test, std::uint64_t seed = 1) {
  const Choice choice{"chronological", {{"validation", validation}, {"test", test}}};
  return split_samples(with_defaults(tryall::data::splits(), choice), dataset, seed);
}

double latest(const Samples& part, const Dataset& dataset) {
  double time = -1e300;
  for (const std::uint32_t sample : part) time = std::max(time, dataset.times[sample]);
  return time;
}
double earliest(const Samples& part, const Dataset& dataset) {
  double time = 1e300;
  for (const std::uint32_t sample : part) time = std::min(time, dataset.times[sample]);
  return time;
}

}  // namespace

TEST_CASE("chronological trains on the earliest samples, validates on later ones, tests on the latest") {
  const Dataset dataset = backwards(100);
  const SampleSplit split = by_time(dataset, 0.25, 0.2);
  check_parts_cover(split, 100);
  CHECK(split.test.size() == 20);
  CHECK(split.validation.size() == 20);
  CHECK(split.test.back() == 19);
  CHECK(split.training.front() == 40);
  for (const std::uint64_t seed : {0U, 2U, 99U}) CHECK(same(split, by_time(dataset, 0.25, 0.2, seed)));
  CHECK(by_time(dataset, 0, 0.2).validation.empty());
  CHECK(by_time(dataset, 0, 0).training.size() == 100);
}

TEST_CASE("equal times are never divided; the shares are as near as that allows, one time at least") {
  Dataset dataset = backwards(100);
  for (double& time : dataset.times) time = std::floor(time / 7);
  for (const double share : {0.01, 0.1, 0.3, 0.6, 0.99}) {
    const SampleSplit split = by_time(dataset, share, 0.3);
    check_parts_cover(split, 100);
    CHECK(latest(split.training, dataset) < earliest(split.validation, dataset));
    CHECK(latest(split.validation, dataset) < earliest(split.test, dataset));
    CHECK(split.test.size() == Approx(30).margin(3.5));
    const auto rest = static_cast<double>(100 - split.test.size());
    if (share > 0.1 && share < 0.9) CHECK(split.validation.size() == Approx(share * rest).margin(3.5));
  }
  dataset.times.assign(100, 5);
  CHECK_THROWS_WITH(by_time(dataset, 0, 0.2),
                    ContainsSubstring("split test = 0.2: there is no moment at which the 100 samples of "
                                      "dataset 'made' can be cut so that equal times stay together"));
}

TEST_CASE("chronological divides no group, and is refused where that leaves no moment to cut at") {
  Dataset dataset = backwards(12);
  dataset.groups = {0, 0, 1, 0, 2, 2, 3, 4, 3, 4, 5, 5};  // from the latest back
  const SampleSplit split = by_time(dataset, 0.3, 0.25);
  CHECK(split.test == Samples{0, 1, 2, 3});
  CHECK(split.validation == Samples{4, 5});
  dataset.groups.assign(12, 0);
  CHECK_THROWS_WITH(by_time(dataset, 0.3, 0.25), ContainsSubstring("equal times and groups stay together"));
}

TEST_CASE("a test set that came with the data is kept, and may be sealed like the latest samples") {
  Dataset dataset = backwards(100);
  const auto split_with = [&](const char* rows) {
    const Choice choice{"chronological",
                        {{"validation", 0.1}, {"test", 0.2}, {"test_rows", std::string(rows)}}};
    return split_samples(choice, dataset, 1);
  };
  CHECK(split_with("sealed").test.empty());
  CHECK(split_with("sealed").training == split_with("fixed").training);
  CHECK(split_with("fixed").test.size() == 20);
  dataset.test_begin = 60;
  CHECK(split_with("fixed").test.front() == 60);
  CHECK(split_with("fixed").test.size() == 40);
  CHECK(split_with("fixed").validation == Samples{0, 1, 2, 3, 4, 5});
  CHECK(split_with("sealed").test.empty());
}

TEST_CASE("settings that make no difference to chronological are dropped") {
  Dataset dataset = backwards(100);
  const auto active = [&](double test, const char* rows) {
    const Choice choice{"chronological",
                        {{"validation", 0.1}, {"test", test}, {"test_rows", std::string(rows)}}};
    return active_settings(choice, dataset).settings;
  };
  CHECK(active(0.2, "fixed").size() == 2);
  CHECK(active(0.2, "sealed").size() == 3);
  CHECK(active(0, "sealed").size() == 2);
  dataset.test_begin = 60;
  CHECK(active(0.2, "fixed").size() == 1);
  CHECK(active(0.2, "sealed").size() == 2);
}

TEST_CASE("chronological is refused where the data have no times") {
  CHECK_THROWS_WITH(by_time(numbered(10), 0.1, 0.2),
                    ContainsSubstring("split 'chronological' needs the time of each sample, and dataset "
                                      "'made' has none; name its column in the setting time of a csv"));
}

TEST_CASE("without a seed, train_size keeps the latest samples, or the groups that end last") {
  Dataset dataset = backwards(12);
  Samples training = {2, 4, 5, 6, 7, 9, 11};
  take_subset(training, 3, dataset, std::nullopt);
  CHECK(training == Samples{2, 4, 5});
  dataset.groups = {0, 0, 0, 0, 1, 1, 2, 1, 2, 2, 2, 2};
  training = {4, 5, 6, 7, 8, 9, 10};
  take_subset(training, 4, dataset, std::nullopt);
  CHECK(training == Samples{4, 5, 7});
}

}  // namespace chronological_test
