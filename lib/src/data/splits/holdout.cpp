#include <algorithm>

#include "shares.hpp"
#include "splits.hpp"

namespace tryall::data {
namespace {

SampleSplit split_off(const Choice& choice, const Dataset& dataset, std::uint64_t seed) {
  SampleSplit result;
  std::vector<std::uint32_t>& pool = result.training;
  pool = shuffled_samples(dataset, seed);
  result.test = take_test(choice, dataset, pool);
  take_share(pool, result.validation, choice.number("validation"), dataset);
  if (!pool.empty()) check_part(result.validation, "validation", choice.number("validation"), dataset);
  return result;
}

}  // namespace

SplitEntry holdout() {
  return {
      {.name = "holdout",
       .summary =
           "a share of the samples is set aside for test (where the data bring no test set of their own), "
           "then a share of the rest for validation, each of every class, or of whole groups where the data "
           "have groups; drawn again for each seed",
       .source = "",
       .advice = "The usual split when there are some thousand samples or more. On small data a tenth is too "
                 "noisy: use a larger share, more seeds or k_fold.",
       .parameters = {{.name = "validation",
                       .type = Parameter::Type::number,
                       .fallback = 0.1,
                       .meaning = "share of the training samples that is set aside for validation",
                       .low = 0,
                       .high = 1,
                       .high_open = true},
                      test_share(),
                      test_rows()}},
      split_off,
      active_test_settings};
}

}  // namespace tryall::data
