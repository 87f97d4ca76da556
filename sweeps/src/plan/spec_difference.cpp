#include "tryall/sweeps/plan/spec_difference.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace tryall::sweeps {
namespace {

using Json = nlohmann::json;

/// A spec's values by axis, each value once.
class SpecValues {
 public:
  explicit SpecValues(const Json& spec) {
    const Json base = spec.value("base", Json::object());
    if (!spec.contains("union"))
      add_grid(spec, base);
    else
      for (const Json& grid : spec["union"]) add_grid(grid, base);
  }

  const std::vector<Json>& of(const std::string& axis) const {
    static const std::vector<Json> none;
    const auto found = values_.find(axis);
    return found == values_.end() ? none : found->second;
  }
  bool has(const std::string& axis) const { return values_.contains(axis); }
  std::vector<std::string> axes() const {
    std::vector<std::string> names;
    for (const auto& [axis, values] : values_) names.push_back(axis);
    return names;
  }

 private:
  void add_grid(const Json& grid, const Json& base) {
    std::set<std::string> varied;
    const auto add_lists = [&](const Json& lists) {
      for (const auto& [axis, values] : lists.items()) {
        varied.insert(axis);
        for (const Json& value : values) add(axis, value);
      }
    };
    if (grid.contains("axes")) add_lists(grid["axes"]);
    if (grid.contains("product"))
      for (const Json& relation : grid["product"])
        if (relation.contains("zip")) add_lists(relation["zip"]);
    for (const auto& [axis, value] : base.items())
      if (!varied.contains(axis)) add(axis, value);
  }

  void add(const std::string& axis, const Json& value) {
    if (known_[axis].insert(value.dump()).second) values_[axis].push_back(value);
  }

  std::map<std::string, std::vector<Json>> values_;
  std::map<std::string, std::set<std::string>> known_;
};

bool is_choice(const Json& value) { return value.is_object() && value.contains("name"); }

/// Settings that only one of two choices of a name has are of another version of the program.
bool same_value(const Json& a, const Json& b) {
  if (!is_choice(a) || !is_choice(b)) return a == b;
  if (a["name"] != b["name"]) return false;
  return std::all_of(a.items().begin(), a.items().end(), [&](const auto& setting) {
    return !b.contains(setting.key()) || b[setting.key()] == setting.value();
  });
}

/// Those of `values` that are not among `others`.
std::vector<Json> without(const std::vector<Json>& values, const std::vector<Json>& others) {
  std::set<std::string> known;
  for (const Json& other : others) known.insert(other.dump());
  std::vector<Json> left;
  for (const Json& value : values)
    if (!known.contains(value.dump()) &&
        (!is_choice(value) || std::none_of(others.begin(), others.end(),
                                           [&](const Json& other) { return same_value(value, other); })))
      left.push_back(value);
  return left;
}

std::string plain_text(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// A choice's name, with the settings on which the listed choices of that name differ.
std::string value_text(const Json& value, const std::vector<const std::vector<Json>*>& lists) {
  if (!is_choice(value)) return plain_text(value);
  std::string text = plain_text(value["name"]);
  for (const auto& [setting, own] : value.items()) {
    const bool differs =
        std::any_of(lists.begin(), lists.end(), [&, &name = setting, &mine = own](const auto* list) {
          return std::any_of(list->begin(), list->end(), [&](const Json& other) {
            return is_choice(other) && other["name"] == value["name"] && other.contains(name) &&
                   other[name] != mine;
          });
        });
    if (setting != "name" && differs) text += fmt::format(" {}={}", setting, plain_text(own));
  }
  return text;
}

std::vector<std::string> texts(const std::vector<Json>& values,
                               const std::vector<const std::vector<Json>*>& lists) {
  std::vector<std::string> result;
  for (const Json& value : values) result.push_back(value_text(value, lists));
  return result;
}

AxisDifference axis_difference(const std::string& axis, const std::vector<Json>& before,
                               const std::vector<Json>& after) {
  const std::vector<const std::vector<Json>*> lists = {&before, &after};
  return {axis, texts(without(before, after), lists), texts(without(after, before), lists), before.size(),
          after.size()};
}

/// How a spec combines its axes, without their values.
std::string shape_of(const Json& spec) {
  if (spec.contains("union")) return fmt::format("a union of {} grids", spec["union"].size());
  if (!spec.contains("product")) return "a product";
  return fmt::format("{} zipped or conditioned sets of axes", spec["product"].size());
}

std::string search_of(const Json& spec) {
  return spec.contains("search") ? value_text(spec["search"], {}) : "grid";
}

void compare_rest(const Json& before, const Json& after, SpecDifference& difference) {
  const auto note = [&](const char* what, const std::string& a, const std::string& b) {
    if (a != b) difference.other.push_back(fmt::format("{}: {} -> {}", what, a, b));
  };
  const Json none;
  if (search_of(before) != search_of(after))
    note("search", search_of(before), search_of(after));
  else if (before.value("search", none) != after.value("search", none))
    difference.other.emplace_back("search: other settings");
  if (shape_of(before) != shape_of(after))
    note("combination of axes", shape_of(before), shape_of(after));
  else if (difference.axes.empty() && (before.value("product", none) != after.value("product", none) ||
                                       before.value("union", none) != after.value("union", none)))
    difference.other.emplace_back("combination of axes: the same values are combined differently");
  note("description", before.value("description", "none"), after.value("description", "none"));
}

}  // namespace

SpecDifference spec_difference(const std::string& before, const std::string& after) {
  const Json a = Json::parse(before, nullptr, false), b = Json::parse(after, nullptr, false);
  SpecDifference difference;
  if (!a.is_object() || !b.is_object()) return difference;
  const SpecValues of_a(a), of_b(b);
  for (const std::string& axis : of_a.axes()) {
    if (!of_b.has(axis) && axis != "seed") continue;
    AxisDifference one = axis_difference(axis, of_a.of(axis), of_b.of(axis));
    if (!one.removed.empty() || !one.added.empty()) difference.axes.push_back(std::move(one));
  }
  compare_rest(a, b, difference);
  return difference;
}

std::vector<std::string> difference_lines(const SpecDifference& difference) {
  constexpr std::ptrdiff_t most = 8;
  const auto list = [&](const std::vector<std::string>& values) {
    const auto shown = std::min(most, std::ssize(values));
    std::string text = fmt::format("{}", fmt::join(values.begin(), values.begin() + shown, ", "));
    if (std::ssize(values) > shown) text += fmt::format(" and {} more", std::ssize(values) - shown);
    return text;
  };
  std::vector<std::string> lines;
  for (const AxisDifference& axis : difference.axes) {
    if (axis.is_change()) {
      lines.push_back(fmt::format("{}: {} -> {}", axis.axis, axis.removed.front(), axis.added.front()));
      continue;
    }
    std::string text = axis.axis + ":";
    if (!axis.added.empty()) text += " added " + list(axis.added);
    if (!axis.removed.empty()) text += (axis.added.empty() ? "" : ";") + (" removed " + list(axis.removed));
    lines.push_back(std::move(text));
  }
  lines.insert(lines.end(), difference.other.begin(), difference.other.end());
  return lines;
}

}  // namespace tryall::sweeps
