#include <algorithm>

#include "shares.hpp"
#include "splits.hpp"
#include "tryall/random.hpp"

namespace tryall::data {
namespace {

/// As many of `pool`, whose samples are of one class, as there are, with replacement; those never drawn
/// validate.
void draw(std::span<const std::uint32_t> pool, const Stream& stream, std::uint64_t first,
          SampleSplit& result) {
  std::vector<bool> drawn(pool.size());
  for (std::size_t i = 0; i < pool.size(); ++i) {
    const std::uint64_t place = stream.below(first + i, pool.size());
    drawn[place] = true;
    result.training.push_back(pool[place]);
  }
  for (std::size_t i = 0; i < pool.size(); ++i)
    if (!drawn[i]) result.validation.push_back(pool[i]);
}

SampleSplit split_by_bootstrap(const Choice& choice, const Dataset& dataset, std::uint64_t seed) {
  std::vector<std::uint32_t> pool = shuffled_samples(dataset, seed);
  SampleSplit result;
  result.test = take_test(choice, dataset, pool);
  std::sort(pool.begin(), pool.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(dataset.class_of(a), a) < std::pair(dataset.class_of(b), b);
  });
  constexpr std::uint32_t draws = 2;  // a substream of its own beside the shuffle's and that of train_size
  const Stream stream(seed, Purpose::split, draws);
  for (std::size_t begin = 0, end; begin < pool.size(); begin = end) {
    end = begin;
    while (end < pool.size() && dataset.class_of(pool[end]) == dataset.class_of(pool[begin])) ++end;
    draw(std::span(pool).subspan(begin, end - begin), stream, begin, result);
  }
  return result;
}

}  // namespace

SplitEntry bootstrap() {
  return {
      {.name = "bootstrap",
       .summary =
           "as many samples as there are (but the test set) are drawn for training with replacement, class "
           "by class; those never drawn, about 37 %, are for validation; drawn again for each seed",
       .source =
           "Efron (1979), Bootstrap methods; Efron and Tibshirani (1997) for what is never drawn; used to "
           "vary the data by Bouthillier et al. (2021)",
       .advice = "Shows how much a result depends on which samples were collected. A training sees fewer "
                 "distinct samples (63 %), so its values are those of less data: to choose a config, use "
                 "holdout or k_fold.",
       .parameters = {test_share(), test_rows()}},
      split_by_bootstrap,
      active_test_settings};
}

}  // namespace tryall::data
