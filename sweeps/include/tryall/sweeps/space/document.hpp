#pragma once

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tryall::sweeps {

/// A JSON file (comments allowed) that remembers where each value stands, so that a complaint about a value
/// can name file, line, column and path: "typo.json:7:18: axes.optimizer[2]: unknown optimizer 'adm'". Paths
/// join keys by dots and indices by brackets; the root's path is empty.
class Document {
 public:
  /// Throws Error for text that is not JSON or has a key twice in an object.
  static Document parse(std::string text, std::string name);
  static Document read(const std::filesystem::path& file);

  const nlohmann::json& root() const { return root_; }
  const std::string& name() const { return name_; }

  /// The root for changes; where a new value stands is told by `note_origin`.
  nlohmann::json& root() { return root_; }
  /// Complaints about what stands at the path name `origin`, such as "--set optimizer=adm", instead of a
  /// line.
  void note_origin(const std::string& path, std::string origin);

  /// Moves the root's `key` into the root's object `parent`, made where there is none. Complaints about it
  /// still name it as the file does.
  void move_under(const std::string& parent, const std::string& key);

  /// Throws Error (bad_input) about the value at `path`; the nearest enclosing value known gives the place.
  [[noreturn]] void fail(const std::string& path, const std::string& message) const;
  /// The same about the key itself.
  [[noreturn]] void fail_key(const std::string& path, const std::string& message) const;

  static std::string child(const std::string& path, const std::string& key);
  static std::string item(const std::string& path, std::size_t index);

 private:
  Document() = default;
  std::string place(std::size_t offset) const;
  const std::string* origin_of(const std::string& path) const;
  std::string path_in_file(const std::string& path) const;
  void locate();

  std::string name_;
  std::string text_;
  nlohmann::json root_;
  std::map<std::string, std::size_t> values_, keys_;  // path -> offset into the text
  std::map<std::string, std::string> origins_;        // path of an changed value -> who changed it
  std::map<std::string, std::string> moved_;          // path -> path in the file
};

}  // namespace tryall::sweeps
