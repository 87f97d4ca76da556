#include "plan/planner.hpp"

#include <algorithm>

#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {

std::size_t KeyIndex::find_or_add(const Key& key, const std::vector<Key>& keys) {
  if (2 * (keys.size() + 1) > slots_.size()) grow(keys);
  std::uint32_t& slot = slot_of(key, keys);
  if (slot == 0) {
    slot = static_cast<std::uint32_t>(keys.size() + 1);
    return keys.size();
  }
  return slot - 1;
}

void KeyIndex::grow(const std::vector<Key>& keys) {
  constexpr std::size_t least = 16;
  slots_.assign(std::max(least, 2 * slots_.size()), 0);
  for (std::size_t i = 0; i < keys.size(); ++i) slot_of(keys[i], keys) = static_cast<std::uint32_t>(i + 1);
}

std::uint32_t& KeyIndex::slot_of(const Key& key, const std::vector<Key>& keys) {
  const std::size_t mask = slots_.size() - 1;  // which is one less than a power of two
  std::size_t place = HashKey()(key) & mask;
  while (slots_[place] != 0 && !(keys[slots_[place] - 1] == key)) place = (place + 1) & mask;
  return slots_[place];
}

Planner::Planner(Plan& plan, Trainer& trainer)
    : plan_(plan),
      trainer_(trainer),
      tables_(*(plan.groups.tables_ = std::make_shared<GroupTables>(
                    plan.sweep.space.settings, plan.sweep.base, plan.origin, plan.vocabulary))) {
  const AxisTable& axes = *trainer.axes();
  for (std::size_t axis = 0; axis < axes.size(); ++axis)
    if (trainer.looks_at(axes[axis])) looked_at_.push_back(axis);
  find_own_axes();
  const Beginnings* beginnings = trainer.beginnings();
  for (const SweptAxis& swept : plan.sweep.axes)
    if (beginnings && beginnings->parts_later(*swept.axis) && swept.settings.size() > 1)
      plan.shares_beginnings = true;
}

void Planner::find_own_axes() {
  std::vector<bool> in_grids(trainer_.axes()->size(), false);
  for (const Grid& grid : plan_.sweep.space.grids)
    for (const AxisRelation& relation : grid.relations)
      for (const std::size_t axis : relation.axes) in_grids[axis] = true;
  for (const std::size_t axis : looked_at_) in_grids[axis] = false;
  for (std::size_t axis = 0; axis < in_grids.size(); ++axis)
    if (in_grids[axis]) tables_.own_axes.push_back(axis);
}

void Planner::reserve() {
  std::uint64_t combinations = 0;
  for (const Grid& grid : plan_.sweep.space.grids)
    combinations = saturating_sum(combinations, grid.combinations());
  constexpr std::uint64_t most = 100'000'000;  // more will not be
  const auto count = static_cast<std::size_t>(std::min(combinations, most));
  PlannedGroups& groups = plan_.groups;
  groups.own_numbers_.reserve(count * tables_.own_axes.size());
  groups.kinds_.reserve(count);
  groups.keys_.reserve(count);
  if (plan_.shares_beginnings) groups.trunks_.reserve(count);
  seeds_.reserve(count);
}

void Planner::fill() {
  reserve();
  for (const Grid& grid : plan_.sweep.space.grids) {
    GridPoint point{tables_.base_numbers, nullptr};
    const std::uint64_t count = grid.combinations();
    for (std::uint64_t i = 0; i < count; ++i) {
      Space::choose(grid, i, point);
      add(point);
    }
  }
  make_runs();
}

std::uint32_t Planner::kind_of(const GridPoint& point) {
  std::string text;
  text.reserve(looked_at_.size() * sizeof(std::uint32_t));
  for (const std::size_t axis : looked_at_)
    text.append(reinterpret_cast<const char*>(&point.numbers[axis]), sizeof(std::uint32_t));
  const Key key = hash_key(text);
  if (const auto found = kinds_.find(key); found != kinds_.end()) return found->second;
  const std::uint32_t kind = normalized(point);
  kinds_.emplace(key, kind);
  return kind;
}

