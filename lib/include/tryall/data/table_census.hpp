#pragma once

#include <string>
#include <vector>

namespace tryall::data {

/// What became of a column of a table: "age", "numbers from 17 to 90".
struct ColumnCensus {
  std::string name, fate;
};

/// What a reader saw in a table: its columns in their order.
struct TableCensus {
  std::vector<ColumnCensus> columns;
};

}  // namespace tryall::data
