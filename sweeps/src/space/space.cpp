#include "tryall/sweeps/space/space.hpp"

#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {

std::uint32_t SettingTable::number(std::size_t axis, const Setting& setting) {
  OfAxis& known = axes_[axis];
  const auto [place, added] = known.numbers.emplace(
      std::visit([](const auto& one) { return to_json(one).dump(); }, setting), known.settings.size());
  if (added) {
    known.settings.push_back(std::make_shared<const Setting>(setting));
    known.known.emplace(known.settings.back().get(), place->second);
  }
  return place->second;
}

std::uint32_t SettingTable::number(std::size_t axis, const Config& config) {
  const auto found = axes_[axis].known.find(&config[axis]);
  return found != axes_[axis].known.end() ? found->second : number(axis, config[axis]);
}

std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b) {
  std::uint64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

std::uint64_t saturating_sum(std::uint64_t a, std::uint64_t b) {
  return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

std::uint64_t Block::combinations() const {
  std::uint64_t count = 1;
  for (const Column& column : columns) count = saturating_product(count, column.rows);
  return count;
}

std::uint64_t Block::runs() const {
  std::uint64_t count = seeds.empty() ? 1 : seeds.size();
  for (const Column& column : columns) {
    std::uint64_t rows = column.seeds.empty() ? column.rows : 0;
    for (const auto& of_row : column.seeds) rows += of_row.size();
    count = saturating_product(count, rows);
  }
  return count;
}

void Space::choose(const Block& block, std::uint64_t index, Combination& combination) {
  if (!block.seeds.empty()) combination.seeds = &block.seeds;
  for (std::size_t i = block.columns.size(); i-- > 0;) {
    const Column& column = block.columns[i];
    const std::size_t row = index % column.rows;
    index /= column.rows;
    for (std::size_t k = 0; k < column.axes.size(); ++k)
      combination.numbers[column.axes[k]] = column.numbers[row * column.axes.size() + k];
    if (!column.seeds.empty()) combination.seeds = &column.seeds[row];
  }
}

}  // namespace tryall::sweeps
