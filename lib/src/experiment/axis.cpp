#include "tryall/experiment/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tryall/error.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall {
namespace {

/// Names of columns beside those of axes in the store's views.
constexpr std::string_view seed_name = "seed";
constexpr std::size_t longest_name = 64;

void check_name(const std::string& name) {
  if (!is_identifier(name) || name.size() > longest_name || name == seed_name)
    throw Error(ErrorCode::bad_input,
                fmt::format("an axis cannot be named '{}': a name is letters, digits and _, at most {} of "
                            "them, and not 'seed'",
                            name, longest_name));
}

}  // namespace

bool is_identifier(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto rest = [&](char c) { return letter(c) || (c >= '0' && c <= '9'); };
  return !name.empty() && letter(name.front()) && std::all_of(name.begin(), name.end(), rest);
}

Setting Axis::fallback() const {
  if (is_choice()) return standard;
  return *parameter.fallback;
}

Setting Axis::validated(const Setting& setting) const {
  if (is_choice()) {
    if (const auto* choice = std::get_if<Choice>(&setting)) return with_defaults(*family, *choice);
    throw SettingError(name, fmt::format("{} must be a {}, not {}", name, family->singular,
                                         to_text(std::get<Value>(setting))));
  }
  if (const auto* value = std::get_if<Value>(&setting)) return tryall::validated(parameter, *value);
  throw SettingError(name,
                     fmt::format("{} must be a plain value, not {}", name, std::get<Choice>(setting).name));
}

Axis choice_axis(std::string name, const Family& family, const std::string& standard, std::string meaning) {
  return {.name = std::move(name),
          .meaning = std::move(meaning),
          .family = &family,
          .standard = with_defaults(family, {standard, {}})};
}

Axis choice_axis(std::string name, std::vector<Technique> techniques, std::string meaning) {
  std::vector<Described> entries;
  for (Technique& technique : techniques) entries.push_back({std::move(technique)});
  const auto table = std::make_shared<const TechniqueTable>(name, name, std::move(entries));
  if (table->size() == 0) throw Error(ErrorCode::bad_input, fmt::format("axis '{}' has no choices", name));
  Axis axis = choice_axis(std::move(name), table->family(), (*table)[0].about.name, std::move(meaning));
  axis.owner = table;
  return axis;
}

Axis number_axis(std::string name, double standard, std::string meaning, double low) {
  return value_axis(
      {.name = std::move(name), .fallback = standard, .meaning = std::move(meaning), .low = low});
}

Axis integer_axis(std::string name, std::int64_t standard, std::string meaning, double low) {
  return value_axis({.name = std::move(name),
                     .type = Parameter::Type::integer,
                     .fallback = standard,
                     .meaning = std::move(meaning),
                     .low = low});
}

Axis list_axis(std::string name, const std::vector<std::int64_t>& standard, std::string meaning) {
  return value_axis({.name = std::move(name),
                     .type = Parameter::Type::integers,
                     .fallback = Value(standard),
                     .meaning = std::move(meaning)});
}

Axis value_axis(const Parameter& parameter) {
  return {.name = parameter.name, .meaning = parameter.meaning, .parameter = parameter};
}

AxisTable::AxisTable(std::vector<Axis> axes, std::shared_ptr<const void> owner)
    : owner_(std::move(owner)), axes_(std::move(axes)) {
  for (const Axis& axis : axes_) {
    check_name(axis.name);
    if (!axis.is_choice() && !axis.parameter.fallback)
      throw Error(ErrorCode::bad_input, fmt::format("axis '{}' needs a default", axis.name));
    by_name_.push_back(by_name_.size());
  }
  std::sort(by_name_.begin(), by_name_.end(),
            [&](std::size_t a, std::size_t b) { return axes_[a].name < axes_[b].name; });
  for (std::size_t i = 1; i < by_name_.size(); ++i)
    if (axes_[by_name_[i - 1]].name == axes_[by_name_[i]].name)
      throw Error(ErrorCode::bad_input, fmt::format("two axes are named '{}'", axes_[by_name_[i]].name));
}

const Axis* AxisTable::find(std::string_view name) const {
  const auto place =
      std::lower_bound(by_name_.begin(), by_name_.end(), name,
                       [&](std::size_t axis, std::string_view n) { return axes_[axis].name < n; });
  return place != by_name_.end() && axes_[*place].name == name ? &axes_[*place] : nullptr;
}

std::size_t AxisTable::index(std::string_view name) const {
  const Axis* axis = find(name);
  require(axis != nullptr, "the axis is in the table");
  return index(*axis);
}

std::vector<std::string> AxisTable::names() const {
  std::vector<std::string> result;
  for (const Axis& axis : axes_) result.push_back(axis.name);
  return result;
}

std::vector<const Family*> AxisTable::families() const {
  std::vector<const Family*> result;
  for (const Axis& axis : axes_)
    if (axis.is_choice() && std::find(result.begin(), result.end(), axis.family) == result.end())
      result.push_back(axis.family);
  return result;
}

}  // namespace tryall
