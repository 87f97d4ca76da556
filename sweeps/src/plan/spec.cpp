#include "tryall/sweeps/plan/plan.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {
namespace {

nlohmann::json value_json(const Space& space, std::size_t axis, std::uint32_t number) {
  return to_json(space.settings.axes()[axis], space.settings.at(axis, number));
}

/// {"optimizer": [...], "learning_rate": [...], "seed": [...]}: row by row, and for each of a row's seeds.
nlohmann::json relation_json(const Space& space, const AxisRelation& relation) {
  nlohmann::json json = nlohmann::json::object();
  for (std::size_t row = 0; row < relation.rows; ++row)
    for (std::size_t copy = 0; copy < (relation.seeds.empty() ? 1 : relation.seeds[row].size()); ++copy) {
      for (std::size_t i = 0; i < relation.axes.size(); ++i)
        json[space.settings.axes()[relation.axes[i]].name].push_back(
            value_json(space, relation.axes[i], relation.numbers[row * relation.axes.size() + i]));
      if (!relation.seeds.empty()) json["seed"].push_back(relation.seeds[row][copy]);
    }
  return json;
}

/// {"axes": {...}, "product": [{"zip": {...}}, ...]}
nlohmann::json grid_json(const Space& space, const Grid& grid) {
  nlohmann::json json = {{"axes", nlohmann::json::object()}};
  for (const AxisRelation& relation : grid.relations) {
    nlohmann::json values = relation_json(space, relation);
    if (values.size() == 1)
      json["axes"].update(values);
    else
      json["product"].push_back({{"zip", std::move(values)}});
  }
  if (!grid.seeds.empty()) json["axes"]["seed"] = grid.seeds;
  return json;
}

}  // namespace

std::string Plan::spec() const {
  nlohmann::json json;
  if (sweep.space.grids.size() == 1) {
    json = grid_json(sweep.space, sweep.space.grids.front());
  } else {
    for (const Grid& grid : sweep.space.grids) json["union"].push_back(grid_json(sweep.space, grid));
  }
  json["base"] = to_json(sweep.base);
  if (!sweep.description.empty()) json["description"] = sweep.description;
  if (sweep.search.name != "grid") json["search"] = to_json(sweep.search);
  return json.dump();
}

}  // namespace tryall::sweeps
