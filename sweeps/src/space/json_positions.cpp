#include "space/json_positions.hpp"

#include "tryall/sweeps/space/document.hpp"

namespace tryall::sweeps {

void JsonPositions::skip_to_token() {
  for (;;) {
    cursor_ = text_.find_first_not_of(" \t\r\n,:", cursor_);
    if (cursor_ == std::string_view::npos) {
      cursor_ = text_.size();
      return;
    }
    if (cursor_ == 0 && text_.starts_with("\xEF\xBB\xBF")) {
      cursor_ = 3;
    } else if (text_.substr(cursor_, 2) == "//") {
      cursor_ = std::min(text_.find('\n', cursor_), text_.size());
    } else if (text_.substr(cursor_, 2) == "/*") {
      cursor_ = std::min(text_.find("*/", cursor_ + 2), text_.size() - 2) + 2;
    } else {
      return;
    }
  }
}

void JsonPositions::skip_token() {
  if (cursor_ >= text_.size()) return;
  if (text_[cursor_] == '"') {
    for (++cursor_; cursor_ < text_.size() && text_[cursor_] != '"'; ++cursor_)
      if (text_[cursor_] == '\\') ++cursor_;
    ++cursor_;
  } else if (std::string_view("{}[]").find(text_[cursor_]) != std::string_view::npos) {
    ++cursor_;
  } else {
    cursor_ = std::min(text_.find_first_of(" \t\r\n,:{}[]/", cursor_), text_.size());
  }
}

std::string JsonPositions::next_path() {
  if (levels_.empty()) return "";
  Level& level = levels_.back();
  return level.array ? Document::item(level.path, level.next_item++) : Document::child(level.path, key_);
}

bool JsonPositions::scalar() {
  skip_to_token();
  values_.emplace(next_path(), cursor_);
  skip_token();
  return true;
}

bool JsonPositions::open(bool array) {
  skip_to_token();
  if (levels_.size() == most_levels) return false;
  std::string path = next_path();
  values_.emplace(path, cursor_);
  levels_.push_back({std::move(path), array});
  skip_token();
  return true;
}

bool JsonPositions::close() {
  skip_to_token();
  skip_token();
  levels_.pop_back();
  return true;
}

bool JsonPositions::key(string_t& name) {
  skip_to_token();
  key_ = name;
  const std::string path = Document::child(levels_.back().path, name);
  keys_.emplace(path, cursor_);
  if (!levels_.back().keys.insert(name).second && repeated_key_.empty()) {
    repeated_key_ = path;
    keys_[path] = cursor_;
  }
  skip_token();
  return true;
}

}  // namespace tryall::sweeps
