#include "tryall/sweeps/plan/planned_groups.hpp"

#include <utility>

#include "plan/group_tables.hpp"

namespace tryall::sweeps {

GroupTables::GroupTables(SettingTable settings, const Config& base, Origin trainer,
                         std::shared_ptr<const Vocabulary> trainer_vocabulary)
    : origin(std::move(trainer)),
      vocabulary(std::move(trainer_vocabulary)),
      texts(std::move(settings), origin),
      base_config(base),
      base_numbers(texts.numbers(base)) {
  for (std::size_t axis = 0; axis < base_numbers.size(); ++axis)
    texts.settings().put(base_config, axis, base_numbers[axis]);
  const AxisTable& axes = texts.settings().axes();
  if (const Axis* axis = axes.find("epochs"); axis && !axis->is_choice()) epochs_axis = axes.index(*axis);
}

std::vector<std::uint32_t> GroupTables::numbers_of(std::uint32_t kind) const {
  std::vector<std::uint32_t> numbers = base_numbers;
  const Kind& of = kinds[kind];
  for (std::uint32_t i = 0; i < of.changes; ++i) {
    const Change& change = changes[of.first_change + i];
    numbers[change.axis] = change.number;
  }
  return numbers;
}

Config GroupTables::config_of(std::uint32_t kind) const {
  Config config = base_config;
  const Kind& of = kinds[kind];
  const SettingTable& settings = std::as_const(texts).settings();
  for (std::uint32_t i = 0; i < of.changes; ++i) {
    const Change& change = changes[of.first_change + i];
    settings.put(config, change.axis, change.number);
  }
  return config;
}

PlannedGroup PlannedGroups::operator[](std::size_t group) const {
  return {record(group), config(group), trunk(group), kind(group)};
}

const Subject& PlannedGroups::subject(std::size_t group) const {
  return tables_->subjects[tables_->kinds[kinds_[group]].subject];
}

const std::vector<Subject>& PlannedGroups::subjects() const { return tables_->subjects; }

Config PlannedGroups::config(std::size_t group) const {
  Config config = tables_->config_of(kinds_[group]);
  const std::size_t count = tables_->own_axes.size();
  const SettingTable& settings = std::as_const(tables_->texts).settings();
  for (std::size_t i = 0; i < count; ++i)
    settings.put(config, tables_->own_axes[i], own_numbers_[group * count + i]);
  return config;
}

std::int64_t PlannedGroups::epochs(std::size_t group) const {
  if (!tables_->epochs_axis) return 1;
  const std::size_t axis = *tables_->epochs_axis;
  const Setting& setting = std::as_const(tables_->texts).settings().at(axis, number(group, axis));
  const auto* epochs = std::get_if<std::int64_t>(&std::get<Value>(setting));
  return epochs ? *epochs : 1;
}

std::uint32_t PlannedGroups::number(std::size_t group, std::size_t axis) const {
  const GroupTables& tables = *tables_;
  const std::size_t count = tables.own_axes.size();
  for (std::size_t i = 0; i < count; ++i)
    if (tables.own_axes[i] == axis) return own_numbers_[group * count + i];
  const GroupTables::Kind& kind = tables.kinds[kinds_[group]];
  for (std::uint32_t i = 0; i < kind.changes; ++i)
    if (const auto& change = tables.changes[kind.first_change + i]; change.axis == axis) return change.number;
  return tables.base_numbers[axis];
}

GroupRecord PlannedGroups::record(std::size_t group) const {
  std::vector<std::uint32_t> numbers = tables_->numbers_of(kinds_[group]);
  const std::size_t count = tables_->own_axes.size();
  for (std::size_t i = 0; i < count; ++i) numbers[tables_->own_axes[i]] = own_numbers_[group * count + i];
  const std::lock_guard lock(tables_->texts_mutex);
  return {keys_[group].hex(),
          tables_->texts.setting(numbers),
          tables_->texts.canonical(numbers),
          subject(group),
          tables_->origin,
          tables_->vocabulary};
}

}  // namespace tryall::sweeps
