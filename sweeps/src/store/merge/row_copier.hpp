#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tryall::sweeps {

/// The names of a table's columns but `id`.
std::vector<std::string> columns_of(SQLite::Database& database, const std::string& table);

/// "a, b, c"
std::string joined(const std::vector<std::string>& words, const std::string& between = ", ");

/// Binds what a column holds, in its own type.
void bind_same(SQLite::Statement& statement, int place, const SQLite::Column& value);

/// Inserts every row of a query by a statement with a mark for each of its columns.
void copy_rows(SQLite::Statement& rows, SQLite::Statement& insert);

/// Copies rows between two stores of the same version. Rows are told apart by what makes them what they are,
/// as ids differ from store to store; the rows that a row refers to are copied with it.
class RowCopier {
 public:
  RowCopier(SQLite::Database& from, SQLite::Database& to) : from_(from), to_(to) {}

  /// The id in the target of the source's row, which is copied first where the target has none like it.
  std::int64_t id_of(const std::string& table, std::int64_t source_id);

 private:
  struct Table {
    std::vector<std::string> columns;
    std::vector<int> identity;              ///< Places among the columns.
    std::map<int, std::string> references;  ///< Tables whose ids the columns at those places hold.
    std::optional<SQLite::Statement> select, find, insert;
    std::unordered_map<std::int64_t, std::int64_t> ids;
  };

  Table& table(const std::string& name);
  void bind(Table& table, SQLite::Statement& statement, int place, int column);

  SQLite::Database& from_;
  SQLite::Database& to_;
  std::map<std::string, Table> tables_;
};

}  // namespace tryall::sweeps
