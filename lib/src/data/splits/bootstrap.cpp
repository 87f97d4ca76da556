#include <fmt/format.h>

#include <algorithm>

#include "groups.hpp"
#include "shares.hpp"
#include "splits.hpp"
#include "tryall/error.hpp"
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

constexpr std::uint32_t draws = 2;  // a substream of its own beside the shuffle's and that of train_size

/// As many groups as there are, with replacement, drawn again until one is left; those never drawn validate.
void draw_groups(std::span<const std::uint32_t> pool, const Stream& stream, SampleSplit& result,
                 const Dataset& dataset) {
  const std::vector<GroupSamples> groups = groups_in(pool, dataset);
  if (groups.size() < 2)
    throw Error(ErrorCode::bad_input,
                fmt::format("split 'bootstrap' needs at least two groups, dataset '{}' has {} for training",
                            dataset.name, groups.size()));
  std::vector<std::size_t> times;  // that each was drawn
  std::uint64_t draw = 0;
  do {
    times.assign(groups.size(), 0);
    for (std::size_t i = 0; i < groups.size(); ++i) ++times[stream.below(draw++, groups.size())];
  } while (std::ranges::count(times, std::size_t{0}) == 0);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    std::vector<std::uint32_t>& part = times[i] == 0 ? result.validation : result.training;
    for (std::size_t time = 0; time < std::max<std::size_t>(1, times[i]); ++time)
      part.insert(part.end(), groups[i].begin(), groups[i].end());
  }
}

SampleSplit split_by_bootstrap(const Choice& choice, const Dataset& dataset, std::uint64_t seed) {
  std::vector<std::uint32_t> pool = shuffled_samples(dataset, seed);
  SampleSplit result;
  result.test = take_test(choice, dataset, pool);
  const Stream stream(seed, Purpose::split, draws);
  if (!dataset.groups.empty()) {
    draw_groups(pool, stream, result, dataset);
    return result;
  }
  std::sort(pool.begin(), pool.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(dataset.class_of(a), a) < std::pair(dataset.class_of(b), b);
  });
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
           "by class (or as many whole groups as there are, where the data have groups); those never drawn, "
           "about 37 %, are for validation; drawn again for each seed",
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
