#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config_column.hpp"

namespace tryall::reports {

/// The text of the member of that name in a JSON object of the shortest form with sorted names, as configs
/// are stored; empty where it has none.
std::string_view member_text(std::string_view object, std::string_view name);

/// The cells of a column for configs as the store keeps them, which are as many as there are groups: a text
/// that was seen before is not parsed again.
class ColumnReader {
 public:
  explicit ColumnReader(ConfigColumn column) : column_(std::move(column)) {}
  const Cell& cell(std::string_view config);

 private:
  ConfigColumn column_;
  std::unordered_map<std::string, Cell> known_;
};

/// On which axes configs differ, by their texts: only where these differ a label is made.
class AxisDifferences {
 public:
  void add(std::string_view config);
  /// In the order of axes; the model where all agree.
  std::vector<std::string> axes() const;

 private:
  struct Member {
    const Axis* axis = nullptr;
    std::string text = {};  ///< With the name, as last seen; empty where a config did not have it.
    std::string label = {};
    bool differs = false;
  };
  void begin(std::string_view config);

  std::vector<Member> members_;  // by name, as in the texts
};

}  // namespace tryall::reports
