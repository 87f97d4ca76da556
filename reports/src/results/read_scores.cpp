#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "axis_differences.hpp"
#include "config_reader.hpp"
#include "connection.hpp"
#include "selection_sql.hpp"
#include "sql_errors.hpp"
#include "tryall/reports/results/store_reader.hpp"

namespace tryall::reports {
namespace {

/// Everything is read from the table of results alone, in its order.
std::string scores_sql(const Connection& store, const ScoreQuery& query) {
  const std::vector<Metric>& metrics = store.vocabulary->metrics;
  std::string values = ended_before_sql(query.selection);
  for (const std::string& metric : query.metrics)
    values += ", " + value_sql(store, metric_place(metrics, metric), query.selection);
  if (is_everything(query.selection))
    return fmt::format("SELECT group_id, outcome, {} FROM results ORDER BY group_id, seed", values);
  return fmt::format(
      "SELECT (SELECT id FROM groups WHERE key = group_key), outcome, {} FROM v_runs WHERE {} "
      "ORDER BY group_key, seed",
      values, condition_sql(query.selection));
}

/// Of a million runs: without a Row, whose columns count.
void add_run(Score& score, SQLite::Statement& run) {
  constexpr int outcome = 1, ended_before = 2, first_value = 3;
  ++score.n;
  if (run.getColumn(ended_before).getInt() != 0) score.too_short = true;
  if (std::strcmp(run.getColumn(outcome).getText(), "completed") != 0) {
    ++score.diverged;
    return;
  }
  for (std::size_t i = 0; i < score.values.size(); ++i)
    if (const SQLite::Column value = run.getColumn(first_value + static_cast<int>(i)); !value.isNull())
      score.values[i].add(value.getDouble());
}

}  // namespace

std::vector<Score> StoreReader::scores(const ScoreQuery& query) const {
  return guarded(*connection_->database, name_of(query.selection), [&] {
    std::vector<Score> scores;
    SQLite::Statement runs(*connection_->database, scores_sql(*connection_, query));
    while (runs.executeStep()) {
      const std::int64_t id = runs.getColumn(0).getInt64();
      if (scores.empty() || scores.back().id != id) {
        scores.emplace_back().id = id;
        scores.back().values.resize(query.metrics.size());
      }
      add_run(scores.back(), runs);
    }
    std::sort(scores.begin(), scores.end(), [](const Score& a, const Score& b) { return a.id < b.id; });
    return scores;
  });
}

void StoreReader::read_keys(std::vector<Score>& scores) const {
  SQLite::Statement key(*connection_->database, "SELECT key FROM groups WHERE id = ?");
  for (Score& score : scores) {
    key.bind(1, score.id);
    key.executeStep();
    score.key = key.getColumn(0).getString();
    key.reset();
  }
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

std::vector<std::string> StoreReader::differing_axes(const std::vector<Score>& scores) const {
  ConfigReaders configs(*connection_);
  AxisDifferences differences;
  for_each_text(*connection_->database, scores, [&](std::size_t, std::int64_t origin, std::string_view text) {
    if (!differences.add(configs.of(origin).read(text))) return;
    for (std::size_t axis = 0; axis < axes().size(); ++axis)
      if (differences.differs(axis)) configs.ignore(axis);
  });
  return differences.axes();
}

void StoreReader::for_each_config(const std::vector<Score>& scores, const std::vector<std::string>& axes,
                                  const std::function<void(std::size_t, const Config&)>& visit) const {
  ConfigReaders configs(*connection_);
  configs.ignore_all_but(axes);
  for_each_text(*connection_->database, scores,
                [&](std::size_t i, std::int64_t origin, std::string_view text) {
                  visit(i, configs.of(origin).read(text));
                });
}

}  // namespace tryall::reports
