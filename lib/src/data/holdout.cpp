#include "holdout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tryall/error.hpp"
#include "tryall/random.hpp"

namespace tryall::data {
namespace {

/// Splits `pool` (shuffled) in two: of each class, the first share goes to `taken`, rounded to the nearest
/// count.
void take_share(std::vector<std::uint32_t>& pool, std::vector<std::uint32_t>& taken, double share,
                const Dataset& dataset) {
  std::vector<std::size_t> size(dataset.classes, 0), seen(dataset.classes, 0);
  for (const std::uint32_t index : pool) ++size[static_cast<std::size_t>(dataset.labels[index])];
  std::vector<std::uint32_t> left;
  for (const std::uint32_t index : pool) {
    const auto label = static_cast<std::size_t>(dataset.labels[index]);
    const auto wanted = static_cast<std::size_t>(std::floor(share * static_cast<double>(size[label]) + 0.5));
    (seen[label]++ < wanted ? taken : left).push_back(index);
  }
  pool = std::move(left);
}

/// A part that was asked for and came out empty would leave its metrics missing for no visible reason.
void check_part(const std::vector<std::uint32_t>& part, const char* setting, double share,
                const Dataset& dataset) {
  if (share > 0 && part.empty())
    throw Error(
        ErrorCode::bad_input,
        fmt::format(
            "split {} = {} sets nothing aside: no class of dataset '{}' has samples enough; raise it, "
            "or set it to 0",
            setting, share, dataset.name));
}

Split split(const Choice& choice, const Dataset& dataset, std::uint64_t seed) {
  Split result;
  std::vector<std::uint32_t>& pool = result.training;
  pool.resize(dataset.test_begin);
  std::iota(pool.begin(), pool.end(), std::uint32_t{0});
  shuffle(pool, Stream(seed, Purpose::split));
  if (dataset.has_test_set()) {
    result.test.resize(dataset.samples() - dataset.test_begin);
    std::iota(result.test.begin(), result.test.end(), static_cast<std::uint32_t>(dataset.test_begin));
  } else {
    take_share(pool, result.test, choice.number("test"), dataset);
    check_part(result.test, "test", choice.number("test"), dataset);
  }
  take_share(pool, result.validation, choice.number("validation"), dataset);
  if (!pool.empty()) check_part(result.validation, "validation", choice.number("validation"), dataset);
  std::sort(pool.begin(), pool.end());
  std::sort(result.validation.begin(), result.validation.end());
  std::sort(result.test.begin(), result.test.end());
  return result;
}

Choice active(Choice choice, const Dataset& dataset) {
  if (dataset.has_test_set()) choice.settings.erase("test");
  return choice;
}

}  // namespace

SplitEntry holdout() {
  return {
      {.name = "holdout",
       .summary = "a share of each class is set aside for test (where the data bring no test set of their "
                  "own), then a share of each class of the rest for validation; drawn anew for each seed",
       .source = "",
       .parameters = {{.name = "validation",
                       .type = Parameter::Type::number,
                       .fallback = 0.1,
                       .meaning = "share of the training samples that is set aside for validation",
                       .low = 0,
                       .high = 1,
                       .high_open = true},
                      {.name = "test",
                       .type = Parameter::Type::number,
                       .fallback = 0.2,
                       .meaning = "share set aside for test where the data bring no test set",
                       .low = 0,
                       .high = 1,
                       .high_open = true}}},
      split,
      active};
}

}  // namespace tryall::data
