#include "tryall/sweeps/space/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

namespace tryall::sweeps {
namespace {

/// The numbers of the settings that come up on each axis, the base's among them where a block leaves an axis
/// to it that others vary.
std::vector<std::vector<std::uint32_t>> numbers_by_axis(Space& space, const Config& base) {
  std::vector<std::vector<std::uint32_t>> numbers(base.axes().size());
  std::vector<std::vector<bool>> known(numbers.size());
  std::vector<std::size_t> blocks_with(numbers.size(), 0);
  const auto add = [&](std::size_t axis, std::uint32_t number) {
    if (known[axis].size() <= number) known[axis].resize(number + 1);
    if (!known[axis][number]) numbers[axis].push_back(number);
    known[axis][number] = true;
  };
  for (const Block& block : space.blocks)
    for (const Column& column : block.columns) {
      for (const std::size_t axis : column.axes) ++blocks_with[axis];
      for (std::size_t i = 0; i < column.numbers.size(); ++i)
        add(column.axes[i % column.axes.size()], column.numbers[i]);
    }
  for (std::size_t axis = 0; axis < numbers.size(); ++axis)
    if (blocks_with[axis] > 0 && blocks_with[axis] < space.blocks.size())
      add(axis, space.settings.number(axis, base));
  return numbers;
}

std::vector<std::uint64_t> all_seeds(const Space& space) {
  std::vector<std::uint64_t> seeds;
  std::unordered_set<std::uint64_t> known;
  const auto add = [&](const std::vector<std::uint64_t>& more) {
    for (const std::uint64_t seed : more)
      if (known.insert(seed).second) seeds.push_back(seed);
  };
  for (const Block& block : space.blocks) {
    add(block.seeds);
    for (const Column& column : block.columns)
      for (const auto& of_row : column.seeds) add(of_row);
  }
  return seeds;
}

}  // namespace

void Sweep::list_axes() {
  axes.clear();
  const auto numbers = numbers_by_axis(space, base);
  for (std::size_t axis = 0; axis < numbers.size(); ++axis) {
    if (numbers[axis].empty()) continue;
    SweptAxis& swept = axes.emplace_back(SweptAxis{&base.axes()[axis], {}});
    for (const std::uint32_t number : numbers[axis])
      swept.settings.push_back(space.settings.at(axis, number));
  }
  seeds = all_seeds(space);
}

std::uint64_t Sweep::combinations() const {
  std::uint64_t count = 0;
  for (const Block& block : space.blocks) count = saturating_sum(count, block.combinations());
  return count;
}

Config Sweep::config(std::uint64_t index) const {
  auto block = space.blocks.begin();
  for (; index >= block->combinations(); ++block) index -= block->combinations();
  Combination combination{std::vector<std::uint32_t>(base.axes().size()), nullptr};
  Space::choose(*block, index, combination);
  Config result = base;
  for (const Column& column : block->columns)
    for (const std::size_t axis : column.axes) space.settings.put(result, axis, combination.numbers[axis]);
  return result;
}

}  // namespace tryall::sweeps
