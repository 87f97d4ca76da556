#include "store/schema/compare_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "store/schema/column_names.hpp"
#include "store/schema/schema.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/stored_vocabulary.hpp"

namespace tryall::sweeps {
namespace {

using Names = std::set<std::string>;

/// A table as SQLite describes it.
struct TableForm {
  std::string sql = {};  ///< Without quotes, white space and case.
  std::map<std::string, std::string, std::less<>> columns =
      {};  ///< Type, whether it may be NULL, key, default.
  Names uniques = {}, references = {};

  bool operator==(const TableForm&) const = default;
};

/// SQLite rewrites statements with other quotes when it renames a table.
std::string plain(const std::string& sql) {
  std::string result;
  for (const char c : sql)
    if (c != '"' && std::isspace(static_cast<unsigned char>(c)) == 0)
      result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// The rows of a question about a table, each as one text; names in lower case.
Names rows_of(SQLite::Database& database, const char* sql, const std::string& table) {
  SQLite::Statement query(database, sql);
  query.bind(1, table);
  Names rows;
  while (query.executeStep()) rows.insert(plain(query.getColumn(0).getString()));
  return rows;
}

TableForm form_of(SQLite::Database& database, const std::string& table, const std::string& sql) {
  TableForm form{.sql = plain(sql)};
  SQLite::Statement columns(
      database,
      "SELECT lower(name), type || ' ' || \"notnull\" || ' ' || pk || ' ' || hidden || ' ' || "
      "coalesce(dflt_value, '') FROM pragma_table_xinfo(?)");
  columns.bind(1, table);
  while (columns.executeStep()) form.columns[columns.getColumn(0)] = plain(columns.getColumn(1).getString());
  form.uniques = rows_of(
      database,
      "SELECT (SELECT group_concat(coalesce(c.name, '?')) FROM pragma_index_info(i.name) c) || i.partial "
      "FROM pragma_index_list(?) i WHERE i.\"unique\"",
      table);
  form.references =
      rows_of(database,
              "SELECT \"from\" || ' ' || \"table\" || ' ' || \"to\" FROM pragma_foreign_key_list(?)", table);
  return form;
}

/// By name, with the SQL that made each; views and virtual tables are none.
std::map<std::string, std::string> tables_of(SQLite::Database& database) {
  SQLite::Statement query(database,
                          "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND "
                          "name NOT LIKE 'sqlite~_%' ESCAPE '~'");
  std::map<std::string, std::string> tables;
  while (query.executeStep()) tables[query.getColumn(0)] = query.getColumn(1).getString();
  return tables;
}

/// The tables of an empty store of this version.
const std::map<std::string, TableForm>& expected_tables() {
  static const std::map<std::string, TableForm> expected = [] {
    SQLite::Database empty(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    migrate(empty);
    std::map<std::string, TableForm> forms;
    for (const auto& [name, sql] : tables_of(empty)) forms[name] = form_of(empty, name, sql);
    return forms;
  }();
  return expected;
}

/// `results` has a column for each metric that came later.
void drop_metrics(TableForm& results, const TableForm& expected) {
  for (auto column = results.columns.begin(); column != results.columns.end();) {
    const std::string text = fmt::format(",{}real", plain(column->first));
    const std::size_t place = results.sql.find(text);
    const bool is_added = !expected.columns.contains(column->first) && column->second == "real000" &&
                          place != std::string::npos;
    if (is_added) results.sql.erase(place, text.size());
    column = is_added ? results.columns.erase(column) : std::next(column);
  }
}

/// The form of a table that the store has, but for columns that it may have.
TableForm stored_form(SQLite::Database& database, const std::string& table, const std::string& sql) {
  TableForm form = form_of(database, table, sql);
  if (table == "results") drop_metrics(form, expected_tables().at(table));
  return form;
}

void compare_columns(const std::string& table, const TableForm& form, const TableForm& expected,
                     std::vector<std::string>& faults) {
  for (const auto& [name, about] : expected.columns)
    if (const auto found = form.columns.find(name); found == form.columns.end())
      faults.push_back(fmt::format("table {} has no column {}", table, name));
    else if (found->second != about)
      faults.push_back(fmt::format("column {} of table {} has another type or default", name, table));
  for (const auto& [name, about] : form.columns)
    if (!expected.columns.contains(name))
      faults.push_back(fmt::format("table {} has a column '{}', which no store has", table, name));
  if (form.uniques != expected.uniques)
    faults.push_back(fmt::format("table {} has other unique columns", table));
  if (form.references != expected.references)
    faults.push_back(fmt::format("table {} refers to other tables", table));
}

bool is_printable(const std::string& name) {
  return !name.empty() && std::none_of(name.begin(), name.end(), [](char c) {
    return std::iscntrl(static_cast<unsigned char>(c)) != 0;
  });
}

void check_vocabulary(SQLite::Database& database, std::vector<std::string>& faults) {
  Names columns;
  for (const std::string& name : rows_of(database, "SELECT name FROM pragma_table_info(?)", "results"))
    columns.insert(name);
  for (const StoredMetric& one : stored_metrics(database))
    if (!is_printable(one.metric.name) || !is_printable(one.column))
      faults.push_back("table metrics: a metric or its column has a name that cannot be printed");
    else if (!columns.contains(plain(one.column)) || is_fixed_column(one.column))
      faults.push_back(
          fmt::format("table results has no column '{}' of metric '{}'", one.column, one.metric.name));
  try {
    stored_origins(database);
  } catch (const Error& error) {
    faults.push_back(fmt::format("table origins: {}", error.what()));
  }
}

/// What the file has of that kind, by name.
std::map<std::string, std::string> stored_views(SQLite::Database& database) {
  SQLite::Statement query(database, "SELECT name, sql FROM main.sqlite_master WHERE type = 'view'");
  std::map<std::string, std::string> views;
  while (query.executeStep()) views[query.getColumn(0)] = query.getColumn(1).getString();
  return views;
}

/// Whether a line of a view says what a group has on an axis, as axis_columns writes it.
bool is_axis_line(const std::string& line) {
  constexpr std::string_view names = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";
  std::size_t at = 0;
  const auto skip = [&](std::string_view text) {
    const bool there = line.compare(at, text.size(), text) == 0;
    if (there) at += text.size();
    return there;
  };
  const auto skip_name = [&] { at = std::min(line.find_first_not_of(names, at), line.size()); };
  const auto skip_value = [&] {
    if (!skip("json_extract(g.config, '$.")) return false;
    skip_name();
    return skip("')");
  };
  if (!skip("  ")) return false;
  const bool either = skip("coalesce(");
  if (!skip_value() || (either && !(skip(", ") && skip_value() && skip(")"))) || !skip(" AS \""))
    return false;
  skip_name();
  return skip("\",") && at == line.size();
}

/// A view's statement without its axes, of which programs of one version may have more or fewer.
std::string without_axes(const std::string& sql) {
  std::string result;
  for (std::size_t begin = 0; begin < sql.size();) {
    const std::size_t end = std::min(sql.find('\n', begin), sql.size());
    const std::string line = sql.substr(begin, end - begin);
    if (!is_axis_line(line)) result += line + '\n';
    begin = end + 1;
  }
  return result;
}

}  // namespace

std::vector<std::string> schema_faults(SQLite::Database& database) {
  std::vector<std::string> faults;
  const std::map<std::string, std::string> tables = tables_of(database);
  for (const auto& [name, expected] : expected_tables()) {
    const auto found = tables.find(name);
    if (found == tables.end())
      faults.push_back(fmt::format("table {} is missing", name));
    else
      compare_columns(name, stored_form(database, name, found->second), expected, faults);
  }
  if (faults.empty()) check_vocabulary(database, faults);
  return faults;
}

void check_schema(const std::filesystem::path& file, SQLite::Database& database) {
  const std::vector<std::string> faults = schema_faults(database);
  if (faults.empty()) return;
  constexpr std::size_t most_named = 3;
  std::string text = fmt::format(
      "{}",
      fmt::join(faults.begin(),
                faults.begin() + static_cast<std::ptrdiff_t>(std::min(faults.size(), most_named)), "; "));
  if (faults.size() > most_named) text += fmt::format("; and {} more", faults.size() - most_named);
  fail_damaged(file, text);
}

std::vector<std::string> schema_differences(SQLite::Database& database) {
  std::vector<std::string> differences;
  for (const auto& [name, sql] : tables_of(database))
    if (const auto expected = expected_tables().find(name);
        expected != expected_tables().end() && stored_form(database, name, sql).sql != expected->second.sql)
      differences.push_back(fmt::format("table {} is not defined as tryall defines it", name));
  SQLite::Statement triggers(database, "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'");
  while (triggers.executeStep())
    differences.push_back(
        fmt::format("has a trigger '{}' on {}, which tryall does not run; other programs would",
                    triggers.getColumn(0).getString(), triggers.getColumn(1).getString()));
  const std::map<std::string, std::string> views = stored_views(database);
  const std::vector<std::string> definitions = view_definitions(database);
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    const std::string& name = view_names()[i];
    const auto found = views.find(name);
    const char* what = found == views.end() ? "is missing" : "does not show what it should";
    if (found == views.end() || without_axes(found->second) != without_axes(definitions[i]))
      differences.push_back(fmt::format("view {} {}; `tryall run` makes it anew", name, what));
  }
  return differences;
}

void correct_views(SQLite::Database& database) {
  const std::map<std::string, std::string> views = stored_views(database);
  const std::vector<std::string> definitions = view_definitions(database);
  constexpr std::string_view beginning = "CREATE VIEW ";
  for (std::size_t i = 0; i < definitions.size(); ++i)
    if (const auto found = views.find(view_names()[i]);
        found == views.end() || found->second != definitions[i])
      database.exec("CREATE TEMP VIEW " + definitions[i].substr(beginning.size()));
}

}  // namespace tryall::sweeps
