#include "store/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <nlohmann/json.hpp>

#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {
namespace {

/// Whether `whole` says all that `part` says. A config from before some axis or setting was invented says
/// nothing of it.
bool says_all_of(const nlohmann::json& whole, const nlohmann::json& part) {
  if (!part.is_object()) return whole == part;
  for (const auto& [name, value] : part.items())
    if (const auto found = whole.find(name); found == whole.end() || !says_all_of(*found, value))
      return false;
  return true;
}

double number_of(const nlohmann::json& value) {
  return value.is_number() ? value.get<double>() : std::nan("");
}

bool same(double one, double other) { return one == other || (std::isnan(one) && std::isnan(other)); }

/// The training loss of an epoch in which it diverged may be there.
bool fits_length(const RunFacts& run, std::size_t length) {
  const auto epochs = static_cast<std::size_t>(run.epochs_done);
  return length == epochs || (run.outcome == "diverged" && length == epochs + 1);
}

/// The value at the end stands in the curve: at its last epoch or, with restored weights, somewhere.
bool fits_end(const RunFacts& run, const nlohmann::json& curve, double final_value) {
  if (run.outcome != "completed" || curve.empty()) return true;
  if (!run.restores_best) return same(number_of(curve.back()), final_value);
  return std::any_of(curve.begin(), curve.end(),
                     [&](const nlohmann::json& value) { return same(number_of(value), final_value); });
}

}  // namespace

void Findings::add(const std::string& what, const std::string& key) {
  constexpr std::size_t most_named = 3;
  Rows& rows = rows_[what];
  if (++rows.count <= most_named) rows.first.push_back(key);
}

std::vector<Finding> Findings::list() const {
  std::vector<Finding> list;
  for (const auto& [what, rows] : rows_)
    list.push_back({true, fmt::format("{} {}: {}{}", rows.count, what, fmt::join(rows.first, ", "),
                                      rows.count > rows.first.size() ? ", ..." : "")});
  return list;
}

void check_group(const GroupFacts& group, Findings& findings) {
  try {
    const auto json = nlohmann::json::parse(group.config);
    const Config config = config_from_json(group.origin.axes, json);
    if (json.dump() != group.config || !says_all_of(to_json(config), json))
      findings.add("group(s) with a config that is not in canonical form", group.key);
    if (group_key(config, group.subject_hash, group.origin.origin) != group.key ||
        setting_key(config) != group.setting_key)
      findings.add("group(s) whose key does not match their config and data", group.key);
  } catch (const std::exception&) {
    findings.add("group(s) with a config that cannot be read", group.key);
  }
}

void check_run(const RunFacts& run, const std::vector<StoredMetric>& metrics, Findings& findings) {
  if (run_key(run.group_key, run.seed) != run.key)
    findings.add("run(s) whose key does not match their group and seed", run.key);
  const auto curves = nlohmann::json::parse(run.curves, nullptr, false);
  if (!curves.is_object()) return findings.add("run(s) with curves that cannot be read", run.key);
  if (run.outcome == "failed" || run.outcome == "timed_out") return;
  bool fits = true, ends = true;
  for (const auto& [name, curve] : curves.items()) {
    const auto metric = std::find_if(metrics.begin(), metrics.end(), [&name = name](const StoredMetric& one) {
      return one.metric.name == name;
    });
    if (metric == metrics.end() || !curve.is_array()) {
      findings.add("run(s) with a curve of an unknown metric", run.key);
      continue;
    }
    fits = fits && fits_length(run, curve.size());
    ends = ends && fits_end(run, curve, run.final_values[static_cast<std::size_t>(metric - metrics.begin())]);
  }
  if (!fits) findings.add("run(s) with curves whose length differs from their epochs", run.key);
  if (fits && !ends) findings.add("run(s) with final values that differ from their curves", run.key);
}

}  // namespace tryall::sweeps
