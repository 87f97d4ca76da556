#include "store/schema/axis_columns.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "store/schema/column_names.hpp"
#include "tryall/sweeps/store/stored_vocabulary.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::sweeps {
namespace {

/// An axis as all that brought one of its name have it.
struct MergedAxis {
  std::string name;
  bool is_choice = false, is_plain = false;
  std::vector<std::string> settings = {};

  void add(const Axis& axis) {
    (axis.is_choice() ? is_choice : is_plain) = true;
    if (!axis.is_choice()) return;
    for (const Technique* technique : axis.family->techniques)
      for (const Parameter& parameter : technique->parameters)
        if (std::find(settings.begin(), settings.end(), parameter.name) == settings.end())
          settings.push_back(parameter.name);
  }
};

void add_axes(std::vector<MergedAxis>& merged, const AxisTable& axes) {
  for (const Axis& axis : axes) {
    auto place = std::find_if(merged.begin(), merged.end(),
                              [&](const MergedAxis& one) { return one.name == axis.name; });
    if (place == merged.end()) place = merged.insert(place, {axis.name});
    place->add(axis);
  }
}

/// v_groups has columns that begin so, of metrics.
bool is_reserved(const std::string& name) {
  return is_fixed_column(name) || name.starts_with("mean_") || name.starts_with("sd_");
}

std::string value_of(const MergedAxis& axis) {
  std::string plain = fmt::format("json_extract(g.config, '$.{}')", axis.name);
  if (!axis.is_choice) return plain;
  std::string name = fmt::format("json_extract(g.config, '$.{}.name')", axis.name);
  if (!axis.is_plain) return name;
  return fmt::format("coalesce({}, {})", name, plain);
}

}  // namespace

std::vector<AxisColumn> axis_columns(SQLite::Database& database) {
  std::vector<MergedAxis> merged;
  add_axes(merged, *train::training_axes());
  for (const StoredOrigin& origin : stored_origins(database)) add_axes(merged, *origin.axes);
  ColumnNames names;
  for (const StoredMetric& metric : stored_metrics(database)) names.add(metric.column);
  const auto take = [&](const std::string& name) { return names.take(name, "axis_", !is_reserved(name)); };
  std::vector<AxisColumn> columns;
  for (const MergedAxis& axis : merged) {
    columns.push_back({take(axis.name), value_of(axis)});
    for (const std::string& setting : axis.settings)
      columns.push_back({take(fmt::format("{}_{}", axis.name, setting)),
                         fmt::format("json_extract(g.config, '$.{}.{}')", axis.name, setting)});
  }
  return columns;
}

}  // namespace tryall::sweeps
