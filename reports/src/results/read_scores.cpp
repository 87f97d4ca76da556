#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "axis_differences.hpp"
#include "config_reader.hpp"
#include "connection.hpp"
#include "score_rows.hpp"
#include "selection_sql.hpp"
#include "sql_errors.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/store/raw_statement.hpp"

namespace tryall::reports {
namespace {

using sweeps::RawStatement;

/// Everything is read from the table of results alone, in its order.
std::string scores_sql(const Connection& store, const ScoreQuery& query) {
  const std::vector<Metric>& metrics = store.vocabulary->metrics;
  std::string values = "seed, outcome, " + ended_before_sql(query.selection);
  for (const std::string& metric : query.metrics)
    values += ", " + value_sql(store, metric_place(metrics, metric), query.selection);
  if (is_everything(query.selection))
    return fmt::format("SELECT group_id, {} FROM results ORDER BY group_id, seed", values);
  return fmt::format(
      "SELECT (SELECT id FROM groups WHERE key = group_key), {} FROM v_runs WHERE {} ORDER BY group_key, "
      "seed",
      values, condition_sql(query.selection));
}

}  // namespace

void add_run(Scores& scores, sqlite3_stmt* run, std::size_t metrics) {
  constexpr int group = 0, seed = 1, outcome = 2, ended_before = 3, first_value = 4;
  const std::int64_t id = sqlite3_column_int64(run, group);
  if (scores.list.empty() || scores.list.back().id != id) {
    scores.list.emplace_back().id = id;
    scores.list.back().values.resize(metrics);
    scores.list.back().first = scores.values.size();
  }
  Score& score = scores.list.back();
  ++score.n;
  if (sqlite3_column_int(run, ended_before) != 0) score.too_short = true;
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(run, outcome));
  if (text == nullptr || std::strcmp(text, "completed") != 0) {
    ++score.diverged;
    return;
  }
  for (std::size_t i = 0; i < metrics; ++i) {
    const int column = first_value + static_cast<int>(i);
    if (sqlite3_column_type(run, column) == SQLITE_NULL) continue;
    const double value = sqlite3_column_double(run, column);
    score.values[i].add(value);
    if (i > 0) continue;
    scores.seeds.push_back(static_cast<std::uint64_t>(sqlite3_column_int64(run, seed)));
    scores.values.push_back(value);
  }
}

Scores StoreReader::scores(const ScoreQuery& query) const try {
  return guarded(*connection_->database, name_of(query.selection), [&] {
    Scores scores;
    std::vector<Score>& list = scores.list;
    if (is_everything(query.selection)) {
      const auto most = [&](const char* sql) {
        return static_cast<std::size_t>(connection_->database->execAndGet(sql).getInt64());
      };
      constexpr std::size_t plenty = 1'000'000;  // a damaged row may have any id
      list.reserve(std::min(plenty, most("SELECT coalesce(max(id), 0) FROM groups")));
      const std::size_t runs = std::min(plenty, most("SELECT coalesce(max(id), 0) FROM runs"));
      scores.seeds.reserve(runs);
      scores.values.reserve(runs);
    }
    RawStatement runs(*connection_->database, scores_sql(*connection_, query));
    while (runs.step()) add_run(scores, runs.row(), query.metrics.size());
    const auto by_id = [](const Score& a, const Score& b) { return a.id < b.id; };
    if (!std::is_sorted(list.begin(), list.end(), by_id)) std::sort(list.begin(), list.end(), by_id);
    return scores;
  });
} catch (...) {
  fail_answer(*connection_);
}

void StoreReader::read_keys(std::vector<Score>& scores) const try {
  SQLite::Statement key(*connection_->database, "SELECT key FROM groups WHERE id = ?");
  for (Score& score : scores) {
    key.bind(1, score.id);
    step_to_row(key, *connection_, "groups", score.id);
    score.key = key.getColumn(0).getString();
    key.reset();
  }
} catch (...) {
  fail_answer(*connection_);
}

std::string StoreReader::group_key(std::int64_t id) const try {
  SQLite::Statement key(*connection_->database, "SELECT key FROM groups WHERE id = ?");
  key.bind(1, id);
  step_to_row(key, *connection_, "groups", id);
  return key.getColumn(0).getString();
} catch (...) {
  fail_answer(*connection_);
}

namespace {

/// Calls with the place, the origin and the text of each score's config; scores are in the order of ids.
template <class Visit>
void for_each_text(SQLite::Database& database, const std::vector<Score>& scores, Visit&& visit) {
  SQLite::Statement query(database, "SELECT id, config, origin_id FROM groups WHERE id >= ? ORDER BY id");
  if (!scores.empty()) query.bind(1, scores.front().id);
  for (std::size_t i = 0; i < scores.size() && query.executeStep();) {
    if (query.getColumn(0).getInt64() != scores[i].id) continue;
    const SQLite::Column config = query.getColumn(1);
    const char* text = config.getText();
    visit(i++, query.getColumn(2).getInt64(),
          std::string_view(text, static_cast<std::size_t>(config.getBytes())));
  }
}

}  // namespace

namespace {

/// Adds the config in this text; axes that are known to differ need not be read again.
void add_config(AxisDifferences& differences, ConfigReaders& configs, std::int64_t origin,
                std::string_view text, std::size_t axes) {
  if (!differences.add(configs.of(origin).read(text))) return;
  for (std::size_t axis = 0; axis < axes; ++axis)
    if (differences.differs(axis)) configs.ignore(axis);
}

}  // namespace

std::vector<std::string> StoreReader::differing_axes(const std::vector<Score>& scores) const try {
  ConfigReaders configs(*connection_);
  AxisDifferences differences;
  for_each_text(*connection_->database, scores, [&](std::size_t, std::int64_t origin, std::string_view text) {
    add_config(differences, configs, origin, text, axes().size());
  });
  return differences.axes();
} catch (...) {
  fail_answer(*connection_);
}

std::pair<std::vector<std::string>, std::size_t> StoreReader::differing_axes() const try {
  ConfigReaders configs(*connection_);
  AxisDifferences differences;
  std::size_t count = 0;
  RawStatement groups(*connection_->database, "SELECT config, origin_id FROM groups ORDER BY id");
  for (; groups.step(); ++count) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(groups.row(), 0));
    add_config(differences, configs, sqlite3_column_int64(groups.row(), 1),
               {text, static_cast<std::size_t>(sqlite3_column_bytes(groups.row(), 0))}, axes().size());
  }
  return {differences.axes(), count};
} catch (...) {
  fail_answer(*connection_);
}

void StoreReader::for_each_config(const std::vector<Score>& scores, const std::vector<std::string>& axes,
                                  const std::function<void(std::size_t, const Config&)>& visit) const try {
  ConfigReaders configs(*connection_);
  configs.ignore_all_but(axes);
  for_each_text(*connection_->database, scores,
                [&](std::size_t i, std::int64_t origin, std::string_view text) {
                  visit(i, configs.of(origin).read(text));
                });
} catch (...) {
  fail_answer(*connection_);
}

}  // namespace tryall::reports
