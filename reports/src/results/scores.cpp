#include "scores.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <tuple>

#include "rank_key.hpp"
#include "selection_sql.hpp"
#include "sql_errors.hpp"

namespace tryall::reports {
namespace {

/// Everything is read from the table alone, by its index.
std::string scores_sql(const ScoreQuery& query) {
  std::string values = ended_before_sql(query.selection);
  for (const std::string& metric : query.metrics)
    values += ", " + value_sql(train::find_metric(metric), query.selection);
  if (is_everything(query.selection))
    return fmt::format("SELECT group_id, outcome, {} FROM runs ORDER BY group_id, seed", values);
  return fmt::format(
      "SELECT (SELECT id FROM groups WHERE key = group_key), outcome, {} FROM v_runs WHERE {} "
      "ORDER BY group_key, seed",
      values, condition_sql(query.selection));
}

void add_run(Score& score, SQLite::Statement& run) {
  constexpr int first_value = 3;
  ++score.n;
  if (run.getColumn(2).getInt() != 0) score.too_short = true;
  if (std::strcmp(run.getColumn(1).getText(), "completed") != 0) {
    ++score.diverged;
    return;
  }
  for (std::size_t i = 0; i < score.values.size(); ++i)
    if (const SQLite::Column value = run.getColumn(first_value + static_cast<int>(i)); !value.isNull())
      score.values[i].add(value.getDouble());
}

/// Orders best first but for ties.
struct Better {
  train::Direction direction;

  auto rank(const Score& score) const {
    return rank_key(mean_of(score.values.front()), score.diverged, score.n, direction);
  }
  bool operator()(const Score& a, const Score& b) const { return rank(a) < rank(b); }
};

}  // namespace

std::vector<Score> read_scores(SQLite::Database& database, const ScoreQuery& query) {
  return guarded(database, name_of(query.selection), [&] {
    std::vector<Score> scores;
    SQLite::Statement runs(database, scores_sql(query));
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

void keep_best(SQLite::Database& database, std::vector<Score>& scores, train::Direction direction,
               std::size_t top) {
  const Better better{direction};
  if (top != 0 && top < scores.size()) {  // and those that tie with the last of them
    const auto last = scores.begin() + static_cast<std::ptrdiff_t>(top) - 1;
    std::nth_element(scores.begin(), last, scores.end(), better);
    scores.erase(std::partition(last + 1, scores.end(), [&](const Score& s) { return !better(*last, s); }),
                 scores.end());
  }
  SQLite::Statement key(database, "SELECT key FROM groups WHERE id = ?");
  for (Score& score : scores) {
    key.bind(1, score.id);
    key.executeStep();
    score.key = key.getColumn(0).getString();
    key.reset();
  }
  std::sort(scores.begin(), scores.end(), [&](const Score& a, const Score& b) {
    return std::tuple(better.rank(a), std::string_view(a.key)) <
           std::tuple(better.rank(b), std::string_view(b.key));
  });
  if (top != 0 && top < scores.size()) scores.resize(top);
}

void for_each_config(SQLite::Database& database, const std::vector<Score>& scores,
                     const std::function<void(std::size_t, std::string_view)>& visit) {
  SQLite::Statement configs(database, "SELECT id, config FROM groups WHERE id >= ? ORDER BY id");
  if (!scores.empty()) configs.bind(1, scores.front().id);
  for (std::size_t i = 0; i < scores.size() && configs.executeStep();) {
    if (configs.getColumn(0).getInt64() != scores[i].id) continue;
    const SQLite::Column config = configs.getColumn(1);
    const char* text = config.getText();
    visit(i++, {text, static_cast<std::size_t>(config.getBytes())});
  }
}

}  // namespace tryall::reports
