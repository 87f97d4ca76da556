#include "store/merge/merger.hpp"

#include <fmt/format.h>

#include <utility>

#include "tryall/error.hpp"
#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/store/store_error.hpp"
#include "tryall/sweeps/store/stored_vocabulary.hpp"

namespace tryall::sweeps {
namespace {

/// The columns of a result, and then what else the merger asks of a run.
std::string select_runs(SQLite::Database& database, const std::vector<Metric>& metrics, const char* rest) {
  return fmt::format(
      "SELECT {}, r.id, r.key, r.seed, g.key, e.instruction_set, e.\"commit\", e.dirty, e.version FROM runs "
      "r JOIN "
      "results s ON s.group_id = r.group_id AND s.seed = r.seed JOIN groups g ON g.id = r.group_id JOIN "
      "environments e "
      "ON e.id = r.environment_id {}",
      result_columns(database, metrics), rest);
}

[[noreturn]] void fail_merge(const std::filesystem::path& file, const std::string& how) {
  throw StoreError(ErrorCode::bad_input,
                   fmt::format("{}: is damaged: {}. Nothing was merged", file.string(), how),
                   StoreRemedy::examine, file);
}

}  // namespace

Merger::Merger(SQLite::Database& target, std::filesystem::path into)
    : target_(target), into_(std::move(into)) {}

MergedStore Merger::add(const std::filesystem::path& file, SQLite::Database& source) {
  const SQLite::Transaction snapshot(source);
  take_metrics(source);
  RowCopier rows(source, target_);
  RunCopier copier(source, target_, rows);
  const RepeatableCurves repeatable(source);
  MergedStore store{.file = file};
  SQLite::Statement runs(source, select_runs(source, metrics_, ""));
  while (runs.executeStep()) add_run(read(runs, repeatable), copier, store);
  if (store.runs != static_cast<std::size_t>(source.execAndGet("SELECT count(*) FROM runs").getInt64()))
    fail_merge(file, "some runs refer to missing rows");
  add_sweeps(source, rows);
  add_baselines(source);
  add_remarks(source);
  return store;
}

void Merger::take_metrics(SQLite::Database& source) {
  find_.reset();  // or the table could not be changed
  std::vector<Metric> metrics;
  for (StoredMetric& one : stored_metrics(source)) metrics.push_back(std::move(one.metric));
  add_metrics(target_, metrics);
  metrics_.clear();
  for (StoredMetric& one : stored_metrics(target_))
    if (one.metric.repeatable) metrics_.push_back(std::move(one.metric));
  repeatable_.emplace(target_);
  find_.emplace(target_, select_runs(target_, metrics_, "WHERE r.key = ?"));
}

Merger::Row Merger::read(SQLite::Statement& query, const RepeatableCurves& repeatable) const {
  int place = static_cast<int>(result_count(metrics_));
  const auto next = [&] { return query.getColumn(place++); };
  Row row{result_texts(query, metrics_, repeatable),     next().getInt64(),  next().getString(),
          static_cast<std::uint64_t>(next().getInt64()), next().getString(), next().getString()};
  const std::string commit = next().getString();
  const bool dirty = next().getInt() != 0;
  row.environment += fmt::format(", tryall {}{}{}", next().getString(), commit.empty() ? "" : " at " + commit,
                                 dirty ? " with changes" : "");
  return row;
}

void Merger::add_run(const Row& row, RunCopier& copier, MergedStore& store) {
  ++store.runs;
  if (run_key(row.group_key, row.seed) != row.key)
    fail_merge(store.file, fmt::format("run {} does not match its key", row.key));
  find_->reset();
  find_->bind(1, row.key);
  if (!find_->executeStep()) {
    copier.copy(row.id);
    came_from_[row.key] = store.file;
    ++store.added;
    return;
  }
  const Row here = read(*find_, *repeatable_);
  find_->reset();
  if (row.result == here.result) {
    ++store.known;
    return;
  }
  if (is_result(row.result) && is_result(here.result)) return add_again(row, here, copier, store);
  // A result replaces a failure; of two failures one stays, whichever store came first.
  const bool better =
      is_result(row.result) != is_result(here.result) ? is_result(row.result) : row.result < here.result;
  if (!better) {
    ++store.known;
    return;
  }
  remove(here);
  copier.copy(row.id);
  came_from_[row.key] = store.file;
  ++store.replaced;
}

void Merger::add_again(const Row& row, const Row& here, RunCopier& copier, MergedStore& store) {
  const Comparison comparison = compared(here.result, row.result, metrics_);
  if (!comparison.agree()) return contradict(comparison, row, here, store);
  if (comparison.other_has_more) {
    copier.complete(row.id, here.id);
    ++store.completed;
  } else {
    ++store.known;
  }
}

void Merger::remove(const Row& row) {
  SQLite::Statement result(
      target_, "DELETE FROM results WHERE (group_id, seed) = (SELECT group_id, seed FROM runs WHERE id = ?)");
  result.bind(1, row.id);
  result.exec();
  target_.exec(fmt::format("DELETE FROM runs WHERE id = {}", row.id));
}

void Merger::contradict(const Comparison& comparison, const Row& row, const Row& here, MergedStore& store) {
  const auto origin = came_from_.find(row.key);
  ++store.contradicting;
  contradictions_.push_back({.run_key = row.key,
                             .difference = difference(comparison.one, comparison.other, metrics_),
                             .here = origin == came_from_.end() ? into_ : origin->second,
                             .there = store.file,
                             .here_environment = here.environment,
                             .there_environment = row.environment});
}

/// Of a sweep that both know, what was asked last stays.
void Merger::add_sweeps(SQLite::Database& source, RowCopier& copier) {
  SQLite::Statement sweeps(source, "SELECT started_at, metric, direction, id FROM sweeps ORDER BY id");
  SQLite::Statement update(target_,
                           "UPDATE sweeps SET started_at = ?1, metric = ?2, direction = ?3 WHERE id = ?4 AND "
                           "(started_at, metric, direction) < (?1, ?2, ?3)");
  SQLite::Statement runs(source, "SELECT run_key FROM sweep_runs WHERE sweep_id = ?");
  SQLite::Statement member(target_, "INSERT OR IGNORE INTO sweep_runs(sweep_id, run_key) VALUES(?, ?)");
  while (sweeps.executeStep()) {
    const std::int64_t source_id = sweeps.getColumn(3).getInt64();
    const std::int64_t id = copier.id_of("sweeps", source_id);
    for (int i = 0; i < 3; ++i) bind_same(update, i + 1, sweeps.getColumn(i));
    update.bind(4, id);
    update.exec();
    update.reset();
    runs.bind(1, source_id);
    while (runs.executeStep()) {
      member.bind(1, id);
      bind_same(member, 2, runs.getColumn(0));
      member.exec();
      member.reset();
    }
    runs.reset();
  }
}

/// Of two with one name the one frozen last stays.
void Merger::add_baselines(SQLite::Database& source) {
  SQLite::Statement baselines(source, "SELECT name, created_at, document FROM baselines");
  SQLite::Statement insert(target_,
                           "INSERT INTO baselines(name, created_at, document) VALUES(?, ?, ?) ON "
                           "CONFLICT(name) DO UPDATE SET (created_at, document) = (excluded.created_at, "
                           "excluded.document) WHERE excluded.created_at > baselines.created_at");
  copy_rows(baselines, insert);
}

/// Of two notes on one thing the later stays; tags of both.
void Merger::add_remarks(SQLite::Database& source) {
  SQLite::Statement notes(source, "SELECT kind, key, note, noted_at FROM notes");
  SQLite::Statement note(
      target_,
      "INSERT INTO notes(kind, key, note, noted_at) VALUES(?, ?, ?, ?) ON CONFLICT(kind, key) DO "
      "UPDATE SET (note, noted_at) = (excluded.note, excluded.noted_at) WHERE excluded.noted_at > "
      "notes.noted_at");
  copy_rows(notes, note);
  SQLite::Statement tags(source, "SELECT kind, key, tag FROM tags");
  SQLite::Statement tag(target_, "INSERT OR IGNORE INTO tags(kind, key, tag) VALUES(?, ?, ?)");
  copy_rows(tags, tag);
}

}  // namespace tryall::sweeps
