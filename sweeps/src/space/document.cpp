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
#include "tryall/utf8.hpp"

namespace tryall::sweeps {
namespace {

[[noreturn]] void bad(const std::string& message) { throw Error(ErrorCode::bad_input, message); }

/// What the library expects, in this program's words.
std::string wanted_words(const std::string& expected) {
  if (expected == "expected string literal") return "expected a name in double quotes";
  if (expected == "expected '[', '{', or a literal") return "expected a value";
  if (expected == "expected ']'" || expected == "expected '}'")
    return "expected ',' or " + expected.substr(9);
  return expected;
}

/// The library's message without its own prefix and position ("syntax error while parsing value - ...") and
/// without what it says of the token that it met.
std::string library_reason(const nlohmann::json::parse_error& error) {
  std::string message = error.what();
  const std::size_t dash = message.find(" - "), colon = message.find(": ");
  if (dash != std::string::npos)
    message = message.substr(dash + 3);
  else if (colon != std::string::npos)
    message = message.substr(colon + 2);
  if (message.starts_with("unexpected ")) {
    const std::size_t wanted = message.find("; expected ");
    return wanted == std::string::npos ? "" : wanted_words(message.substr(wanted + 2));
  }
  return excerpt(message.substr(0, message.find("; last read")));
}

/// Whether the first line that says something could be one of YAML or TOML: `key: value`, `key = value`,
/// `[section]`, `---`.
bool looks_like_other_config(std::string_view text) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-. ";
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t begin = line.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos || line[begin] == '#') continue;
    const std::size_t end = line.find_first_not_of(letters, begin);
    if (line.substr(begin).starts_with("---")) return true;
    if (line[begin] == '[') {
      const std::size_t close = line.find_first_not_of(letters, begin + 1);
      return close != std::string_view::npos && close > begin + 1 && line[close] == ']' &&
             line.find_first_not_of("0123456789. ", begin + 1) != close &&
             line.find_first_not_of(" \t\r", close + 1) == std::string_view::npos;
    }
    return end != std::string_view::npos && end > begin && (line[end] == ':' || line[end] == '=');
  }
  return false;
}

/// Whether the first line could be one of a table: cells are separated in it, and nothing is as in JSON.
bool looks_like_table(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  return line.find_first_of("[]{}:") == std::string_view::npos &&
         line.find_first_of(",;\t") != std::string_view::npos;
}

/// What is wrong at a place of a text that is no JSON, in this program's words where they are known.
std::string reason(std::string_view text, std::size_t offset, const nlohmann::json::parse_error& error) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return "the file is empty";
  if (looks_like_other_config(text))
    return "it looks like YAML or TOML; configs and sweeps are written in JSON";
  if (looks_like_table(text)) return "it looks like a table; configs and sweeps are written in JSON";
  const std::string said = library_reason(error);
  if (said.starts_with("invalid comment") && said.find("missing") != std::string::npos)
    return "a comment is not closed";
  if (said.starts_with("invalid string: missing closing quote")) return "a quote is not closed";
  if (offset >= text.size()) return "the file ends too early; is a bracket not closed?";
  const std::size_t before = text.substr(0, offset).find_last_not_of(" \t\r\n");
  const char first = text[offset], last = before == std::string_view::npos ? '\0' : text[before];
  const std::string_view here =
      text.substr(offset, std::max<std::size_t>(1, character_size(text.substr(offset))));
  if ((first == '}' || first == ']') && last == ',')
    return fmt::format("a comma stands before '{}'; take it out", here);
  if (first == ',' && (last == ',' || last == '[' || last == '{')) return "there is a comma too many";
  if (first == '\'') return "texts stand in double quotes, not single ones";
  if (said.starts_with("invalid literal"))
    return "expected a text in quotes, a number, true, false, null, [ or {";
  if (said == "expected end of input") return fmt::format("'{}' follows the end of the JSON", here);
  return said.empty() ? fmt::format("'{}' is out of place", here) : said;
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
    bad(fmt::format("{}: not JSON: {}", document.place(offset), reason(document.text_, offset, error)));
  } catch (const nlohmann::json::out_of_range&) {
    JsonPositions positions(document.text_);
    nlohmann::json::sax_parse(document.text_, &positions, nlohmann::json::input_format_t::json, true, true);
    const auto& [offset, number] = positions.refused();
    bad(fmt::format("{}: the number {} is too large", document.place(offset), excerpt(number)));
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
