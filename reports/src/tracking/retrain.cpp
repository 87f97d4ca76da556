#include "tryall/tracking/retrain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "tracking/json_trouble.hpp"
#include "tryall/error.hpp"
#include "tryall/numerics.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "tryall/tracking/freeze.hpp"
#include "tryall/tracking/numerics.hpp"

namespace tryall::tracking {
namespace {

Config read_config(const std::shared_ptr<const AxisTable>& axes, const nlohmann::json& json) {
  for (const auto& item : json.items())
    if (!axes->find(item.key()))
      throw Error(ErrorCode::bad_input, fmt::format("axis '{}' no longer exists", item.key()));
  try {
    return sweeps::config_from_json(axes, json);
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorCode::bad_input, json_trouble(error));
  }
}

ReadiedGroup readied(const TrackedGroup& group, sweeps::Trainer& trainer) {
  ReadiedGroup result{std::nullopt, group.key, "group " + group.key.substr(0, 8), ""};
  const char* what = "its config can no longer be read";
  try {
    Config config = read_config(trainer.axes(), group.config);
    what = "its data cannot be read";
    const sweeps::Subject dataset = trainer.subject(config);
    if (dataset.hash != group.dataset.hash) {
      result.error = fmt::format("its dataset '{}' changed: hash {} then, {} now", dataset.name,
                                 group.dataset.hash, dataset.hash);
      return result;
    }
    what = "its config can no longer be trained";
    config = trainer.normalized(config, group.runs.front().seed);
    result.key = sweeps::group_key(config, dataset.hash, trainer.origin());
    result.config = std::move(config);
  } catch (const Error& error) {
    result.error = fmt::format("{}: {}", what, error.what());
  }
  return result;
}

/// The configs as one space: a row each, with its seeds.
sweeps::Sweep sweep_of(const Baseline& baseline, const std::vector<ReadiedGroup>& groups,
                       const std::vector<std::size_t>& seeds, const std::shared_ptr<const AxisTable>& axes) {
  sweeps::Sweep sweep;
  sweep.name = "check against " + baseline.name;
  sweep.base = Config(axes);
  sweep.space.settings = sweeps::SettingTable(axes);
  sweeps::AxisRelation relation;
  for (std::size_t axis = 0; axis < axes->size(); ++axis) relation.axes.push_back(axis);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!groups[i].config || seeds[i] == 0) continue;
    for (std::size_t axis = 0; axis < axes->size(); ++axis)
      relation.numbers.push_back(sweep.space.settings.number(axis, *groups[i].config));
    relation.seeds.push_back(seeds_of(baseline.groups[i], seeds[i]));
    ++relation.rows;
  }
  if (relation.rows > 0) sweep.space.grids = {{{std::move(relation)}, {}}};
  sweep.list_axes();
  return sweep;
}

/// What most of the values are.
std::string usual(const std::vector<std::string>& values) {
  std::map<std::string, std::size_t> counts;
  for (const std::string& value : values) ++counts[value];
  const auto most = std::max_element(counts.begin(), counts.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return 2 * most->second > values.size() ? most->first : "";
}

/// Names each group by the settings that are not those of most groups.
void label(std::vector<ReadiedGroup>& groups, const AxisTable& axes) {
  std::vector<ReadiedGroup*> known;
  for (ReadiedGroup& group : groups)
    if (group.config) known.push_back(&group);
  for (ReadiedGroup* group : known) group->label.clear();
  for (const Axis& axis : axes) {
    std::vector<std::string> values;
    for (const ReadiedGroup* group : known) values.push_back(sweeps::axis_label(axis, *group->config));
    const std::string most = known.empty() ? "" : usual(values);
    for (std::size_t i = 0; i < known.size(); ++i)
      if (values[i] != most)
        known[i]->label += (known[i]->label.empty() ? "" : " ") + axis.name + "=" + values[i];
  }
  const Axis& the_same = axes.find("optimizer") ? *axes.find("optimizer") : axes[0];
  for (ReadiedGroup* group : known)
    if (group->label.empty())
      group->label = the_same.name + "=" + sweeps::axis_label(the_same, *group->config);
}

bool same_program(const sweeps::Environment& one, const sweeps::Environment& other) {
  using sweeps::Environment;
  for (const auto member :
       {&Environment::version, &Environment::commit, &Environment::compiler, &Environment::build_type,
        &Environment::flags, &Environment::eigen, &Environment::libraries})
    if (one.*member != other.*member) return false;
  return one.dirty == other.dirty;
}

/// Results of another program in the store would be found as stored and taken for today's.
void refuse_foreign_runs(const sweeps::Plan& plan, const std::filesystem::path& store) {
  if (sweeps::is_empty_database(store)) return;
  const sweeps::Environment& here = sweeps::Environment::current();
  const Baseline stored = read_groups(reports::StoreReader(store), {});
  std::unordered_set<std::string> planned;
  for (const std::string& key : plan.run_keys()) planned.insert(key);
  for (const TrackedGroup& group : stored.groups)
    for (const TrackedRun& run : group.runs) {
      const sweeps::Environment& there = stored.environments[run.environment];
      if (!planned.contains(sweeps::run_key(group.key, run.seed)) || same_program(there, here)) continue;
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: holds runs of this check that another program trained ({}); they would be "
                              "mistaken for today's: name another file",
                              store.string(), fmt::format("{}", environment_differences(there, here)[0])));
    }
}

