#include "config_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>
#include <nlohmann/json.hpp>

#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/store/connection.hpp"

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

ConfigReader::ConfigReader(std::filesystem::path store, std::shared_ptr<const AxisTable> axes,
                           std::shared_ptr<const AxisTable> own)
    : store_(std::move(store)), axes_(std::move(axes)), own_(std::move(own)), config_(axes_) {
  for (std::size_t i = 0; i < axes_->size(); ++i) {
    const Axis* axis = own_->find((*axes_)[i].name);
    members_.push_back(
        {.axis = i,
         .name = (*axes_)[i].name,
         .own = axis,
         .fallback = std::make_shared<const Setting>(axis != nullptr ? axis->fallback() : absent)});
    config_.put(i, members_.back().fallback);
  }
  std::sort(members_.begin(), members_.end(),
            [](const Member& a, const Member& b) { return a.name < b.name; });
}

const Config& ConfigReader::read(std::string_view text) {
  std::size_t at = 1;
  for (Member& member : members_) {
    if (!member.last.empty() && stands_at(text, at, member.last)) {
      at += member.last.size() + 1;
      continue;
    }
    while (name_at(text, at) < member.name) at = next_member(text, at);
    std::string_view said;
    if (name_at(text, at) == member.name) said = text.substr(at, next_member(text, at) - 1 - at);
    if (!said.empty()) at += said.size() + 1;
    if (said != member.last && !member.ignored) put(member, said);
  }
  return config_;
}

void ConfigReader::ignore(std::size_t axis) {
  for (Member& member : members_) member.ignored = member.ignored || member.axis == axis;
}

void ConfigReader::ignore_all_but(const std::vector<std::string>& axes) {
  for (Member& member : members_)
    member.ignored = std::find(axes.begin(), axes.end(), member.name) == axes.end();
}

void ConfigReader::put(Member& member, std::string_view text) {
  const auto [known, is_new] = member.known.try_emplace(std::string(text));
  if (is_new) known->second = parsed(member, text);
  config_.put(member.axis, known->second);
  member.last = text;
}

ConfigReader::Shared ConfigReader::parsed(const Member& member, std::string_view text) const try {
  if (text.empty()) return member.fallback;
  if (member.own == nullptr) return member.fallback;
  const Axis& axis = *member.own;
  const auto json = nlohmann::json::parse(text.substr(text.find(':') + 1));
  if (!axis.is_choice())
    return std::make_shared<const Setting>(axis.validated(sweeps::value_from_json(json)));
  return std::make_shared<const Setting>(axis.validated(sweeps::choice_from_json(json)));
} catch (const std::bad_alloc&) {
  throw;
} catch (const std::exception& error) {
  sweeps::fail_damaged(store_, fmt::format("a group's config cannot be read: {}", error.what()));
}

ConfigReaders::ConfigReaders(const Connection& store) {
  for (const sweeps::StoredOrigin& origin : store.origins)
    readers_.try_emplace(origin.id, store.file, store.vocabulary->axes, origin.axes);
}

void ConfigReaders::ignore(std::size_t axis) {
  for (auto& [origin, reader] : readers_) reader.ignore(axis);
}

void ConfigReaders::ignore_all_but(const std::vector<std::string>& axes) {
  for (auto& [origin, reader] : readers_) reader.ignore_all_but(axes);
}

}  // namespace tryall::reports
