#include "tryall/sweeps/store/stored_vocabulary.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "store/schema/axis_columns.hpp"
#include "store/schema/column_names.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/sweeps/space/axes_json.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/store_error.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::sweeps {
namespace {

constexpr std::size_t longest_metric_name = 64;
constexpr std::size_t most_metrics = 900;  // v_groups has two columns for each; SQLite stops at 2,000

void check_metric_name(const std::string& name) {
  const auto unprintable = [](char c) { return std::iscntrl(static_cast<unsigned char>(c)) != 0; };
  if (name.empty() || name.size() > longest_metric_name || std::any_of(name.begin(), name.end(), unprintable))
    throw Error(ErrorCode::bad_input,
                fmt::format("a metric cannot be named '{}': a name has 1 to {} printable characters", name,
                            longest_metric_name));
  if (is_fixed_column(name))
    throw Error(
        ErrorCode::bad_input,
        fmt::format("a metric cannot be named '{}': the store's views have a column of that name", name));
}

/// `file` is the store's.
void check_agrees(const Metric& stored, const Metric& metric, const std::filesystem::path& file) {
  if (stored.direction == metric.direction && stored.unit == metric.unit && stored.share == metric.share)
    return;
  throw StoreError(
      ErrorCode::bad_input,
      fmt::format("{}: metric '{}': the store has one of that name with another direction or unit ({}{}{}); "
                  "give it another name",
                  file.string(), metric.name, to_text(stored.direction), stored.unit.empty() ? "" : ", in ",
                  stored.unit),
      StoreRemedy::another_store, file);
}

/// The columns of `results`.
ColumnNames result_table_columns(SQLite::Database& database) {
  SQLite::Statement query(database, "SELECT name FROM pragma_table_info('results')");
  ColumnNames names;
  while (query.executeStep()) names.add(query.getColumn(0).getString());
  return names;
}

void insert_metric(SQLite::Database& database, const StoredMetric& one) {
  SQLite::Statement insert(
      database,
      "INSERT INTO metrics(name, column_name, split, quantity, unit, meaning, direction, "
      "share, each_epoch, repeatable) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const Metric& metric = one.metric;
  int place = 0;
  for (const std::string& text :
       {metric.name, one.column, std::string(to_text(metric.split)), metric.quantity, metric.unit,
        metric.meaning, std::string(to_text(metric.direction))})
    insert.bind(++place, text);
  for (const bool flag : {metric.share, metric.each_epoch, metric.repeatable})
    insert.bind(++place, flag ? 1 : 0);
  insert.exec();
}

}  // namespace

std::string quoted_name(const std::string& name) {
  std::string result = "\"";
  for (const char c : name) result.append(c == '"' ? 2 : 1, c);
  return result + '"';
}

std::vector<StoredMetric> stored_metrics(SQLite::Database& database) {
  SQLite::Statement query(
      database,
      "SELECT name, column_name, split, quantity, unit, meaning, direction, share, each_epoch, "
      "repeatable FROM metrics ORDER BY id");
  std::vector<StoredMetric> result;
  while (query.executeStep()) {
    const auto text = [&](int place) { return query.getColumn(place).getString(); };
    const auto flag = [&](int place) { return query.getColumn(place).getInt() != 0; };
    result.push_back({{.name = text(0),
                       .quantity = text(3),
                       .unit = text(4),
                       .meaning = text(5),
                       .split = split_from(text(2)).value_or(Split::none),
                       .direction = direction_from(text(6)).value_or(Direction::maximize),
                       .share = flag(7),
                       .each_epoch = flag(8),
                       .repeatable = flag(9)},
                      text(1)});
  }
  return result;
}

std::string metric_column(SQLite::Database& database, const std::string& metric) {
  SQLite::Statement query(database, "SELECT column_name FROM metrics WHERE name = ?");
  query.bind(1, metric);
  if (query.executeStep()) return query.getColumn(0).getString();
  std::vector<std::string> names;
  for (const StoredMetric& one : stored_metrics(database)) names.push_back(one.metric.name);
  throw Error(ErrorCode::bad_input,
              fmt::format("no metric is named '{}' in the store{}", metric, did_you_mean(metric, names)));
}

namespace {

/// Those of the metrics that are not known, each once. Throws Error for one of which the store has another
/// notion.
std::vector<Metric> unknown_metrics(const std::vector<StoredMetric>& known,
                                    const std::vector<Metric>& metrics, const std::filesystem::path& file) {
  std::vector<Metric> unknown;
  for (const Metric& metric : metrics) {
    const auto stored = std::find_if(known.begin(), known.end(),
                                     [&](const StoredMetric& one) { return one.metric.name == metric.name; });
    const std::size_t seen = metric_index(unknown, metric.name);
    if (stored != known.end())
      check_agrees(stored->metric, metric, file);
    else if (seen < unknown.size())
      check_agrees(unknown[seen], metric, file);
    else
      unknown.push_back(metric);
  }
  return unknown;
}

}  // namespace

bool add_metrics(SQLite::Database& database, const std::vector<Metric>& metrics) {
  const std::vector<StoredMetric> known = stored_metrics(database);
  const std::vector<Metric> unknown = unknown_metrics(known, metrics, file_of(database));
  if (unknown.empty()) return false;
  ColumnNames taken;
  for (const AxisColumn& column : axis_columns(database)) taken.add(column.name);
  for (const StoredMetric& one : known) taken.add(one.column);
  const ColumnNames there = result_table_columns(database);
  for (std::size_t i = 0; i < unknown.size(); ++i) {
    check_metric_name(unknown[i].name);
    if (known.size() + i == most_metrics)
      throw Error(ErrorCode::bad_input,
                  fmt::format("metric '{}': the store has {} metrics, and cannot have more", unknown[i].name,
                              most_metrics));
    const StoredMetric added{unknown[i], taken.take(unknown[i].name, "metric_")};
    insert_metric(database, added);
    if (!there.contains(added.column))
      database.exec(fmt::format("ALTER TABLE results ADD COLUMN {} REAL", quoted_name(added.column)));
  }
  return true;
}

std::vector<StoredOrigin> stored_origins(SQLite::Database& database) {
  SQLite::Statement query(database, "SELECT id, trainer, revision, axes FROM origins ORDER BY id");
  std::vector<StoredOrigin> result;
  while (query.executeStep()) {
    const std::string axes = query.getColumn(3).getString();
    result.push_back({query.getColumn(0).getInt64(),
                      {query.getColumn(1).getString(), query.getColumn(2).getString()},
                      axes.empty() ? train::training_axes() : axes_from_description(axes)});
  }
  return result;
}

std::pair<std::int64_t, bool> add_origin(SQLite::Database& database, const Origin& origin,
                                         const std::shared_ptr<const AxisTable>& axes) {
  static const std::shared_ptr<const AxisTable> own_axes = train::training_axes();
  static const std::string own = description_of(*own_axes);
  std::string stored = origin.is_own() && axes == own_axes ? "" : description_of(*axes);
  if (origin.is_own() && stored == own) stored.clear();
  SQLite::Statement find(database, "SELECT id FROM origins WHERE trainer = ? AND revision = ? AND axes = ?");
  find.bind(1, origin.trainer);
  find.bind(2, origin.revision);
  find.bind(3, stored);
  if (find.executeStep()) return {find.getColumn(0).getInt64(), false};
  for (const Axis& axis : *axes)
    if (is_fixed_column(axis.name))
      throw Error(ErrorCode::bad_input,
                  fmt::format("an axis cannot be named '{}': the store's views have a column of that name",
                              axis.name));
  SQLite::Statement insert(database, "INSERT INTO origins(trainer, revision, axes) VALUES(?, ?, ?)");
  insert.bind(1, origin.trainer);
  insert.bind(2, origin.revision);
  insert.bind(3, stored);
  insert.exec();
  return {database.getLastInsertRowid(), true};
}

}  // namespace tryall::sweeps
