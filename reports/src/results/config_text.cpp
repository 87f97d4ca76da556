#include "config_text.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::reports {
namespace {

/// The end of a string that begins at `begin` with its quote.
std::size_t string_end(std::string_view text, std::size_t begin) {
  std::size_t at = begin + 1;
  while (at < text.size() && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
  return std::min(at + 1, text.size());
}

/// The end of the value that begins at `begin`.
std::size_t value_end(std::string_view object, std::size_t begin) {
  int depth = 0;
  for (std::size_t at = begin; at < object.size();) {
    const char c = object[at];
    if (c == '"') {
      at = string_end(object, at);
      continue;
    }
    if (depth == 0 && (c == ',' || c == '}' || c == ']')) return at;
    depth += (c == '{' || c == '[') - (c == '}' || c == ']');
    ++at;
  }
  return object.size();
}

/// A config that says only this; all else is at its default.
Config config_with(std::string_view axis, std::string_view value) {
  nlohmann::json json = nlohmann::json::object();
  if (!value.empty()) json[std::string(axis)] = nlohmann::json::parse(value);
  return sweeps::config_from_json(train::training_axes(), json);
}

std::string label_of(const Axis& axis, std::string_view value) {
  return sweeps::axis_label(axis, config_with(axis.name, value));
}

/// The name of the member at `at`; at the end one that comes after all others.
std::string_view name_at(std::string_view object, std::size_t at) {
  if (at >= object.size() || object[at] != '"') return "~";
  return object.substr(at + 1, string_end(object, at) - at - 2);
}

std::size_t next_member(std::string_view object, std::size_t at) {
  return value_end(object, string_end(object, at) + 1) + 1;
}

/// Whether this member stands at `at`.
bool stands_at(std::string_view object, std::size_t at, std::string_view member) {
  const std::size_t end = at + member.size();
  return object.substr(std::min(at, object.size())).starts_with(member) && end < object.size() &&
         (object[end] == ',' || object[end] == '}');
}

}  // namespace

std::string_view member_text(std::string_view object, std::string_view name) {
  std::size_t at = 1;
  while (name_at(object, at) < name) at = next_member(object, at);
  if (name_at(object, at) != name) return {};
  const std::size_t begin = at + name.size() + 3;
  return object.substr(begin, value_end(object, begin) - begin);
}

const Cell& ColumnReader::cell(std::string_view config) {
  const auto [known, is_new] = known_.try_emplace(std::string(member_text(config, column_.axis->name)));
  if (is_new) known->second = column_.cell(config_with(column_.axis->name, known->first));
  return known->second;
}

void AxisDifferences::begin(std::string_view config) {
  for (const Axis& axis : tryall::axes())
    members_.push_back({.axis = &axis, .label = label_of(axis, member_text(config, axis.name))});
  std::sort(members_.begin(), members_.end(),
            [](const Member& a, const Member& b) { return a.axis->name < b.axis->name; });
}

void AxisDifferences::add(std::string_view config) {
  if (members_.empty()) begin(config);
  std::size_t at = 1;
  for (Member& member : members_) {
    if (!member.text.empty() && stands_at(config, at, member.text)) {
      at += member.text.size() + 1;
      continue;
    }
    const std::string& name = member.axis->name;
    while (name_at(config, at) < name) at = next_member(config, at);
    std::string_view text;
    if (name_at(config, at) == name) text = config.substr(at, next_member(config, at) - 1 - at);
    if (!text.empty()) at += text.size() + 1;
    if (member.differs || text == member.text) continue;
    const std::string_view value = text.empty() ? text : text.substr(name.size() + 3);
    member.differs = label_of(*member.axis, value) != member.label;
    member.text = text;
  }
}

std::vector<std::string> AxisDifferences::axes() const {
  std::vector<std::string> result;
  for (const Axis& axis : tryall::axes())
    for (const Member& member : members_)
      if (member.axis == &axis && member.differs) result.push_back(axis.name);
  if (result.empty()) result.emplace_back("model");
  return result;
}

}  // namespace tryall::reports
