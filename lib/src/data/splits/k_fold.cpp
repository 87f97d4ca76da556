#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>
#include <span>
#include <utility>

#include "groups.hpp"
#include "shares.hpp"
#include "splits.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

void check_folds(std::uint64_t folds, std::size_t parts, const char* what, const Dataset& dataset) {
  if (parts < folds)
    throw Error(ErrorCode::bad_input, fmt::format("split folds = {} is more than the {} {} there are "
                                                  "for training and validation in dataset '{}'",
                                                  folds, parts, what, dataset.name));
}

/// Deals whole groups out, large ones first (by powers of two), each to the fold that has the least of its
/// classes, and of those that have equally little to the smallest. The fold of each group.
std::vector<std::size_t> deal_groups(const std::vector<GroupSamples>& groups,
                                     std::span<const std::uint32_t> pool, std::uint64_t folds,
                                     const Dataset& dataset) {
  std::vector<std::size_t> order(groups.size()), fold(groups.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater(),
                           [&](std::size_t i) { return std::bit_width(groups[i].size()); });
  std::vector<ClassTally> tallies(folds, ClassTally(pool, 0, dataset));
  for (const std::size_t i : order) {
    const ClassCounts counts = class_counts(groups[i], dataset);
    const auto cost = [&](const ClassTally& tally) {
      return std::pair(tally.change(counts), tally.samples());
    };
    const auto least = std::ranges::min_element(tallies, {}, cost);
    least->add(counts);
    fold[i] = static_cast<std::size_t>(least - tallies.begin());
  }
  return fold;
}

/// The folds of whole groups.
void split_groups(SampleSplit& result, std::span<const std::uint32_t> pool, std::uint64_t folds,
                  std::uint64_t wanted, const Dataset& dataset) {
  const std::vector<GroupSamples> groups = groups_in(pool, dataset);
  check_folds(folds, groups.size(), "groups", dataset);
  const std::vector<std::size_t> fold = deal_groups(groups, pool, folds, dataset);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    std::vector<std::uint32_t>& part = fold[i] == wanted ? result.validation : result.training;
    part.insert(part.end(), groups[i].begin(), groups[i].end());
  }
}

/// Sorted by class, shuffled within each, and dealt out in turn: the folds differ by at most one sample, and
/// by at most one of each class.
SampleSplit split_folds(const Choice& choice, const Dataset& dataset, std::uint64_t seed) {
  const auto folds = static_cast<std::uint64_t>(choice.integer("folds"));
  std::vector<std::uint32_t> pool = shuffled_samples(dataset, seed / folds);
  SampleSplit result;
  result.test = take_test(choice, dataset, pool);
  if (!dataset.groups.empty()) {
    split_groups(result, pool, folds, seed % folds, dataset);
    return result;
  }
  check_folds(folds, pool.size(), "samples", dataset);
  std::stable_sort(pool.begin(), pool.end(), [&](std::uint32_t a, std::uint32_t b) {
    return dataset.class_of(a) < dataset.class_of(b);
  });
  for (std::size_t i = 0; i < pool.size(); ++i)
    (i % folds == seed % folds ? result.validation : result.training).push_back(pool[i]);
  return result;
}

}  // namespace

SplitEntry k_fold() {
  return {
      {.name = "k_fold",
       .summary = "cross-validation: what is not test is divided into folds, stratified by class, "
                  "or of whole groups where the data have groups, and the "
                  "seed says which is for validation: fold (seed mod folds) of partition (seed / folds), so "
                  "that seeds 0 to folds - 1 are the folds of one partition, with the same test set",
       .source = "M. Stone (1974), Cross-validatory choice and assessment of statistical predictions",
       .advice = "Small data: each sample is validated on once. Take as many seeds as folds (or a multiple), "
                 "so that a group's mean is the cross-validated value; it costs folds trainings.",
       .parameters = {{.name = "folds",
                       .type = Parameter::Type::integer,
                       .fallback = std::int64_t{5},
                       .meaning = "number of folds",
                       .low = 2},
                      test_share(),
                      test_rows()}},
      split_folds,
      active_test_settings};
}

}  // namespace tryall::data
