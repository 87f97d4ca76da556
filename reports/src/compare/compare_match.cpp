#include "compare_match.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "compare_key.hpp"
#include "results/ranking/rank_key.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/query/query.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::reports {
namespace {

[[noreturn]] void lacks(const std::string& message) { throw Error(ErrorCode::not_enough_data, message); }

std::vector<std::string> keys_that_hold(const StoreReader& store, const Side& side) {
  if (!side.group_key.empty()) return {side.group_key};
  std::vector<std::string> keys;
  store.for_each_group([&](const std::string& key, const Config& config) {
    if (side.holds(config)) keys.push_back(key);
  });
  return keys;
}

std::vector<Group> groups_of(const StoreReader& store, const Side& side, Selection selection) {
  if (side.sweep) {
    selection.sweep = side.sweep;
    return store.groups(selection);
  }
  return store.groups(selection, keys_that_hold(store, side));
}

/// Groups of other data or numerics are no match even where their configs are the same.
std::string data_of(const Group& group) {
  return fmt::format("{} {}", group.dataset_id, group.numerics_version);
}

/// The axes on which all groups of a sweep agree, and not with those of the other.
std::vector<ConfigColumn> differing_columns(const AxisTable& axes, const std::vector<Group>& a,
                                            const std::vector<Group>& b) {
  const auto labels = [](const std::vector<Group>& groups, const Axis& axis) {
    std::set<std::string> result;
    for (const Group& group : groups) result.insert(sweeps::axis_label(axis, group.config));
    return result;
  };
  std::vector<ConfigColumn> columns;
  for (const Axis& axis : axes) {
    const auto of_a = labels(a, axis), of_b = labels(b, axis);
    if (of_a.size() == 1 && of_b.size() == 1 && of_a != of_b) columns.push_back({.axis = &axis});
  }
  return columns;
}

std::vector<ConfigColumn> compared_columns(const Side& a, const Side& b) {
  std::vector<ConfigColumn> columns;
  for (const Side* side : {&a, &b})
    for (const Condition& condition : side->conditions)
      if (std::none_of(columns.begin(), columns.end(), [&](const ConfigColumn& column) {
            return name_of(column) == name_of(condition.column);
          }))
        columns.push_back(condition.column);
  return columns;
}

/// Whether the first is the better choice.
bool better(const Group& a, const Group& b, const Matching& matching) {
  const auto rank = [&](const Group& group) {
    sweeps::RunningStatistics values;
    for (const Run& run : group.runs)
      if (const double value = run.result(matching.select_by); value == value) values.add(value);
    return rank_key(values, group.runs.size(), matching.direction, group.key);
  };
  return rank(a) < rank(b);
}

using Names = std::vector<std::string>;

bool contains(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// The columns on which two groups differ.
Names differing_names(const Group& one, const Group& other) {
  Names names;
  for (const std::string& name : question_axes(one.config.axes())) {
    const ConfigColumn column = *find_config_column(one.config.axes(), name);
    if (value_on(column, one.config) != value_on(column, other.config)) names.push_back(name);
  }
  return names;
}

[[noreturn]] void several(const Side& side, const Names& columns) {
  throw Error(
      ErrorCode::bad_input,
      fmt::format("{} matches several groups, which differ in {}; name a value of it, or "
                  "take each side's best with --best-over {}",
                  side.name, columns.empty() ? "their data" : fmt::format("{}", fmt::join(columns, ", ")),
                  fmt::join(columns, ",")));
}

using ByKey = std::map<std::string, Group>;

struct Keying {
  const MatchKey& key;
  const Matching& matching;
  const std::vector<ConfigColumn>& compared;
  bool with_data;
};

/// Whether a side's best may be picked over the column: it was asked for, or is a setting of what is
/// compared.
bool may_be_picked(const ConfigColumn& column, const Keying& keying) {
  const auto is = [&](const ConfigColumn& other) {
    return other.axis == column.axis && (other.setting.empty() || other.setting == column.setting);
  };
  return std::any_of(keying.matching.best_over.begin(), keying.matching.best_over.end(), is) ||
         (!column.setting.empty() && std::any_of(keying.compared.begin(), keying.compared.end(), is));
}

/// `picked` gets the columns over which bests were picked.
ByKey by_key(const Side& side, const std::vector<Group>& groups, const Keying& keying, Names& picked) {
  ByKey result;
  for (const Group& group : groups) {
    std::string text = keying.key.of(group.config);
    if (keying.with_data) text += data_of(group);
    const auto [place, is_new] = result.try_emplace(std::move(text), group);
    if (is_new) continue;
    const Names names = differing_names(place->second, group);
    for (const std::string& name : names)
      if (!may_be_picked(*find_config_column(group.config.axes(), name), keying)) several(side, names);
    if (names.empty()) several(side, names);
    for (const std::string& name : names)
      if (!contains(picked, name)) picked.push_back(name);
    if (better(group, place->second, keying.matching)) place->second = group;
  }
  return result;
}

/// On which axes the sides have no value in common.
std::string why_none(const AxisTable& axes, const std::vector<Group>& a, const std::vector<Group>& b,
                     const std::vector<ConfigColumn>& left_out) {
  std::vector<std::string> names;
  for (const Axis& axis : axes) {
    if (std::any_of(left_out.begin(), left_out.end(),
                    [&](const ConfigColumn& column) { return column.axis == &axis; }))
      continue;
    std::set<std::string> of_a;
    for (const Group& group : a) of_a.insert(sweeps::axis_label(axis, group.config));
    if (std::none_of(b.begin(), b.end(), [&](const Group& group) {
          return of_a.contains(sweeps::axis_label(axis, group.config));
        }))
      names.push_back(axis.name);
  }
  if (names.empty()) return "";
  return fmt::format("; they have no value of {} in common (--best-over {} takes each at its best)",
                     fmt::join(names, ", "), fmt::join(names, ","));
}

Matches paired(ByKey& a, ByKey& b, const Side& side_a, const Side& side_b) {
  Matches matches;
  std::size_t& same = matches.same;
  for (auto& [key, group] : a)
    if (const auto other = b.find(key); other != b.end()) {
      if (other->second.key == group.key)
        ++same;
      else
        matches.pairs.push_back({"", "", "", std::move(group), std::move(other->second)});
    }
  const std::size_t matched = matches.pairs.size() + same;
  if (same > 0)
    matches.notes.push_back(fmt::format("left out: {} group{} that both sides share, with the same runs",
                                        same, same == 1 ? "" : "s"));
  if (a.size() > matched || b.size() > matched)
    matches.notes.push_back(
        fmt::format("left out: {} of {} settings of {} and {} of {} of {}, which the other "
                    "side lacks",
                    a.size() - matched, a.size(), side_a.name, b.size() - matched, b.size(), side_b.name));
  return matches;
}

void add_labels(Matches& matches, const MatchKey& key) {
  std::vector<const Config*> configs;
  for (const MatchedPair& pair : matches.pairs) configs.push_back(&pair.a.config);
  const auto axes = key.differing(configs);
  for (MatchedPair& pair : matches.pairs) {
    pair.label = key.label(pair.a.config, axes);
    pair.best_a = columns_text(pair.a.config, matches.picked_over);
    pair.best_b = columns_text(pair.b.config, matches.picked_over);
  }
}

}  // namespace

Matches match(const StoreReader& store, const Side& a, const Side& b, const Matching& matching) {
  const auto of_a = groups_of(store, a, matching.selection);
  const auto of_b = groups_of(store, b, matching.selection);
  for (const auto& [side, groups] : {std::pair(&a, &of_a), std::pair(&b, &of_b)})
    if (groups->empty())
      lacks(fmt::format("no run of {} is stored{}", side->name,
                        is_everything(matching.selection) ? "" : " that --sweep and --where select"));
  const std::vector<ConfigColumn> compared =
      a.conditions.empty() ? differing_columns(store.axes(), of_a, of_b) : compared_columns(a, b);
  if (!a.group_key.empty()) return {{{"", "", "", of_a.front(), of_b.front()}}, compared, {}, {}};
  std::vector<ConfigColumn> left_out = compared;
  left_out.insert(left_out.end(), matching.best_over.begin(), matching.best_over.end());
  const MatchKey key(of_a, of_b, left_out);
  const bool other_data = std::any_of(compared.begin(), compared.end(), [](const ConfigColumn& column) {
    return column.axis->name == "dataset";
  });
  const Keying keying{key, matching, compared, !a.conditions.empty() && !other_data};
  Names picked;
  for (const ConfigColumn& column : matching.best_over) picked.push_back(name_of(column));
  ByKey keyed_a = by_key(a, of_a, keying, picked), keyed_b = by_key(b, of_b, keying, picked);
  Matches matches = paired(keyed_a, keyed_b, a, b);
  if (matches.pairs.empty() && matches.same > 0)
    lacks(fmt::format(
        "the only setting{0} that {1} and {2} have in common {3} the same group{0} in both: there "
        "is nothing to compare",
        matches.same == 1 ? "" : "s", a.name, b.name, matches.same == 1 ? "is" : "are"));
  if (matches.pairs.empty())
    lacks(fmt::format("no setting of {} matches a setting of {}{}", a.name, b.name,
                      why_none(store.axes(), of_a, of_b, left_out)));
  matches.compared = compared;
  for (const std::string& name : picked)
    matches.picked_over.push_back(*find_config_column(store.axes(), name));
  add_labels(matches, key);
  return matches;
}

}  // namespace tryall::reports
