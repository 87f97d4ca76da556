#include "store/merge/row_copier.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tryall/sweeps/store/stored_vocabulary.hpp"

namespace tryall::sweeps {
namespace {

/// What makes a row what it is; in other tables all columns do.
const std::map<std::string, std::vector<std::string>>& identities() {
  static const std::map<std::string, std::vector<std::string>> table = {
      {"datasets", {"hash"}}, {"groups", {"key"}}, {"runs", {"key"}}, {"sweeps", {"name", "spec"}}};
  return table;
}

int place_of(const std::vector<std::string>& columns, const std::string& column) {
  return static_cast<int>(std::find(columns.begin(), columns.end(), column) - columns.begin());
}

}  // namespace

std::string joined(const std::vector<std::string>& words, const std::string& between) {
  return fmt::format("{}", fmt::join(words, between));
}

std::vector<std::string> columns_of(SQLite::Database& database, const std::string& table) {
  SQLite::Statement query(database, "SELECT name FROM pragma_table_info(?) WHERE name != 'id' ORDER BY cid");
  query.bind(1, table);
  std::vector<std::string> names;
  while (query.executeStep()) names.push_back(query.getColumn(0).getString());
  return names;
}

void bind_same(SQLite::Statement& statement, int place, const SQLite::Column& value) {
  if (value.isNull())
    statement.bind(place);
  else if (value.isInteger())
    statement.bind(place, value.getInt64());
  else if (value.isFloat())
    statement.bind(place, value.getDouble());
  else if (value.isBlob())
    statement.bind(place, value.getBlob(), value.getBytes());
  else
    statement.bind(place, value.getString());
}

void copy_rows(SQLite::Statement& rows, SQLite::Statement& insert) {
  while (rows.executeStep()) {
    for (int i = 0; i < rows.getColumnCount(); ++i) bind_same(insert, i + 1, rows.getColumn(i));
    insert.exec();
    insert.reset();
  }
}

RowCopier::Table& RowCopier::table(const std::string& name) {
  if (const auto found = tables_.find(name); found != tables_.end()) return found->second;
  Table& table = tables_[name];
  table.columns = columns_of(to_, name);
  const auto known = identities().find(name);
  for (const std::string& column : known == identities().end() ? table.columns : known->second)
    table.identity.push_back(place_of(table.columns, column));
  SQLite::Statement keys(to_, "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?)");
  keys.bind(1, name);
  while (keys.executeStep())
    table.references[place_of(table.columns, keys.getColumn(0).getString())] = keys.getColumn(1).getString();

  if (name == "runs")
    table.references[place_of(table.columns, "group_id")] = "groups";  // an unchecked reference

  std::vector<std::string> columns, marks, conditions;
  for (const std::string& column : table.columns) {
    columns.push_back(quoted_name(column));
    marks.emplace_back("?");
  }
  for (const int place : table.identity)
    conditions.push_back(columns[static_cast<std::size_t>(place)] + " IS ?");
  table.select.emplace(from_, fmt::format("SELECT {} FROM {} WHERE id = ?", joined(columns), name));
  table.find.emplace(to_, fmt::format("SELECT id FROM {} WHERE {}", name, joined(conditions, " AND ")));
  table.insert.emplace(to_,
                       fmt::format("INSERT INTO {}({}) VALUES({})", name, joined(columns), joined(marks)));
  return table;
}

void RowCopier::bind(Table& table, SQLite::Statement& statement, int place, int column) {
  const SQLite::Column value = table.select->getColumn(column);
  const auto reference = table.references.find(column);
  if (reference == table.references.end() || value.isNull())
    bind_same(statement, place, value);
  else
    statement.bind(place, id_of(reference->second, value.getInt64()));
}

std::int64_t RowCopier::id_of(const std::string& name, std::int64_t source_id) {
  Table& table = this->table(name);
  if (const auto found = table.ids.find(source_id); found != table.ids.end()) return found->second;
  table.select->bind(1, source_id);
  if (!table.select->executeStep()) throw SQLite::Exception(fmt::format("{} {} is missing", name, source_id));
  for (int i = 0; i < static_cast<int>(table.identity.size()); ++i)
    bind(table, *table.find, i + 1, table.identity[static_cast<std::size_t>(i)]);
  std::int64_t id = 0;
  if (table.find->executeStep()) {
    id = table.find->getColumn(0).getInt64();
  } else {
    for (int i = 0; i < static_cast<int>(table.columns.size()); ++i) bind(table, *table.insert, i + 1, i);
    table.insert->exec();
    table.insert->reset();
    id = to_.getLastInsertRowid();
  }
  table.find->reset();
  table.select->reset();
  table.ids.emplace(source_id, id);
  return id;
}

}  // namespace tryall::sweeps
