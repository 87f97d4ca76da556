#include "tryall/sweeps/space/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "space/json_positions.hpp"
#include "tryall/data/formats/content.hpp"
#include "tryall/error.hpp"

namespace tryall::sweeps {
namespace {

[[noreturn]] void bad(const std::string& message) { throw Error(ErrorCode::bad_input, message); }

/// The library's message without its own prefix and position: "syntax error while parsing value - ...".
std::string reason(const nlohmann::json::parse_error& error) {
  std::string message = error.what();
  const std::size_t dash = message.find(" - ");
  const std::size_t colon = message.find(": ");
  if (dash != std::string::npos) return message.substr(dash + 3);
  return colon == std::string::npos ? message : message.substr(colon + 2);
}

/// The entry whose key is the path or leads to it.
const std::pair<const std::string, std::string>* entry_around(
    const std::map<std::string, std::string>& entries, const std::string& path) {
  for (const auto& entry : entries) {
    const std::size_t size = entry.first.size();
    if (path.starts_with(entry.first) && (path.size() == size || path[size] == '[' || path[size] == '.'))
      return &entry;
  }
  return nullptr;
}

}  // namespace

Document Document::parse(std::string text, std::string name) {
  Document document;
  document.name_ = std::move(name);
  document.text_ = std::move(text);
  try {
    document.root_ = nlohmann::json::parse(document.text_, nullptr, true, true);
  } catch (const nlohmann::json::parse_error& error) {
    const std::size_t offset = error.byte == 0 ? 0 : std::min(error.byte - 1, document.text_.size());
    bad(fmt::format("{}: not JSON: {}", document.place(offset), reason(error)));
  } catch (const nlohmann::json::out_of_range&) {
    JsonPositions positions(document.text_);
    nlohmann::json::sax_parse(document.text_, &positions, nlohmann::json::input_format_t::json, true, true);
    const auto& [offset, number] = positions.refused();
    bad(fmt::format("{}: the number {} is too large", document.place(offset), number));
  }
  document.locate();
  return document;
}

Document Document::read(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    bad(fmt::format("{}: is a folder, not a file", file.string()));
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) bad(fmt::format("{}: cannot open: {}", file.string(), std::strerror(errno)));
  std::string text(std::istreambuf_iterator<char>(stream), {});
  data::refuse_other_content(text, "json", file.string());
  return parse(std::move(text), file.string());
}

void Document::locate() {
  JsonPositions positions(text_);
  if (!nlohmann::json::sax_parse(text_, &positions, nlohmann::json::input_format_t::json, true, true))
    bad(fmt::format("{}: brackets are nested more than {} deep", place(positions.offset()),
                    JsonPositions::most_levels));
  values_ = positions.take_values();
  keys_ = positions.take_keys();
  if (!positions.repeated_key().empty())
    bad(fmt::format("{}: {}: duplicate key", place(keys_.at(positions.repeated_key())),
                    positions.repeated_key()));
}

std::string Document::place(std::size_t offset) const {
  const auto begin = text_.begin(),
             here = begin + static_cast<std::ptrdiff_t>(std::min(offset, text_.size()));
  const auto line = std::count(begin, here, '\n') + 1;
  const std::size_t line_begin = offset == 0 ? std::string::npos : text_.rfind('\n', offset - 1);
  const std::size_t column = line_begin == std::string::npos ? offset + 1 : offset - line_begin;
  return fmt::format("{}:{}:{}", name_, line, column);
}

void Document::note_origin(const std::string& path, std::string origin) {
  origins_[path] = std::move(origin);
}

void Document::move_under(const std::string& parent, const std::string& key) {
  nlohmann::json value = std::move(root_[key]);
  root_.erase(key);
  root_[parent][key] = std::move(value);
  moved_[child(parent, key)] = key;
}

const std::string* Document::origin_of(const std::string& path) const {
  const auto* entry = entry_around(origins_, path);
  return entry ? &entry->second : nullptr;
}

std::string Document::path_in_file(const std::string& path) const {
  const auto* entry = entry_around(moved_, path);
  return entry ? entry->second + path.substr(entry->first.size()) : path;
}

void Document::fail(const std::string& path, const std::string& message) const {
  if (const std::string* origin = origin_of(path)) bad(fmt::format("{}: {}", *origin, message));
  const std::string written = path_in_file(path);
  for (std::string known = written;; known.resize(std::min(known.find_last_of(".["), known.size()))) {
    const auto found = values_.find(known);
    if (found != values_.end())
      bad(written.empty() ? fmt::format("{}: {}", place(found->second), message)
                          : fmt::format("{}: {}: {}", place(found->second), written, message));
    if (known.empty()) break;
    if (known.find_last_of(".[") == std::string::npos) known = ".";
  }
  bad(fmt::format("{}: {}: {}", name_, written, message));
}

void Document::fail_key(const std::string& path, const std::string& message) const {
  const std::string written = path_in_file(path);
  const auto found = keys_.find(written);
  if (origin_of(path) || found == keys_.end()) fail(path, message);
  bad(fmt::format("{}: {}: {}", place(found->second), written, message));
}

std::string Document::child(const std::string& path, const std::string& key) {
  return path.empty() ? key : path + "." + key;
}

std::string Document::item(const std::string& path, std::size_t index) {
  return fmt::format("{}[{}]", path, index);
}

}  // namespace tryall::sweeps
