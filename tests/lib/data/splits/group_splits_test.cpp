// Splits of data with groups keep each of them whole.
#include "data/splits/groups.hpp"

#include <map>
#include <set>

#include "catch.hpp"
#include "choices.hpp"
#include "data/splits/subset.hpp"
#include "split_parts.hpp"
#include "tryall/error.hpp"

namespace group_splits_test {

using tryall::Choice;
using tryall::data::Dataset;
using tryall::data::SampleSplit;
using namespace tryall::testing;
using Samples = std::vector<std::uint32_t>;

namespace {

/// Groups of about 5 to 15 samples, in no order.
Dataset grouped(Dataset dataset, std::uint32_t groups) {
  const tryall::Stream stream(1, tryall::Purpose::data);
  for (std::uint32_t i = 0; i < dataset.samples(); ++i)
    dataset.groups.push_back(i < groups ? i : static_cast<std::uint32_t>(stream.below(i, groups)));
  return dataset;
}

/// Each group is of one class.
Dataset pure(std::size_t samples, std::uint32_t groups) {
  Dataset dataset = grouped(labelled(samples), groups);
  for (std::size_t i = 0; i < samples; ++i)
    dataset.labels[i] = static_cast<std::int32_t>(dataset.groups[i] % 4 == 0);
  dataset.classes = 2;
  return dataset;
}

std::set<std::uint32_t> groups_of(const Samples& samples, const Dataset& dataset) {
  std::set<std::uint32_t> groups;
  for (const std::uint32_t sample : samples) groups.insert(dataset.groups[sample]);
  return groups;
}

/// No group is in two parts, and no sample in none.
void check_whole(const SampleSplit& split, const Dataset& dataset) {
  std::set<std::uint32_t> all = groups_of(split.training, dataset);
  for (const auto* part : {&split.validation, &split.test})
    for (const std::uint32_t group : groups_of(*part, dataset)) CHECK(all.insert(group).second);
  check_parts_cover(split, dataset.samples());
}

SampleSplit split_by(const Dataset& dataset, const Choice& choice, std::uint64_t seed = 1) {
  return split_samples(with_defaults(tryall::data::splits(), choice), dataset, seed);
}

double share(const Samples& part, const Dataset& dataset) {
  return static_cast<double>(part.size()) / static_cast<double>(dataset.samples());
}

}  // namespace

TEST_CASE("no split that draws divides a group, and another seed draws other groups") {
  for (const tryall::data::SplitEntry& entry : tryall::data::split_table()) {
    if (!entry.drawn) continue;
    for (const Dataset& dataset : {grouped(labelled(600), 70), grouped(numbered(600), 70), pure(600, 70)})
      for (const char* rows : {"by_seed", "fixed", "sealed"}) {
        INFO(entry.about.name << " " << rows);
        Choice choice = default_choice(tryall::data::splits(), entry.about);
        choice.settings["test_rows"] = std::string(rows);
        SampleSplit split = split_samples(choice, dataset, 3);
        CHECK(same(split, split_samples(choice, dataset, 3)));
        CHECK(split.training != split_samples(choice, dataset, 14).training);
        CHECK((rows == std::string("by_seed")) != (split.test == split_samples(choice, dataset, 14).test));
        if (rows == std::string("sealed")) {
          CHECK(split.test.empty());
          choice.settings["test_rows"] = std::string("fixed");
          split.test = split_samples(choice, dataset, 3).test;
        }
        check_whole(split, dataset);
        CHECK(share(split.test, dataset) == Approx(0.2).margin(0.03));
      }
  }
}

TEST_CASE("shares of whole groups are of samples, and of each class as near as they come") {
  for (const std::uint64_t seed : {0U, 1U, 2U, 3U}) {
    const Dataset mixed = grouped(labelled(600), 70);  // 300, 200 and 100
    const SampleSplit split = split_by(mixed, {"holdout", {{"validation", 0.25}, {"test", 0.2}}}, seed);
    const std::vector<int> test = class_counts(split.test, mixed);
    for (std::size_t label = 0; label < 3; ++label)
      CHECK(test[label] == Approx(std::vector{60, 40, 20}[label]).margin(8));
    CHECK(share(split.validation, mixed) == Approx(0.2).margin(0.02));
    const Dataset clean = pure(600, 70);
    Samples all(600);
    std::iota(all.begin(), all.end(), 0U);
    const std::vector<int> counts = class_counts(all, clean);
    const std::vector<int> rare = class_counts(split_by(clean, {"holdout", {}}, seed).test, clean);
    for (std::size_t label = 0; label < 2; ++label)
      CHECK(rare[label] == Approx(0.2 * counts[label]).margin(5));
  }
}

TEST_CASE("a share takes one group at least, the nearest where all are too large, and leaves one") {
  Dataset dataset = numbered(10);
  dataset.groups = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
  const auto parts = [&](double test) {
    return split_by(dataset, {"holdout", {{"validation", 0.0}, {"test", test}}});
  };
  CHECK(parts(0.05).test == Samples{6, 7, 8, 9});
  CHECK(parts(0.05).training.size() == 6);
  CHECK(parts(0.99).training.size() > 0);
  CHECK_THROWS_WITH(split_by(dataset, {"holdout", {{"validation", 0.1}, {"test", 0.2}}}),
                    ContainsSubstring("split validation = 0.1 sets nothing aside: dataset 'made' has no "
                                      "further group"));
}

TEST_CASE("folds are of whole groups, of nearly equal size and stratified, and each group is in one") {
  for (const Dataset& dataset : {grouped(labelled(600), 70), pure(600, 70), grouped(numbered(600), 70)}) {
    std::multiset<std::uint32_t> validated;
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      const SampleSplit split =
          split_by(dataset, {"k_fold", {{"folds", std::int64_t{5}}, {"test", 0.0}}}, seed);
      check_whole(split, dataset);
      CHECK(split.validation.size() == Approx(120).margin(8));
      if (dataset.classes > 0) {
        Samples all(600);
        std::iota(all.begin(), all.end(), 0U);
        const std::vector<int> counts = class_counts(all, dataset),
                               fold = class_counts(split.validation, dataset);
        for (std::size_t label = 0; label < dataset.classes; ++label)
          CHECK(fold[label] == Approx(counts[label] / 5.0).margin(8));
      }
      for (const std::uint32_t group : groups_of(split.validation, dataset)) validated.insert(group);
    }
    CHECK(validated.size() == 70);
  }
  const Dataset few = grouped(labelled(60), 4);
  CHECK_THROWS_WITH(split_by(few, {"k_fold", {{"test", 0.0}}}),
                    ContainsSubstring("split folds = 5 is more than the 4 groups"));
  CHECK(groups_of(split_by(few, {"k_fold", {{"folds", std::int64_t{4}}, {"test", 0.0}}}).validation, few)
            .size() == 1);
}

