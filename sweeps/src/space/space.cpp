#include "tryall/sweeps/space/space.hpp"

#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {

std::uint32_t SettingTable::number(std::size_t axis, const Setting& setting) {
  AxisSettings& known = axes_[axis];
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

std::uint64_t Grid::combinations() const {
  std::uint64_t count = 1;
  for (const AxisRelation& relation : relations) count = saturating_product(count, relation.rows);
  return count;
}

std::uint64_t Grid::runs() const {
  std::uint64_t count = seeds.empty() ? 1 : seeds.size();
  for (const AxisRelation& relation : relations) {
    std::uint64_t rows = relation.seeds.empty() ? relation.rows : 0;
    for (const auto& of_row : relation.seeds) rows += of_row.size();
    count = saturating_product(count, rows);
  }
  return count;
}

void Space::choose(const Grid& grid, std::uint64_t index, GridPoint& point) {
  if (!grid.seeds.empty()) point.seeds = &grid.seeds;
  for (std::size_t i = grid.relations.size(); i-- > 0;) {
    const AxisRelation& relation = grid.relations[i];
    const std::size_t row = index % relation.rows;
    index /= relation.rows;
    for (std::size_t k = 0; k < relation.axes.size(); ++k)
      point.numbers[relation.axes[k]] = relation.numbers[row * relation.axes.size() + k];
    if (!relation.seeds.empty()) point.seeds = &relation.seeds[row];
  }
}

}  // namespace tryall::sweeps
