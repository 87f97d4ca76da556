#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "config_reader.hpp"
#include "connection.hpp"
#include "row.hpp"
#include "selection_sql.hpp"
#include "sql_errors.hpp"
#include "tryall/reports/results/store_reader.hpp"

namespace tryall::reports {
namespace {

/// All of a run but its curves, from `runs r` and `results s`; the first column is the group's id.
std::string runs_sql(const Connection& store, const Selection& selection, const std::string& from) {
  std::string values;
  for (std::size_t i = 0; i < store.columns.size(); ++i) values += ", " + run_value_sql(store, i, selection);
  return fmt::format(
      "SELECT r.group_id, r.key, r.seed, s.outcome, r.wall_seconds, r.cpu_seconds, r.flops, r.epochs_done, "
      "r.steps_done, r.message, r.finished_at, r.environment_id{} FROM {}",
      values, from);
}

Run read_run(Row& row, std::size_t metrics) {
  Run run;
  run.key = row.text();
  run.seed = static_cast<std::uint64_t>(row.integer());
  run.outcome = row.outcome();
  run.wall_seconds = row.number();
  run.cpu_seconds = row.number();
  run.flops = row.number();
  run.epochs_done = row.integer();
  run.steps_done = row.integer();
  run.message = row.text();
  run.finished_at = row.text();
  run.environment_id = row.integer();
  run.values.reserve(metrics);
  for (std::size_t i = 0; i < metrics; ++i) run.values.push_back(row.number());
  return run;
}

/// As condition_sql, where few runs are asked for at a time: a set of all runs of the sweep, made anew for
/// each question, would take longer than to look the runs up.
std::string condition_of_few(const Selection& selection) {
  if (!selection.sweep || !selection.where.empty()) return condition_sql(selection);
  return fmt::format("EXISTS(SELECT 1 FROM sweep_runs WHERE sweep_id = {} AND run_key = run)",
                     *selection.sweep);
}

/// Puts rows of runs, in whatever order they come, together to groups.
class GroupCollector {
 public:
  explicit GroupCollector(const Connection& connection) : connection_(connection) {}

  void add(SQLite::Statement& query) {
    while (query.executeStep()) {
      Row row(query);
      const std::int64_t id = row.integer();
      const auto [place, is_new] = places_.try_emplace(id, groups_.size());
      if (is_new) groups_.emplace_back();
      groups_[place->second].runs.push_back(read_run(row, connection_.vocabulary->metrics.size()));
    }
  }

  /// In the order in which the first of their runs came; runs in the order of seeds.
  std::vector<Group> take() {
    SQLite::Statement query(
        *connection_.database,
        "SELECT key, config, dataset_id, numerics_version, origin_id FROM groups WHERE id = ?");
    ConfigReaders configs(connection_);
    std::vector<std::pair<std::int64_t, std::size_t>> ids(places_.begin(), places_.end());
    std::sort(ids.begin(), ids.end());
    for (const auto& [id, place] : ids) {
      query.bind(1, id);
      step_to_row(query, connection_, "groups", id);
      Row row(query);
      Group& group = groups_[place];
      group.key = row.text();
      group.config_text = row.text();
      group.dataset_id = row.integer();
      group.numerics_version = static_cast<int>(row.integer());
      group.config = configs.of(row.integer()).read(group.config_text);
      query.reset();
      std::sort(group.runs.begin(), group.runs.end(),
                [](const Run& a, const Run& b) { return std::tie(a.seed, a.key) < std::tie(b.seed, b.key); });
    }
    return std::move(groups_);
  }

 private:
  const Connection& connection_;
  std::unordered_map<std::int64_t, std::size_t> places_;
  std::vector<Group> groups_;
};

}  // namespace

std::vector<Group> StoreReader::groups(const Selection& selection) const try {
  return guarded(*connection_->database, name_of(selection), [&] {
    GroupCollector collector(*connection_);
    SQLite::Statement query(*connection_->database, runs_sql(*connection_, selection, from_sql(selection)));
    collector.add(query);
    std::vector<Group> groups = collector.take();
    std::sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) { return a.key < b.key; });
    return groups;
  });
} catch (...) {
  fail_answer(*connection_);
}

std::vector<Group> StoreReader::groups(const Selection& selection, const std::vector<std::string>& keys) const
    try {
  return guarded(*connection_->database, name_of(selection), [&] {
    GroupCollector collector(*connection_);
    SQLite::Statement query(*connection_->database, runs_sql(*connection_, selection,
                                                             chosen_sql("group_key = :group_key AND " +
                                                                        condition_of_few(selection))));
    for (const std::string& key : keys) {
      query.bind(":group_key", key);
      collector.add(query);
      query.reset();
    }
    return collector.take();
  });
} catch (...) {
  fail_answer(*connection_);
}

std::vector<std::string> StoreReader::group_keys(const std::string& prefix, std::size_t most) const try {
  SQLite::Statement query(*connection_->database,
                          "SELECT key FROM groups WHERE key >= ?1 AND key < ?1 || 'g' LIMIT ?2");
  query.bind(1, prefix);
  query.bind(2, static_cast<std::int64_t>(most));
  std::vector<std::string> keys;
  while (query.executeStep()) keys.push_back(Row(query).text());
  return keys;
} catch (...) {
  fail_answer(*connection_);
}

void StoreReader::for_each_group(
    const std::function<void(const std::string& key, const Config&)>& visit) const try {
  SQLite::Statement query(*connection_->database, "SELECT key, config, origin_id FROM groups ORDER BY key");
  ConfigReaders configs(*connection_);
  while (query.executeStep()) {
    Row row(query);
    const std::string key = row.text(), config = row.text();
    visit(key, configs.of(row.integer()).read(config));
  }
} catch (...) {
  fail_answer(*connection_);
}

std::uint64_t StoreReader::largest_seed(const std::string& group_key, const std::string& but_sweep) const
    try {
  SQLite::Statement query(
      *connection_->database,
      "SELECT max(seed) FROM v_runs WHERE group_key = ?1 AND (run NOT IN (SELECT run_key FROM "
      "sweep_runs JOIN sweeps ON sweeps.id = sweep_id WHERE name = ?2) OR run IN (SELECT "
      "run_key FROM sweep_runs JOIN sweeps ON sweeps.id = sweep_id WHERE name <> ?2))");
  query.bind(1, group_key);
  query.bind(2, but_sweep);
  query.executeStep();
  return static_cast<std::uint64_t>(Row(query).integer());
} catch (...) {
  fail_answer(*connection_);
}

}  // namespace tryall::reports
