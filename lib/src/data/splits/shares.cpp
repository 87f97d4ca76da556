#include "shares.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tryall/error.hpp"
#include "tryall/random.hpp"

namespace tryall::data {

std::vector<std::uint32_t> shuffled_samples(const Dataset& dataset, std::uint64_t partition) {
  std::vector<std::uint32_t> pool(dataset.test_begin);
  std::iota(pool.begin(), pool.end(), std::uint32_t{0});
  shuffle(pool, Stream(partition, Purpose::split));
  return pool;
}

void take_share(std::vector<std::uint32_t>& pool, std::vector<std::uint32_t>& taken, double share,
                const Dataset& dataset) {
  std::vector<std::size_t> size(std::max<std::size_t>(1, dataset.classes), 0), seen(size.size(), 0);
  for (const std::uint32_t index : pool) ++size[dataset.class_of(index)];
  std::vector<std::uint32_t> left;
  for (const std::uint32_t index : pool) {
    const std::size_t label = dataset.class_of(index);
    const auto wanted = static_cast<std::size_t>(std::floor(share * static_cast<double>(size[label]) + 0.5));
    (seen[label]++ < wanted ? taken : left).push_back(index);
  }
  pool = std::move(left);
}

void check_part(const std::vector<std::uint32_t>& part, const char* setting, double share,
                const Dataset& dataset) {
  if (share <= 0 || !part.empty()) return;
  const bool classes = dataset.task == Task::classification;
  throw Error(
      ErrorCode::bad_input,
      fmt::format("split {} = {} sets nothing aside: {}dataset '{}' has {}; increase it, or set it to 0",
                  setting, share, classes ? "no class of " : "", dataset.name,
                  classes ? "samples enough" : "too few samples"));
}

std::vector<std::uint32_t> take_test(const Choice& choice, const Dataset& dataset,
                                     std::vector<std::uint32_t>& pool) {
  std::vector<std::uint32_t> test;
  if (dataset.has_test_set()) {
    test.resize(dataset.samples() - dataset.test_begin);
    std::iota(test.begin(), test.end(), static_cast<std::uint32_t>(dataset.test_begin));
    return test;
  }
  take_share(pool, test, choice.number("test"), dataset);
  check_part(test, "test", choice.number("test"), dataset);
  return test;
}

Choice active_test_share(Choice choice, const Dataset& dataset) {
  if (dataset.has_test_set()) choice.settings.erase("test");
  return choice;
}

Parameter test_share() {
  return {.name = "test",
          .type = Parameter::Type::number,
          .fallback = 0.2,
          .meaning = "share set aside for test where the data bring no test set",
          .low = 0,
          .high = 1,
          .high_open = true};
}

}  // namespace tryall::data
