#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "config_reader.hpp"
#include "connection.hpp"
#include "curves_json.hpp"
#include "environment_fields.hpp"
#include "row.hpp"
#include "selection_sql.hpp"
#include "sql_errors.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace tryall::reports {

std::size_t StoreReader::run_count() const try {
  return static_cast<std::size_t>(connection_->database->execAndGet("SELECT count(*) FROM runs").getInt64());
} catch (...) {
  fail_answer(*connection_);
}

std::vector<std::string> StoreReader::run_keys(const std::string& prefix, std::size_t most) const try {
  SQLite::Statement query(*connection_->database,
                          "SELECT key FROM runs WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key LIMIT ?2");
  query.bind(1, prefix);
  query.bind(2, static_cast<std::int64_t>(most));
  std::vector<std::string> keys;
  while (query.executeStep()) keys.push_back(Row(query).text());
  return keys;
} catch (...) {
  fail_answer(*connection_);
}

std::vector<std::string> StoreReader::run_keys(const Selection& selection) const try {
  return guarded(*connection_->database, name_of(selection), [&] {
    return texts(*connection_->database,
                 fmt::format("SELECT run FROM v_runs WHERE {} ORDER BY run", condition_sql(selection)));
  });
} catch (...) {
  fail_answer(*connection_);
}

RunDetails StoreReader::run(const std::string& key) const try {
  SQLite::Statement query(
      *connection_->database,
      "SELECT g.key, r.curves, r.histograms FROM runs r JOIN groups g ON g.id = r.group_id "
      "WHERE r.key = ?");
  query.bind(1, key);
  if (!query.executeStep()) throw Error(ErrorCode::bad_input, fmt::format("no run '{}' in the store", key));
  Row row(query);
  RunDetails details;
  details.group_key = row.text();
  details.curves = row.text();
  details.histograms = row.text();
  for (Group& group : groups({}, {details.group_key})) {
    details.config = group.config_text;
    details.numerics_version = group.numerics_version;
    details.dataset = dataset(group.dataset_id);
    for (Run& run : group.runs)
      if (run.key == key) details.run = std::move(run);
  }
  const bool is_whole = details.run.key == key && nlohmann::json::accept(details.config) &&
                        are_curves(nlohmann::json::parse(details.curves, nullptr, false)) &&
                        nlohmann::json::accept(details.histograms);
  if (!is_whole)
    sweeps::fail_damaged(file(), fmt::format("run {} has no result, or texts that cannot be read", key));
  details.environment = environment(details.run.environment_id);
  return details;
} catch (...) {
  fail_answer(*connection_);
}

std::vector<std::string> StoreReader::run_columns() const try {
  return texts(*connection_->database, "SELECT name FROM pragma_table_info('v_runs')");
} catch (...) {
  fail_answer(*connection_);
}

std::vector<std::string> StoreReader::best_runs(const Selection& selection, const std::string& metric,
                                                Direction direction, std::size_t top) const try {
  const std::string from =
      is_everything(selection)
          ? "(SELECT r.key AS run, s.* FROM results s JOIN runs r ON r.id = s.run_id)"
          : fmt::format("v_runs WHERE {} AND NOT {}", condition_sql(selection), ended_before_sql(selection));
  const std::string sql = fmt::format(
      "SELECT run, {} AS asked_value FROM {} "
      "ORDER BY outcome <> 'completed', asked_value IS NULL, asked_value {}, run LIMIT {}",
      value_sql(*connection_, metric_place(metrics(), metric), selection), from,
      direction == Direction::maximize ? "DESC" : "ASC", top == 0 ? -1 : static_cast<std::int64_t>(top));
  return guarded(*connection_->database, name_of(selection),
                 [&] { return texts(*connection_->database, sql); });
} catch (...) {
  fail_answer(*connection_);
}

std::vector<RunCells> StoreReader::run_cells(const Selection& selection, const std::vector<std::string>& keys,
                                             const std::vector<std::string>& columns) const try {
  std::string list;
  for (const std::string& column : columns) {
    const std::size_t metric = metric_index(metrics(), column);
    list +=
        ", " + (metric < metrics().size() ? value_sql(*connection_, metric, selection) : '"' + column + '"');
  }
  SQLite::Statement query(
      *connection_->database,
      fmt::format(
          "SELECT g.origin_id, g.config{} FROM v_runs JOIN groups g ON g.key = group_key WHERE run = ?",
          list));
  ConfigReaders configs(*connection_);
  std::vector<RunCells> result;
  for (const std::string& key : keys) {
    query.bind(1, key);
    if (!query.executeStep())
      sweeps::fail_damaged(file(), fmt::format("run {} refers to rows that are missing", key));
    Row row(query);
    ConfigReader& reader = configs.of(row.integer());
    const Config& config = reader.read(row.text());
    result.push_back({config, row.cells()});
    query.reset();
  }
  return result;
} catch (...) {
  fail_answer(*connection_);
}

std::size_t StoreReader::count_too_short(const Selection& selection) const try {
  SQLite::Statement query(*connection_->database,
                          fmt::format("SELECT count(*) FROM v_runs WHERE {} AND {}", condition_sql(selection),
                                      ended_before_sql(selection)));
  query.executeStep();
  return Row(query).count();
} catch (...) {
  fail_answer(*connection_);
}

sweeps::Environment StoreReader::environment(std::int64_t id) const try {
  std::string columns = "dirty, repository, repository_commit, repository_dirty";
  for (const EnvironmentField& field : environment_fields) columns += fmt::format(", \"{}\"", field.name);
  SQLite::Statement query(*connection_->database,
                          fmt::format("SELECT {} FROM environments WHERE id = ?", columns));
  query.bind(1, id);
  step_to_row(query, *connection_, "environments", id);
  Row row(query);
  sweeps::Environment environment;
  environment.dirty = row.flag();
  environment.repository = row.text();
  environment.repository_commit = row.text();
  environment.repository_dirty = row.flag();
  for (const EnvironmentField& field : environment_fields) environment.*field.member = row.text();
  return environment;
} catch (...) {
  fail_answer(*connection_);
}

sweeps::Subject StoreReader::dataset(std::int64_t id) const try {
  SQLite::Statement query(*connection_->database,
                          "SELECT name, hash, samples, test_samples, features, classes, task FROM datasets "
                          "WHERE id = ?");
  query.bind(1, id);
  step_to_row(query, *connection_, "datasets", id);
  Row row(query);
  sweeps::Subject data;
  data.name = row.text();
  data.hash = row.text();
  for (std::size_t* member : {&data.samples, &data.test_samples, &data.features, &data.classes})
    *member = row.count();
  data.task = task_from(row.text()).value_or(Task::classification);
  return data;
} catch (...) {
  fail_answer(*connection_);
}

}  // namespace tryall::reports
