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
  /// Gives the target's run the metrics that the source's run has and it does not.
  void complete(std::int64_t run, std::int64_t here);

 private:
  RowCopier& rows_;
  void complete_curves(std::int64_t run, std::int64_t here);

  SQLite::Database& from_;
  SQLite::Database& to_;
  SQLite::Statement select_, insert_;
};

}  // namespace tryall::sweeps