/// The result with its values in another order of metrics; missing for those that are not among `from`.
RunResult reordered(const RunResult& result, const std::vector<Metric>& from, const std::vector<Metric>& to) {
  RunResult ordered = result;
  ordered.final_values.clear();
  ordered.curves.clear();
  for (const Metric& metric : to) {
    const std::size_t place = metric_index(from, metric.name);
    ordered.final_values.push_back(result.value(place));
    ordered.curves.push_back(result.curve(place));
  }
  return ordered;
}

Retrained read_back(const std::vector<ReadiedGroup>& groups, const std::vector<std::size_t>& seeds,
                    const Baseline& baseline, const std::filesystem::path& store) {
  Baseline now = read_groups(reports::StoreReader(store), {});
  std::unordered_map<std::string, const TrackedGroup*> by_key;
  for (const TrackedGroup& group : now.groups) by_key.emplace(group.key, &group);
  Retrained result;
  result.environments = std::move(now.environments);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    std::vector<TrackedRun>& runs = result.runs.emplace_back();
    const auto found = by_key.find(groups[i].key);
    if (found == by_key.end() || !groups[i].config) continue;
    const std::vector<std::uint64_t> wanted = seeds_of(baseline.groups[i], seeds[i]);
    for (const TrackedRun& run : found->second->runs)
      if (std::find(wanted.begin(), wanted.end(), run.seed) != wanted.end()) {
        runs.push_back(run);
        runs.back().result = reordered(run.result, now.known, baseline.known);
      }
  }
  return result;
}

}  // namespace

std::vector<std::uint64_t> seeds_of(const TrackedGroup& group, std::size_t count) {
  std::vector<std::uint64_t> seeds;
  std::unordered_set<std::uint64_t> own;
  for (const TrackedRun& run : group.runs) {
    if (seeds.size() < count) seeds.push_back(run.seed);
    own.insert(run.seed);
  }
  for (std::uint64_t seed = 0; seeds.size() < count; ++seed)
    if (!own.contains(seed)) seeds.push_back(seed);
  return seeds;
}

std::vector<ReadiedGroup> readied(const Baseline& baseline, sweeps::Trainer& trainer) {
  std::vector<ReadiedGroup> groups;
  groups.reserve(baseline.groups.size());
  for (const TrackedGroup& group : baseline.groups) groups.push_back(readied(group, trainer));
  label(groups, *trainer.axes());
  return groups;
}

Retrained retrain(const Baseline& baseline, const std::vector<ReadiedGroup>& groups,
                  const std::vector<std::size_t>& seeds, const Retraining& retraining) {
  sweeps::Sweep sweep = sweep_of(baseline, groups, seeds, retraining.trainer.axes());
  if (sweep.space.grids.empty()) return {std::vector<std::vector<TrackedRun>>(groups.size()), {}, false};
  const sweeps::Plan plan = sweeps::make_plan(std::move(sweep), retraining.trainer);
  refuse_foreign_runs(plan, retraining.store);
  bool interrupted = false;
  {
    sweeps::SqliteStore store(retraining.store, retraining.patience);
    interrupted = sweeps::execute(plan, {.trainer = retraining.trainer,
                                         .store = store,
                                         .jobs = retraining.jobs,
                                         .stop = retraining.stop,
                                         .show = retraining.show,
                                         .again = {train::Outcome::failed, train::Outcome::timed_out}})
                      .interrupted;
  }
  Retrained result = read_back(groups, seeds, baseline, retraining.store);
  result.interrupted = interrupted;
  return result;
}

}  // namespace tryall::tracking
