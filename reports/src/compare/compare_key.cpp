#include "compare_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "compare_sides.hpp"
#include "tryall/reports/results/quantities.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::reports {
namespace {

using ValuesBySetting = std::map<std::string, std::set<std::string>>;

ValuesBySetting values_of(const std::vector<Group>& groups, const Axis& axis) {
  ValuesBySetting values;
  for (const Group& group : groups)
    if (const Choice* choice = choice_on(axis, group.config))
      for (const auto& [name, value] : choice->settings) values[name].insert(to_text(value));
  return values;
}

bool is_same(const ConfigColumn& column, const Axis& axis, const std::string& setting) {
  return column.axis == &axis && column.setting == setting;
}

}  // namespace

std::string name_of(const ConfigColumn& column) {
  return column.setting.empty() ? column.axis->name : column.axis->name + "." + column.setting;
}

std::string columns_text(const Config& config, const std::vector<ConfigColumn>& columns) {
  std::string text;
  for (const ConfigColumn& column : columns) {
    const nlohmann::json value = value_on(column, config);
    if (value.is_null()) continue;
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", name_of(column),
                        column.setting.empty() ? sweeps::axis_label(*column.axis, config)
                        : value.is_string()    ? value.get<std::string>()
                                               : value.dump());
  }
  return text;
}

MatchKey::MatchKey(const std::vector<Group>& a, const std::vector<Group>& b,
                   const std::vector<ConfigColumn>& left_out)
    : left_out_(left_out) {
  for (const ConfigColumn& column : left_out) {
    if (!column.setting.empty() || !column.axis->is_choice()) continue;
    const ValuesBySetting of_a = values_of(a, *column.axis), of_b = values_of(b, *column.axis);
    for (const auto& [setting, values] : of_a)
      if (const auto other = of_b.find(setting);
          other != of_b.end() && (values.size() > 1 || other->second.size() > 1))
        kept_.insert(column.axis->name + "." + setting);
  }
}

bool MatchKey::leaves_out(const Axis& axis) const {
  return std::any_of(left_out_.begin(), left_out_.end(),
                     [&](const ConfigColumn& column) { return is_same(column, axis, ""); });
}

bool MatchKey::keeps(const Axis& axis, const std::string& setting) const {
  if (std::any_of(left_out_.begin(), left_out_.end(),
                  [&](const ConfigColumn& column) { return is_same(column, axis, setting); }))
    return false;
  return !leaves_out(axis) || kept_.contains(axis.name + "." + setting);
}

std::string MatchKey::text_of(const Axis& axis, const Config& config) const {
  const Setting& setting = config.setting(axis.name);
  if (const auto* plain = std::get_if<Value>(&setting)) return leaves_out(axis) ? "" : to_text(*plain);
  const Choice& choice = std::get<Choice>(setting);
  std::string text = leaves_out(axis) ? "" : choice.name;
  for (const auto& [name, value] : choice.settings)
    if (keeps(axis, name)) text += fmt::format(" {}={}", name, to_text(value));
  return text;
}

std::string MatchKey::of(const Config& config) const {
  std::string key;
  for (const Axis& axis : config.axes()) key += text_of(axis, config) + "\n";
  return key;
}

std::vector<std::string> MatchKey::differing(const std::vector<const Config*>& configs) const {
  std::vector<std::string> names;
  for (const Axis& axis : configs.front()->axes())
    if (std::any_of(configs.begin(), configs.end(), [&](const Config* config) {
          return text_of(axis, *config) != text_of(axis, *configs.front());
        }))
      names.push_back(axis.name);
  return names;
}

std::string MatchKey::label(const Config& config, const std::vector<std::string>& axes) const {
  std::string label;
  for (const std::string& name : axes) {
    const Axis& axis = *config.axes().find(name);
    if (leaves_out(axis)) {
      const std::string text = text_of(axis, config);
      add_to_label(label, text.substr(std::min(text.find_first_not_of(' '), text.size())));
    } else {
      add_to_label(label, label_part(axis, name, sweeps::axis_label(axis, config)));
    }
  }
  return label;
}

}  // namespace tryall::reports
