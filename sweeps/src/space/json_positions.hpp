#pragma once

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tryall::sweeps {

/// Follows a second parse of a text that is known to be JSON and notes at which offset each key and value
/// begins. The parser tells what comes next but not where; since tokens come in order, the place is found by
/// skipping blanks, commas, colons and comments from the end of the token before.
class JsonPositions final : public nlohmann::json_sax<nlohmann::json> {
 public:
  /// Of brackets in one another; a text with more is not followed to its end.
  static constexpr std::size_t most_levels = 100;

  explicit JsonPositions(std::string_view text) : text_(text) {}

  /// How far the text was followed.
  std::size_t offset() const { return cursor_; }
  std::map<std::string, std::size_t> take_values() { return std::move(values_); }
  std::map<std::string, std::size_t> take_keys() { return std::move(keys_); }
  /// The path of the first key that an object has twice, or empty.
  const std::string& repeated_key() const { return repeated_key_; }
  /// Where the parser stopped: the offset and text of the token that it refused.
  const std::pair<std::size_t, std::string>& refused() const { return refused_; }

  bool null() override { return scalar(); }
  bool boolean(bool) override { return scalar(); }
  bool number_integer(number_integer_t) override { return scalar(); }
  bool number_unsigned(number_unsigned_t) override { return scalar(); }
  bool number_float(number_float_t, const string_t&) override { return scalar(); }
  bool string(string_t&) override { return scalar(); }
  bool binary(binary_t&) override { return scalar(); }
  bool start_object(std::size_t) override { return open(false); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override;
  bool parse_error(std::size_t end, const std::string& token, const nlohmann::detail::exception&) override {
    refused_ = {end - std::min(end, token.size()), token};
    return false;
  }

 private:
  struct Level {
    std::string path;
    bool array = false;
    std::size_t next_item = 0;
    std::set<std::string> keys = {};
  };

  bool scalar();
  bool open(bool array);
  bool close();
  /// The path of the value that comes next.
  std::string next_path();
  void skip_to_token();
  void skip_token();

  std::string_view text_;
  std::size_t cursor_ = 0;
  std::vector<Level> levels_;
  std::string key_;
  std::string repeated_key_;
  std::pair<std::size_t, std::string> refused_;
  std::map<std::string, std::size_t> values_, keys_;
};

}  // namespace tryall::sweeps
