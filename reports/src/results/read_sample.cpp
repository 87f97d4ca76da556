#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "connection.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/run/read_status.hpp"
#include "tryall/sweeps/store/raw_statement.hpp"

namespace tryall::reports {
namespace {

using sweeps::RawStatement;

/// What a group's place in the sample goes by.
struct GroupTally {
  std::int64_t id = 0;
  std::uint32_t runs = 0, without_value = 0;
  double sum = 0;  ///< Of the metric.
  bool is_best = false;

  double mean() const { return sum / (runs - without_value); }
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
    const auto outcome =
        outcome_from(reinterpret_cast<const char*>(sqlite3_column_text(row, 2))).value_or(Outcome::failed);
    ++outcomes[static_cast<std::size_t>(outcome)];
    ++runs;
    GroupTally& group = groups.back();
    ++group.runs;
    if (outcome == Outcome::completed && sqlite3_column_type(row, 3) != SQLITE_NULL)
      group.sum += sqlite3_column_double(row, 3);
    else
      ++group.without_value;
  }
};

/// As the leaderboard orders groups: those with a failed run after all others.
void mark_best(std::vector<GroupTally>& groups, const SampleQuery& query) {
  std::vector<GroupTally*> order;
  for (GroupTally& group : groups)
    if (group.runs > group.without_value) order.push_back(&group);
  const double sign = query.direction == Direction::maximize ? 1 : -1;
  const auto better = [&](const GroupTally* a, const GroupTally* b) {
    if ((a->without_value > 0) != (b->without_value > 0)) return b->without_value > 0;
    return sign * a->mean() != sign * b->mean() ? sign * a->mean() > sign * b->mean() : a->id < b->id;
  };
  const std::size_t count = std::min(query.best, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(), better);
  for (std::size_t i = 0; i < count; ++i) order[i]->is_best = true;
}

}  // namespace

GroupSample StoreReader::sample(const SweepRow& sweep, const SampleQuery& query) const {
  SQLite::Database& database = *connection_->database;
  Tallies tallies;
  tallies.read(database, connection_->columns[metric_place(metrics(), query.metric)],
               Membership(database, sweep, run_count()));
  mark_best(tallies.groups, query);
  GroupSample sample;
  sample.groups_in_all = tallies.groups.size();
  sample.runs_in_all = tallies.runs;
  std::size_t drawn_runs = 0;
  RawStatement keys(database, "SELECT id, key FROM groups ORDER BY key");
  while (keys.step()) {
    const std::int64_t id = sqlite3_column_int64(keys.row(), 0);
    const auto group =
        std::lower_bound(tallies.groups.begin(), tallies.groups.end(), id,
                         [](const GroupTally& one, std::int64_t other) { return one.id < other; });
    if (group == tallies.groups.end() || group->id != id) continue;
    if (!group->is_best && drawn_runs >= query.runs) continue;
    group->is_best ? ++sample.best : drawn_runs += group->runs;
    sample.keys.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(keys.row(), 1)));
  }
  for (std::size_t i = 0; i < tallies.outcomes.size(); ++i)
    if (tallies.outcomes[i] > 0) sample.outcomes.emplace_back(static_cast<Outcome>(i), tallies.outcomes[i]);
  return sample;
}

}  // namespace tryall::reports
