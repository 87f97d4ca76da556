#include "shares.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "groups.hpp"
#include "tryall/error.hpp"
#include "tryall/random.hpp"

namespace tryall::data {
namespace {

// Words of the setting test_rows.
constexpr const char *by_seed = "by_seed", *fixed = "fixed", *sealed = "sealed";

/// Missing where it makes no difference.
std::string rows_of(const Choice& choice) {
  return choice.settings.contains("test_rows") ? choice.word("test_rows") : by_seed;
}

}  // namespace

std::vector<std::uint32_t> shuffled_samples(const Dataset& dataset, std::uint64_t partition) {
  std::vector<std::uint32_t> pool(dataset.test_begin);
  std::iota(pool.begin(), pool.end(), std::uint32_t{0});
  const Stream stream(partition, Purpose::split);
  if (!dataset.groups.empty()) return shuffled_by_group(pool, dataset, stream);
  shuffle(pool, stream);
  return pool;
}

void take_share(std::vector<std::uint32_t>& pool, std::vector<std::uint32_t>& taken, double share,
                const Dataset& dataset) {
  if (!dataset.groups.empty()) return take_groups(pool, taken, share, dataset);
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
  if (!dataset.groups.empty())
    throw Error(
        ErrorCode::bad_input,
        fmt::format("split {} = {} sets nothing aside: dataset '{}' has no further group; set it to 0",
                    setting, share, dataset.name));
  const bool classes = dataset.task == Task::classification;
  throw Error(
      ErrorCode::bad_input,
      fmt::format("split {} = {} sets nothing aside: {}dataset '{}' has {}; increase it, or set it to 0",
                  setting, share, classes ? "no class of " : "", dataset.name,
                  classes ? "samples enough" : "too few samples"));
}

namespace {

/// The same rows for every seed: those that seed 0 draws.
std::vector<std::uint32_t> fixed_test(const Choice& choice, const Dataset& dataset) {
  std::vector<std::uint32_t> pool = shuffled_samples(dataset, 0), test;
  take_share(pool, test, choice.number("test"), dataset);
  return test;
}

void remove(const std::vector<std::uint32_t>& samples, std::vector<std::uint32_t>& pool,
            const Dataset& dataset) {
  std::vector<bool> removed(dataset.samples(), false);
  for (const std::uint32_t sample : samples) removed[sample] = true;
  std::erase_if(pool, [&](std::uint32_t sample) { return removed[sample]; });
}

}  // namespace

std::vector<std::uint32_t> own_test_set(const Dataset& dataset) {
  std::vector<std::uint32_t> test(dataset.samples() - dataset.test_begin);
  std::iota(test.begin(), test.end(), static_cast<std::uint32_t>(dataset.test_begin));
  return test;
}

std::vector<std::uint32_t> take_test(const Choice& choice, const Dataset& dataset,
                                     std::vector<std::uint32_t>& pool) {
  std::vector<std::uint32_t> test;
  if (dataset.has_test_set()) {
    test = own_test_set(dataset);
  } else if (rows_of(choice) == by_seed) {
    take_share(pool, test, choice.number("test"), dataset);
    check_part(test, "test", choice.number("test"), dataset);
  } else {
    test = fixed_test(choice, dataset);
    check_part(test, "test", choice.number("test"), dataset);
    remove(test, pool, dataset);
  }
  if (rows_of(choice) == sealed) test.clear();
  return test;
}

Choice active_test_settings(Choice choice, const Dataset& dataset) {
  const bool draws = !dataset.has_test_set() && choice.number("test") > 0;
  const std::string rows = rows_of(choice);
  if (dataset.has_test_set()) choice.settings.erase("test");
  if (rows == by_seed || (rows == fixed && !draws) || (!dataset.has_test_set() && !draws))
    choice.settings.erase("test_rows");
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

Parameter test_rows() {
  return {
      .name = "test_rows",
      .type = Parameter::Type::word,
      .fallback = std::string(by_seed),
      .meaning =
          "by_seed: drawn again for each seed; fixed: the same for all seeds; sealed: those of fixed, "
          "which are neither trained on nor evaluated, so that a later sweep with fixed can judge by them",
      .words = {by_seed, fixed, sealed}};
}

}  // namespace tryall::data
