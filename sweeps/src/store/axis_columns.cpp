#include "store/axis_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

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

std::string in_lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// Names of columns, each given once.
class ColumnNames {
 public:
  explicit ColumnNames(SQLite::Database& database) {
    for (const StoredMetric& metric : stored_metrics(database)) taken_.insert(in_lower_case(metric.column));
  }

  std::string take(const std::string& name) {
    std::string result = is_free(name) ? name : "axis_" + name;
    for (int i = 2; !is_free(result); ++i) result = fmt::format("axis_{}_{}", name, i);
    taken_.insert(in_lower_case(result));
    return result;
  }

 private:
  bool is_free(const std::string& name) const {
    return !taken_.contains(in_lower_case(name)) && !is_fixed_column(name) && !name.starts_with("mean_") &&
           !name.starts_with("sd_");
  }

  std::set<std::string> taken_;
};

std::string value_of(const MergedAxis& axis) {
  std::string plain = fmt::format("json_extract({{}}, '$.{}')", axis.name);
  if (!axis.is_choice) return plain;
  std::string name = fmt::format("json_extract({{}}, '$.{}.name')", axis.name);
  if (!axis.is_plain) return name;
  return fmt::format("coalesce({}, {})", name, plain);
}

}  // namespace

std::vector<AxisColumn> axis_columns(SQLite::Database& database) {
  std::vector<MergedAxis> merged;
  add_axes(merged, *train::training_axes());
  for (const StoredOrigin& origin : stored_origins(database)) add_axes(merged, *origin.axes);
  ColumnNames names(database);
  std::vector<AxisColumn> columns;
  for (const MergedAxis& axis : merged) {
    columns.push_back({names.take(axis.name), value_of(axis)});
    for (const std::string& setting : axis.settings)
      columns.push_back({names.take(fmt::format("{}_{}", axis.name, setting)),
                         fmt::format("json_extract({{}}, '$.{}.{}')", axis.name, setting)});
  }
  return columns;
}

std::set<std::string> axis_column_names(SQLite::Database& database) {
  std::set<std::string> names;
  for (const AxisColumn& column : axis_columns(database)) names.insert(in_lower_case(column.name));
  return names;
}

}  // namespace tryall::sweeps