std::uint32_t Planner::normalized(const GridPoint& point) {
  Config config = plan_.sweep.base;
  for (std::size_t axis = 0; axis < point.numbers.size(); ++axis)
    tables_.texts.settings().put(config, axis, point.numbers[axis]);
  config = trainer_.normalized(config, point.seeds->front());
  const std::vector<std::uint32_t> numbers = tables_.texts.numbers(config);
  GroupTables::Kind kind{static_cast<std::uint32_t>(tables_.changes.size()), 0, subject_number(config)};
  for (const std::size_t axis : looked_at_) {
    if (numbers[axis] == tables_.base_numbers[axis]) continue;
    tables_.changes.push_back({static_cast<std::uint32_t>(axis), numbers[axis]});
    ++kind.changes;
  }
  tables_.kinds.push_back(kind);
  return static_cast<std::uint32_t>(tables_.kinds.size() - 1);
}

std::uint32_t Planner::subject_number(const Config& config) {
  Subject subject = trainer_.subject(config);
  const auto [place, added] = subjects_.emplace(subject.hash + "\n" + subject.name,
                                                static_cast<std::uint32_t>(tables_.subjects.size()));
  if (added) tables_.subjects.push_back(std::move(subject));
  return place->second;
}

void Planner::add(const GridPoint& point) {
  PlannedGroups& groups = plan_.groups;
  const std::uint32_t kind = kind_of(point);
  numbers_ = tables_.numbers_of(kind);
  for (const std::size_t axis : tables_.own_axes) numbers_[axis] = point.numbers[axis];
  const std::string& subject_hash = tables_.subjects[tables_.kinds[kind].subject].hash;
  const Key key = hash_key(tables_.texts.identity(numbers_, subject_hash));
  const std::size_t place = places_.find_or_add(key, groups.keys_);
  if (place < groups.size()) return add_seeds(place, point.seeds);
  groups.keys_.push_back(key);
  groups.kinds_.push_back(kind);
  for (const std::size_t axis : tables_.own_axes) groups.own_numbers_.push_back(point.numbers[axis]);
  const auto [list, is_new] =
      seed_list_numbers_.emplace(point.seeds, static_cast<std::uint32_t>(seed_lists_.size()));
  if (is_new) seed_lists_.push_back(point.seeds);
  seeds_.push_back(list->second);
  if (plan_.shares_beginnings) groups.trunks_.push_back(trunk(place));
}

void Planner::add_seeds(std::size_t group, const Seeds* seeds) {
  if (seed_lists_[seeds_[group]] == seeds) return;
  std::vector<const Seeds*>& more = more_seeds_[group];
  if (std::find(more.begin(), more.end(), seeds) == more.end()) more.push_back(seeds);
}

Key Planner::trunk(std::size_t group) {
  const std::vector<std::uint32_t> numbers =
      tables_.texts.numbers(trainer_.beginnings()->trunk(plan_.groups.config(group)));
  return hash_key(tables_.texts.identity(numbers, plan_.groups.subject(group).hash));
}

template <class Visit>
void Planner::for_each_seed(std::size_t group, Visit&& visit) const {
  for (const std::uint64_t seed : *seed_lists_[seeds_[group]]) visit(seed);
  if (const auto more = more_seeds_.find(group); more != more_seeds_.end())
    for (const Seeds* seeds : more->second)
      for (const std::uint64_t seed : *seeds) visit(seed);
}

void Planner::make_runs() {
  std::unordered_map<std::uint64_t, std::size_t> places;  // of seeds in the sweep's order
  for (const std::uint64_t seed : plan_.sweep.seeds) places.emplace(seed, places.size());
  std::vector<std::vector<std::uint32_t>> groups(places.size());  // that have the seed
  for (std::size_t group = 0; group < plan_.groups.size(); ++group)
    for_each_seed(group, [&](std::uint64_t seed) {
      std::vector<std::uint32_t>& with = groups[places.at(seed)];
      if (with.empty() || with.back() != group) with.push_back(static_cast<std::uint32_t>(group));
    });
  std::size_t count = 0;
  for (const auto& with : groups) count += with.size();
  plan_.runs.reserve(count);
  for (std::size_t i = 0; i < groups.size(); ++i)
    for (const std::uint32_t group : groups[i])
      plan_.runs.push_back(
          {group, plan_.sweep.seeds[i], run_hash(plan_.groups.key(group).hex(), plan_.sweep.seeds[i])});
}

}  // namespace tryall::sweeps
