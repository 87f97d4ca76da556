#include "tryall/experiment/config.hpp"

#include <fmt/format.h>

#include <functional>
#include <utility>

#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"

namespace tryall {
namespace {

void mix(std::size_t& hash, std::size_t more) {
  constexpr std::size_t golden = 0x9e3779b97f4a7c15;
  hash ^= more + golden + (hash << 6) + (hash >> 2);
}

std::size_t hash_of(const Setting& setting) {
  if (const auto* value = std::get_if<Value>(&setting)) return std::hash<std::string>()(to_text(*value));
  const Choice& choice = std::get<Choice>(setting);
  std::size_t hash = std::hash<std::string>()(choice.name);
  for (const auto& [name, value] : choice.settings) mix(hash, std::hash<std::string>()(to_text(value)));
  return hash;
}

}  // namespace

Config::Config() : Config(std::make_shared<const AxisTable>()) {}

Config::Config(std::shared_ptr<const AxisTable> axes) : axes_(std::move(axes)) {
  settings_.reserve(axes_->size());
  for (const Axis& axis : *axes_) settings_.push_back(std::make_shared<const Setting>(axis.fallback()));
}

const Setting& Config::setting(std::string_view axis) const { return *settings_[axes_->index(axis)]; }
const Choice& Config::choice(std::string_view axis) const { return std::get<Choice>(setting(axis)); }
const Value& Config::value(std::string_view axis) const { return std::get<Value>(setting(axis)); }
double Config::number(std::string_view axis) const { return std::get<double>(value(axis)); }
std::int64_t Config::integer(std::string_view axis) const { return std::get<std::int64_t>(value(axis)); }
bool Config::flag(std::string_view axis) const { return std::get<bool>(value(axis)); }
const std::string& Config::word(std::string_view axis) const { return std::get<std::string>(value(axis)); }

void Config::set(std::string_view axis, const Setting& setting) {
  const Axis* known = axes_->find(axis);
  if (!known)
    throw SettingError(std::string(axis),
                       fmt::format("unknown axis '{}'{}", axis, did_you_mean(axis, axes_->names())));
  put(axes_->index(*known), known->validated(setting));
}

void Config::put(std::size_t axis, Setting setting) {
  settings_[axis] = std::make_shared<const Setting>(std::move(setting));
}

bool Config::operator==(const Config& other) const {
  if (axes_ != other.axes_ && axes_->names() != other.axes_->names()) return false;
  for (std::size_t i = 0; i < settings_.size(); ++i)
    if (settings_[i] != other.settings_[i] && *settings_[i] != *other.settings_[i]) return false;
  return true;
}

std::size_t Config::hash() const {
  std::size_t hash = settings_.size();
  for (const auto& setting : settings_) mix(hash, hash_of(*setting));
  return hash;
}

std::int64_t epochs_of(const Config& config) {
  const Axis* axis = config.axes().find("epochs");
  if (!axis || axis->is_choice()) return 1;
  const auto* epochs = std::get_if<std::int64_t>(&std::get<Value>(config[config.axes().index(*axis)]));
  return epochs ? *epochs : 1;
}

}  // namespace tryall
