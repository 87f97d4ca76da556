#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "connection.hpp"
#include "ranking/ranking.hpp"
#include "score_rows.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/run/read_status.hpp"
#include "tryall/sweeps/store/raw_statement.hpp"

namespace tryall::reports {
namespace {

using sweeps::RawStatement;

/// Whether run ids belong to a sweep.
class Membership {
 public:
  /// Of a store that has only runs of the sweep, none is looked up.
  Membership(SQLite::Database& database, const SweepRow& sweep, std::size_t run_count) {
    if (static_cast<std::size_t>(sweep.stored) == run_count) return;
    const std::vector<std::int64_t> ids = sweeps::sweep_members(database, sweep.id).run_ids;
    members_.emplace(ids.empty() ? 0 : *std::max_element(ids.begin(), ids.end()) + 1, false);
    for (const std::int64_t id : ids) (*members_)[static_cast<std::size_t>(id)] = true;
  }

  bool has(std::int64_t run_id) const {
    const auto id = static_cast<std::size_t>(run_id);
    return !members_ || (id < members_->size() && (*members_)[id]);
  }

 private:
  std::optional<std::vector<bool>> members_;
};

/// The scores of all groups of a sweep, and how its runs ended.
struct Tallies {
  Scores scores;
  std::array<std::size_t, 6> outcomes = {};
  std::size_t runs = 0;

  void read(SQLite::Database& database, const std::string& column, const Membership& members) {
    RawStatement results(
        database,
        fmt::format("SELECT group_id, seed, outcome, 0, {}, run_id FROM results ORDER BY group_id, seed",
                    column));
    while (results.step())
      if (members.has(sqlite3_column_int64(results.row(), 5))) add(results.row());
  }

 private:
  void add(sqlite3_stmt* row) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, 2));
    ++outcomes[static_cast<std::size_t>(outcome_from(text ? text : "").value_or(Outcome::failed))];
    ++runs;
    add_run(scores, row, 1);
  }
};

/// Reads the keys of the scores' groups, which are in the order of ids.
void read_all_keys(SQLite::Database& database, std::vector<Score>& scores) {
  RawStatement keys(database, "SELECT id, key FROM groups ORDER BY id");
  for (auto score = scores.begin(); score != scores.end() && keys.step();)
    if (sqlite3_column_int64(keys.row(), 0) == score->id)
      (score++)->key = reinterpret_cast<const char*>(sqlite3_column_text(keys.row(), 1));
}

/// Keeps the best of each family and, in the order of keys, others until they have so many runs; how many are
/// among the best.
std::size_t keep_sample(std::vector<Score>& scores, const SampleQuery& query) {
  const auto is_best = [&](const Score& score) { return score.rank > 0 && score.rank <= query.best; };
  std::vector<Score*> others;
  for (Score& score : scores)
    if (!is_best(score)) others.push_back(&score);
  std::sort(others.begin(), others.end(), [](const Score* a, const Score* b) { return a->key < b->key; });
  std::size_t drawn_runs = 0;
  for (Score* const score : others) {
    score->hidden = drawn_runs >= query.runs;
    if (!score->hidden) drawn_runs += score->n;
  }
  std::erase_if(scores, [](const Score& score) { return score.hidden; });
  return static_cast<std::size_t>(std::count_if(scores.begin(), scores.end(), is_best));
}

}  // namespace

GroupSample StoreReader::sample(const SweepRow& sweep, const SampleQuery& query) const try {
  SQLite::Database& database = *connection_->database;
  const std::size_t metric = metric_place(metrics(), query.metric);
  Tallies tallies;
  tallies.read(database, connection_->columns[metric], Membership(database, sweep, run_count()));
  GroupSample sample{.scores = std::move(tallies.scores), .runs_in_all = tallies.runs};
  sample.groups_in_all = sample.scores.list.size();
  read_all_keys(database, sample.scores.list);
  find_families(sample.scores, metrics()[metric]);
  find_ties(sample.scores, metrics()[metric], query.direction);
  sort_by_rank(sample.scores, query.direction);
  sample.best = keep_sample(sample.scores.list, query);
  find_seeds_needed(sample.scores);
  for (std::size_t i = 0; i < tallies.outcomes.size(); ++i)
    if (tallies.outcomes[i] > 0) sample.outcomes.emplace_back(static_cast<Outcome>(i), tallies.outcomes[i]);
  return sample;
} catch (...) {
  fail_answer(*connection_);
}

}  // namespace tryall::reports
