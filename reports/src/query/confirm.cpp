#include "tryall/reports/query/confirm.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "results/find_sweep.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::reports {
namespace {

const std::string ending = "-confirm";

/// The sweep asked for; of a confirmation that ran last, the one that it confirmed.
SweepRow sweep_to_confirm(SQLite::Database& database, const std::string& name) {
  SweepRow sweep = uncounted_sweep(database, name);
  if (name.empty() && sweep.name.ends_with(ending))
    return uncounted_sweep(database, sweep.name.substr(0, sweep.name.size() - ending.size()));
  return sweep;
}

/// What the config says beyond the defaults.
nlohmann::json telling_json(const Config& config) {
  nlohmann::json json = nlohmann::json::object();
  for (const Axis& axis : axes())
    if (auto telling = sweeps::telling_json(axis, sweeps::setting_of(axis, config)))
      json[axis.name] = std::move(*telling);
  return json;
}

/// The largest seed of the group, in any sweep but the one of that name.
std::uint64_t largest_seed(SQLite::Database& database, const std::string& group_key, const std::string& but) {
  SQLite::Statement query(
      database,
      "SELECT max(seed) FROM v_runs WHERE group_key = ? AND (run NOT IN (SELECT run_key FROM "
      "sweep_runs JOIN sweeps ON sweeps.id = sweep_id WHERE name = ?) OR run IN (SELECT "
      "run_key FROM sweep_runs JOIN sweeps ON sweeps.id = sweep_id WHERE name <> ?))");
  query.bind(1, group_key);
  query.bind(2, but);
  query.bind(3, but);
  query.executeStep();
  return static_cast<std::uint64_t>(query.getColumn(0).getInt64());
}

std::string sweep_text(const Confirmation& confirmation, const std::vector<Standing>& best) {
  nlohmann::json json = {{"name", confirmation.name}, {"objective", {{"metric", confirmation.sweep.metric}}}};
  json["union"] = nlohmann::json::array();
  for (const Standing& standing : best)
    json["union"].push_back({{"base", telling_json(standing.group->config)}});
  json["axes"]["seed"] = confirmation.seeds;
  return json.dump(2);
}

Leaderboard board_of(const Confirmation& confirmation, const std::vector<GroupRow>& groups, std::size_t top) {
  return rank(groups,
              {.metric = confirmation.sweep.metric, .direction = confirmation.sweep.direction, .top = top});
}

}  // namespace

Confirmation plan_confirmation(SQLite::Database& database, const ConfirmQuestion& question) {
  const SQLite::Transaction snapshot(database);
  Confirmation result{.name = {},
                      .text = {},
                      .sweep = sweep_to_confirm(database, question.sweep),
                      .groups = {},
                      .top = question.top,
                      .seeds = {}};
  result.name = result.sweep.name + ending;
  result.groups = select_groups(database, {.sweep = result.sweep.id});
  if (result.groups.empty())
    throw Error(ErrorCode::not_enough_data,
                fmt::format("no run of {} is stored yet; nothing to confirm", result.sweep.name));
  Leaderboard board = board_of(result, result.groups, question.top);
  board.standings.resize(board.shown());
  std::uint64_t largest = 0;
  for (const Standing& standing : board.standings)
    largest = std::max(largest, largest_seed(database, standing.group->key, result.name));
  for (std::uint64_t i = 1; i <= question.seeds; ++i) result.seeds.push_back(largest + i);
  result.text = sweep_text(result, board.standings);
  return result;
}

}  // namespace tryall::reports
