#include "plan/planner.hpp"

#include <algorithm>
#include <unordered_set>

#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {
Planner::Planner(Plan& plan, Trainer& trainer)
    : plan_(plan), trainer_(trainer), texts_(plan.sweep.space.settings, trainer.origin()) {
  const AxisTable& axes = *trainer.axes();
  for (std::size_t axis = 0; axis < axes.size(); ++axis)
    (trainer.looks_at(axes[axis]) ? looked_at_ : passed_on_).push_back(axis);
  const Beginnings* beginnings = trainer.beginnings();
  for (const SweptAxis& swept : plan.sweep.axes)
    if (beginnings && beginnings->parts_later(*swept.axis) && swept.settings.size() > 1)
      plan.shares_beginnings = true;
}

Key Planner::trunk(const Config& config, const Subject& subject) {
  const std::vector<std::uint32_t> numbers = texts_.numbers(trainer_.beginnings()->trunk(config));
  return hash_key(texts_.identity(numbers, subject.hash));
}

void Planner::fill() {
  const std::vector<std::uint32_t> base = texts_.numbers(plan_.sweep.base);
  for (const Grid& grid : plan_.sweep.space.grids) {
    GridPoint point{base, nullptr};
    const std::uint64_t count = grid.combinations();
    for (std::uint64_t i = 0; i < count; ++i) {
      Space::choose(grid, i, point);
      add(point);
    }
  }
  make_runs();
}

const Planner::NormalizedConfig& Planner::normalized(const GridPoint& point) {
  std::string key;
  for (const std::size_t axis : looked_at_)
    key.append(reinterpret_cast<const char*>(&point.numbers[axis]), sizeof(std::uint32_t));
  if (const auto found = normalized_.find(key); found != normalized_.end()) return found->second;
  Config config = plan_.sweep.base;
  for (std::size_t axis = 0; axis < point.numbers.size(); ++axis)
    texts_.settings().put(config, axis, point.numbers[axis]);
  config = trainer_.normalized(config, point.seeds->front());
  std::vector<std::uint32_t> numbers = texts_.numbers(config);
  for (std::size_t axis = 0; axis < numbers.size(); ++axis)
    texts_.settings().put(config, axis, numbers[axis]);
  Subject subject = trainer_.subject(config);
  return normalized_
      .emplace(std::move(key), NormalizedConfig{std::move(config), std::move(numbers), std::move(subject),
                                                static_cast<std::uint32_t>(normalized_.size())})
      .first->second;
}

void Planner::add(const GridPoint& point) {
  const NormalizedConfig& common = normalized(point);
  std::vector<std::uint32_t> numbers = common.numbers;
  for (const std::size_t axis : passed_on_) numbers[axis] = point.numbers[axis];
  const Key key = hash_key(texts_.identity(numbers, common.subject.hash));
  const auto [place, added] = groups_.emplace(key, plan_.groups.size());
  if (!added) {
    std::vector<const Seeds*>& lists = seeds_[place->second];
    if (std::find(lists.begin(), lists.end(), point.seeds) == lists.end()) lists.push_back(point.seeds);
    return;
  }
  seeds_.push_back({point.seeds});
  PlannedGroup& group =
      plan_.groups.emplace_back(PlannedGroup{{key.hex(), texts_.setting(numbers), texts_.canonical(numbers),
                                              common.subject, plan_.origin, plan_.vocabulary},
                                             common.config,
                                             {},
                                             common.kind});
  for (const std::size_t axis : passed_on_)
    if (numbers[axis] != common.numbers[axis]) texts_.settings().put(group.config, axis, numbers[axis]);
  if (plan_.shares_beginnings) group.trunk = trunk(group.config, common.subject);
}

void Planner::make_runs() {
  std::unordered_map<std::uint64_t, std::size_t> places;  // of seeds in the sweep's order
  for (const std::uint64_t seed : plan_.sweep.seeds) places.emplace(seed, places.size());
  std::vector<std::vector<std::uint32_t>> groups(places.size());  // that have the seed
  for (std::size_t group = 0; group < seeds_.size(); ++group)
    for (const Seeds* seeds : seeds_[group])
      for (const std::uint64_t seed : *seeds) {
        std::vector<std::uint32_t>& with = groups[places.at(seed)];
        if (with.empty() || with.back() != group) with.push_back(static_cast<std::uint32_t>(group));
      }
  std::size_t count = 0;
  for (const auto& with : groups) count += with.size();
  plan_.runs.reserve(count);
  for (std::size_t i = 0; i < groups.size(); ++i)
    for (const std::uint32_t group : groups[i])
      plan_.runs.push_back(
          {group, plan_.sweep.seeds[i], run_hash(plan_.groups[group].record.key, plan_.sweep.seeds[i])});
}

}  // namespace tryall::sweeps
