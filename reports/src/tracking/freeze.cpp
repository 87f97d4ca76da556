#include "tryall/tracking/freeze.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "environment_fields.hpp"
#include "results/selection_sql.hpp"
#include "results/sql_errors.hpp"

namespace tryall::tracking {
namespace {

/// Reads a row's columns one after the other.
class Columns {
 public:
  explicit Columns(SQLite::Statement& row) : row_(row) {}

  std::string text() { return row_.getColumn(place_++).getString(); }
  std::int64_t integer() { return row_.getColumn(place_++).getInt64(); }
  double number() {
    const SQLite::Column value = row_.getColumn(place_++);
    return value.isNull() ? train::RunResult::missing() : value.getDouble();
  }

 private:
  SQLite::Statement& row_;
  int place_ = 0;
};

std::string runs_sql(const reports::Selection& selection) {
  std::string metrics;
  for (const train::Metric& metric : train::metrics()) metrics += ", r." + metric.name;
  return fmt::format(
      "SELECT g.key, g.config, g.numerics_version, d.name, d.hash, d.samples, d.test_samples, d.features, "
      "d.classes, d.task, r.environment_id, r.seed, r.outcome, r.message, r.epochs_done, r.steps_done, "
      "r.curves{} FROM runs r JOIN groups g ON g.id = r.group_id JOIN datasets d ON d.id = g.dataset_id "
      "WHERE r.key IN (SELECT run FROM v_runs WHERE {}) ORDER BY g.config, g.key, r.seed",
      metrics, reports::condition_sql(selection));
}

sweeps::Environment read_environment(SQLite::Database& database, std::int64_t id) {
  std::string columns = "dirty";
  for (const EnvironmentField& field : environment_fields) columns += fmt::format(", \"{}\"", field.name);
  SQLite::Statement query(database, fmt::format("SELECT {} FROM environments WHERE id = ?", columns));
  query.bind(1, id);
  query.executeStep();
  Columns row(query);
  sweeps::Environment environment;
  environment.dirty = row.integer() != 0;
  for (const EnvironmentField& field : environment_fields) environment.*field.member = row.text();
  return environment;
}

TrackedGroup read_group(Columns& row, int& numerics_version) {
  TrackedGroup group;
  group.key = row.text();
  group.config = nlohmann::json::parse(row.text());
  numerics_version = static_cast<int>(row.integer());
  const auto count = [&] { return static_cast<std::size_t>(row.integer()); };
  sweeps::Subject& data = group.dataset;
  data.name = row.text();
  data.hash = row.text();
  for (std::size_t* member : {&data.samples, &data.test_samples, &data.features, &data.classes})
    *member = count();
  const std::string task = row.text();
  for (const Task known : {Task::classification, Task::regression, Task::function})
    if (to_text(known) == task) data.task = known;
  return group;
}

TrackedRun read_run(Columns& row) {
  TrackedRun run{.result = train::nothing_measured()};
  run.seed = static_cast<std::uint64_t>(row.integer());
  run.result.outcome = train::outcome_from(row.text()).value_or(train::Outcome::failed);
  run.result.message = row.text();
  run.result.epochs_done = row.integer();
  run.result.steps_done = row.integer();
  const nlohmann::json curves = nlohmann::json::parse(row.text());
  for (std::size_t i = 0; i < train::metrics().size(); ++i) {
    if (const auto found = curves.find(train::metrics()[i].name); found != curves.end())
      for (const nlohmann::json& value : *found)
        run.result.curves[i].push_back(value.is_number() ? value.get<double>() : train::RunResult::missing());
    run.result.final_values[i] = row.number();
  }
  return run;
}

bool is_result(train::Outcome outcome) {
  return outcome == train::Outcome::completed || outcome == train::Outcome::diverged;
}

/// Puts rows together; a newer numerics version drops what was collected before.
class Collector {
 public:
  Collector(SQLite::Database& database, LeftOut* left_out) : database_(database), left_out_(left_out) {}

  void add(SQLite::Statement& query) {
    Columns row(query);
    int numerics_version = 0;
    TrackedGroup group = read_group(row, numerics_version);
    const std::int64_t environment = row.integer();
    TrackedRun run = read_run(row);
    if (left_out_ && !is_result(run.result.outcome)) return static_cast<void>(++left_out_->no_results);
    if (left_out_ && numerics_version < baseline_.numerics_version) return static_cast<void>(++older_);
    if (left_out_ && numerics_version > baseline_.numerics_version) drop();
    baseline_.numerics_version = numerics_version;
    const auto [place, fresh] = environments_.emplace(environment, baseline_.environments.size());
    if (fresh) baseline_.environments.push_back(read_environment(database_, environment));
    run.environment = place->second;
    if (baseline_.groups.empty() || baseline_.groups.back().key != group.key)
      baseline_.groups.push_back(std::move(group));
    baseline_.groups.back().runs.push_back(std::move(run));
  }

  Baseline result() {
    if (left_out_) left_out_->older_numerics = older_;
    return std::move(baseline_);
  }

 private:
  void drop() {
    for (const TrackedGroup& group : baseline_.groups) older_ += group.runs.size();
    baseline_ = {};
    environments_.clear();
  }

  SQLite::Database& database_;
  LeftOut* left_out_;
  Baseline baseline_;
  std::map<std::int64_t, std::size_t> environments_;
  std::size_t older_ = 0;
};

}  // namespace

Baseline read_groups(SQLite::Database& database, const reports::Selection& selection, LeftOut* left_out) {
  return reports::guarded(database, reports::name_of(selection), [&] {
    Collector collector(database, left_out);
    SQLite::Statement query(database, runs_sql(selection));
    while (query.executeStep()) collector.add(query);
    return collector.result();
  });
}

Baseline freeze(SQLite::Database& database, const reports::Selection& selection, const std::string& name,
                LeftOut& left_out) {
  Baseline baseline = read_groups(database, selection, &left_out);
  if (baseline.groups.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: nothing to freeze: no completed or diverged run is among {}", name,
                            selection.where.empty() ? "those stored" : reports::name_of(selection)));
  baseline.name = name;
  return baseline;
}

}  // namespace tryall::tracking
