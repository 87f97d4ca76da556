#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "connection.hpp"
#include "ranking/rank_key.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/run/read_status.hpp"
#include "tryall/sweeps/store/raw_statement.hpp"

namespace tryall::reports {
namespace {

using sweeps::RawStatement;

/// What a group's place in the sample goes by.
struct GroupTally {
  std::int64_t id = 0;
  std::uint32_t runs = 0;
  sweeps::RunningStatistics values = {};  ///< Of the metric.
  std::string key = {};
  std::size_t family = 0;
  bool is_best = false;
};

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

class Tallies {
 public:
  std::vector<GroupTally> groups;
  std::array<std::size_t, 6> outcomes = {};
  std::size_t runs = 0;

  void read(SQLite::Database& database, const std::string& column, const Membership& members) {
    RawStatement results(
        database,
        fmt::format("SELECT group_id, run_id, outcome, {} FROM results ORDER BY group_id, seed", column));
    while (results.step())
      if (members.has(sqlite3_column_int64(results.row(), 1))) add(results.row());
  }

 private:
  void add(sqlite3_stmt* row) {
    const std::int64_t id = sqlite3_column_int64(row, 0);
    if (groups.empty() || groups.back().id != id) groups.emplace_back().id = id;
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, 2));
    const auto outcome = outcome_from(text ? text : "").value_or(Outcome::failed);
    ++outcomes[static_cast<std::size_t>(outcome)];
    ++runs;
    GroupTally& group = groups.back();
    ++group.runs;
    if (outcome == Outcome::completed && sqlite3_column_type(row, 3) != SQLITE_NULL)
      group.values.add(sqlite3_column_double(row, 3));
  }
};

/// Marks so many of each family, in the order of leaderboards.
void mark_best(std::vector<GroupTally>& groups, const SampleQuery& query) {
  std::map<std::size_t, std::vector<GroupTally*>> families;
  for (GroupTally& group : groups)
    if (group.values.count() > 0) families[group.family].push_back(&group);
  const auto key_of = [&](const GroupTally* group) {
    return rank_key(group->values, group->runs, query.direction, group->key);
  };
  for (auto& [family, order] : families) {
    const std::size_t count = std::min(query.best, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                      [&](const GroupTally* a, const GroupTally* b) { return key_of(a) < key_of(b); });
    for (std::size_t i = 0; i < count; ++i) order[i]->is_best = true;
  }
}

/// Reads the keys of the groups; their places in the order of keys.
std::vector<std::size_t> ordered_by_key(SQLite::Database& database, std::vector<GroupTally>& groups) {
  std::vector<std::size_t> order;
  RawStatement keys(database, "SELECT id, key FROM groups ORDER BY key");
  while (keys.step()) {
    const std::int64_t id = sqlite3_column_int64(keys.row(), 0);
    const auto group =
        std::lower_bound(groups.begin(), groups.end(), id,
                         [](const GroupTally& one, std::int64_t other) { return one.id < other; });
    if (group == groups.end() || group->id != id) continue;
    group->key = reinterpret_cast<const char*>(sqlite3_column_text(keys.row(), 1));
    order.push_back(static_cast<std::size_t>(group - groups.begin()));
  }
  return order;
}

}  // namespace

GroupSample StoreReader::sample(const SweepRow& sweep, const SampleQuery& query) const try {
  SQLite::Database& database = *connection_->database;
  const std::size_t metric = metric_place(metrics(), query.metric);
  Tallies tallies;
  tallies.read(database, connection_->columns[metric], Membership(database, sweep, run_count()));
  const std::vector<std::size_t> order = ordered_by_key(database, tallies.groups);
  Scores scores;
  for (const GroupTally& group : tallies.groups) scores.list.emplace_back().id = group.id;
  find_families(scores, metrics()[metric]);
  for (std::size_t i = 0; i < tallies.groups.size(); ++i) tallies.groups[i].family = scores.list[i].family;
  mark_best(tallies.groups, query);
  GroupSample sample;
  sample.groups_in_all = tallies.groups.size();
  sample.runs_in_all = tallies.runs;
  std::size_t drawn_runs = 0;
  for (const std::size_t place : order) {
    GroupTally& group = tallies.groups[place];
    if (!group.is_best && drawn_runs >= query.runs) continue;
    group.is_best ? ++sample.best : drawn_runs += group.runs;
    sample.keys.push_back(std::move(group.key));
  }
  for (std::size_t i = 0; i < tallies.outcomes.size(); ++i)
    if (tallies.outcomes[i] > 0) sample.outcomes.emplace_back(static_cast<Outcome>(i), tallies.outcomes[i]);
  return sample;
} catch (...) {
  fail_answer(*connection_);
}

}  // namespace tryall::reports
