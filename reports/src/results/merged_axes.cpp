#include "merged_axes.hpp"

#include <algorithm>
#include <list>

namespace tryall::reports {
namespace {

/// What the axes of a merged table refer to.
struct MergedFamilies {
  std::vector<std::shared_ptr<const AxisTable>> tables;
  std::list<Family> families;
};

void add_techniques(Family& to, const Family& from) {
  for (const Technique* technique : from.techniques)
    if (std::none_of(to.techniques.begin(), to.techniques.end(),
                     [&](const Technique* one) { return one->name == technique->name; }))
      to.techniques.push_back(technique);
}

}  // namespace

std::shared_ptr<const AxisTable> merged_axes(const std::vector<sweeps::StoredOrigin>& origins) {
  if (origins.size() == 1) return origins.front().axes;
  const auto owner = std::make_shared<MergedFamilies>();
  std::vector<Axis> axes;
  std::vector<Family*> families;  // of the axes; null for plain values
  for (const sweeps::StoredOrigin& origin : origins) {
    owner->tables.push_back(origin.axes);
    for (const Axis& axis : *origin.axes) {
      const auto place = static_cast<std::size_t>(
          std::find_if(axes.begin(), axes.end(), [&](const Axis& one) { return one.name == axis.name; }) -
          axes.begin());
      if (place == axes.size()) {
        axes.push_back(axis);
        families.push_back(nullptr);
      }
      if (!axis.is_choice()) continue;
      if (families[place] == nullptr) {
        families[place] = &owner->families.emplace_back(*axis.family);
        axes[place] = axis;
        axes[place].family = families[place];
      } else {
        add_techniques(*families[place], *axis.family);
      }
    }
  }
  return std::make_shared<const AxisTable>(std::move(axes), owner);
}

}  // namespace tryall::reports
