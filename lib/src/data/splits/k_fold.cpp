#include <fmt/format.h>

#include <algorithm>

#include "shares.hpp"
#include "splits.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

/// Sorted by class, shuffled within each, and dealt out in turn: the folds differ by at most one sample, and
/// by at most one of each class.
SampleSplit split_folds(const Choice& choice, const Dataset& dataset, std::uint64_t seed) {
  const auto folds = static_cast<std::uint64_t>(choice.integer("folds"));
  std::vector<std::uint32_t> pool = shuffled_samples(dataset, seed / folds);
  SampleSplit result;
  result.test = take_test(choice, dataset, pool);
  if (pool.size() < folds)
    throw Error(ErrorCode::bad_input, fmt::format("split folds = {} is more than the {} samples there are "
                                                  "for training and validation in dataset '{}'",
                                                  folds, pool.size(), dataset.name));
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
       .summary = "cross-validation: what is not test is divided into folds, stratified by class, and the "
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
