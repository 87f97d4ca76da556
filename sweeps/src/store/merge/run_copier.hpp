#pragma once

#include "store/merge/row_copier.hpp"

namespace tryall::sweeps {

/// Copies runs with their results. The target knows all metrics of the source, perhaps in other columns.
class RunCopier {
 public:
  /// `rows` is of the same two stores.
  RunCopier(SQLite::Database& from, SQLite::Database& to, RowCopier& rows);

  /// The source's run of that id, which the target does not have.
  void copy(std::int64_t run);

 private:
  RowCopier& rows_;
  SQLite::Statement select_, insert_;
};

}  // namespace tryall::sweeps
