#include "tryall/tracking/freeze.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "tryall/error.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace tryall::tracking {
namespace {

bool is_result(Outcome outcome) { return outcome == Outcome::completed || outcome == Outcome::diverged; }

/// Counts the runs that are not frozen and drops them; groups that have no others go.
std::vector<reports::Group> without_left_out(std::vector<reports::Group> groups, LeftOut& left_out) {
  int newest = 0;
  for (reports::Group& group : groups) {
    left_out.no_results += std::erase_if(group.runs, [](const auto& run) { return !is_result(run.outcome); });
    if (!group.runs.empty()) newest = std::max(newest, group.numerics_version);
  }
  std::erase_if(groups, [&](const reports::Group& group) {
    const bool other_trainer = group.numerics_version == 0;
    const bool older = !other_trainer && group.numerics_version < newest;
    if (older) left_out.older_numerics += group.runs.size();
    return older || group.runs.empty();
  });
  return groups;
}

/// Makes a baseline of groups, with all their runs' numbers.
class Freezer {
 public:
  explicit Freezer(const reports::StoreReader& store) : store_(store) { baseline_.known = store.metrics(); }

  void add(const reports::Group& group) {
    baseline_.numerics_version = std::max(baseline_.numerics_version, group.numerics_version);
    TrackedGroup& frozen = baseline_.groups.emplace_back();
    frozen.key = group.key;
    frozen.config = nlohmann::json::parse(group.config_text);
    frozen.dataset = store_.dataset(group.dataset_id);
    for (const reports::Run& run : group.runs) frozen.runs.push_back(tracked(run));
  }

  Baseline take() { return std::move(baseline_); }

 private:
  TrackedRun tracked(const reports::Run& run) {
    TrackedRun tracked;
    tracked.seed = run.seed;
    tracked.environment = environment(run.environment_id);
    tracked.result.outcome = run.outcome;
    tracked.result.message = run.message;
    tracked.result.epochs_done = run.epochs_done;
    tracked.result.steps_done = run.steps_done;
    tracked.result.final_values = run.values;
    tracked.result.curves = store_.curves(run.key);
    return tracked;
  }

  std::size_t environment(std::int64_t id) {
    const auto [place, fresh] = environments_.emplace(id, baseline_.environments.size());
    if (fresh) baseline_.environments.push_back(store_.environment(id));
    return place->second;
  }

  const reports::StoreReader& store_;
  Baseline baseline_;
  std::map<std::int64_t, std::size_t> environments_;
};

}  // namespace

Baseline read_groups(const reports::StoreReader& store, const reports::Selection& selection,
                     LeftOut* left_out) try {
  const reports::StoreReader::Snapshot snapshot(store);
  std::vector<reports::Group> groups = store.groups(selection);
  if (left_out) groups = without_left_out(std::move(groups), *left_out);
  std::sort(groups.begin(), groups.end(), [](const reports::Group& a, const reports::Group& b) {
    return std::tie(a.config_text, a.key) < std::tie(b.config_text, b.key);
  });
  Freezer freezer(store);
  for (const reports::Group& group : groups) freezer.add(group);
  return freezer.take();
} catch (...) {
  sweeps::fail_with(store.file(), std::current_exception());
}

Baseline freeze(const reports::StoreReader& store, const reports::Selection& selection,
                const std::string& name, LeftOut& left_out) {
  Baseline baseline = read_groups(store, selection, &left_out);
  if (baseline.groups.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: nothing to freeze: no completed or diverged run is among {}", name,
                            selection.where.empty() ? "those stored" : reports::name_of(selection)));
  baseline.name = name;
  return baseline;
}

}  // namespace tryall::tracking