TEST_CASE("a bootstrap draws whole groups, each as often as all its samples, and leaves one") {
  const Dataset dataset = grouped(numbered(600), 70);
  const SampleSplit split = split_by(dataset, {"bootstrap", {{"test", 0.0}}});
  std::map<std::uint32_t, std::size_t> times;
  for (const std::uint32_t sample : split.training) ++times[sample];
  std::map<std::uint32_t, std::set<std::size_t>> of_group;
  for (const auto& [sample, count] : times) of_group[dataset.groups[sample]].insert(count);
  std::size_t draws = 0;
  for (const auto& [group, counts] : of_group) {
    CHECK(counts.size() == 1);
    draws += *counts.begin();
  }
  CHECK(draws == 70);
  Dataset two = numbered(10);
  two.groups = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    CHECK_FALSE(split_by(two, {"bootstrap", {{"test", 0.0}}}, seed).validation.empty());
  two.groups.assign(10, 0);
  CHECK_THROWS_WITH(split_by(two, {"bootstrap", {{"test", 0.0}}}),
                    ContainsSubstring("split 'bootstrap' needs at least two groups, dataset 'made' has 1"));
}

TEST_CASE("each group is as likely to come first, however many samples it has") {
  Dataset dataset = numbered(100);
  dataset.groups.assign(100, 0);
  dataset.groups[99] = 1;
  Samples all(100);
  std::iota(all.begin(), all.end(), 0U);
  int small = 0;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const Samples order = shuffled_by_group(all, dataset, tryall::Stream(seed, tryall::Purpose::split));
    small += order[0] == 99 ? 1 : 0;
    CHECK(groups_in(order, dataset).size() == 2);
  }
  CHECK(small == Approx(500).margin(60));
}

TEST_CASE("train_size keeps whole groups, smaller subsets within larger ones, the classes in proportion") {
  const Dataset dataset = pure(600, 70);
  Samples all(600), before;
  std::iota(all.begin(), all.end(), 0U);
  const std::vector<int> counts = class_counts(all, dataset);
  for (const double wanted : {0.1, 0.3, 0.5, 400.0}) {
    Samples kept = all;
    take_subset(kept, wanted, dataset, 5);
    CHECK(std::is_sorted(kept.begin(), kept.end()));
    CHECK(std::includes(kept.begin(), kept.end(), before.begin(), before.end()));
    const double share = wanted <= 1 ? wanted : wanted / 600;
    CHECK(kept.size() == Approx(600 * share).margin(5));
    for (std::size_t label = 0; label < 2; ++label)
      CHECK(class_counts(kept, dataset)[label] == Approx(share * counts[label]).margin(8));
    Samples rest;
    std::set_difference(all.begin(), all.end(), kept.begin(), kept.end(), std::back_inserter(rest));
    check_whole({kept, rest, {}}, dataset);
    before = kept;
  }
  Samples one = all, other = all;
  take_subset(one, 0.3, dataset, 5);
  take_subset(other, 0.3, dataset, 6);
  CHECK(one != other);
}

}  // namespace group_splits_test
