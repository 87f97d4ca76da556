#include "tryall/sweeps/plan/plan.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {
namespace {

nlohmann::json value_json(const Space& space, std::size_t axis, std::uint32_t number) {
  return to_json(space.settings.axes()[axis], space.settings.at(axis, number));
}

/// {"optimizer": [...], "learning_rate": [...], "seed": [...]}: row by row, and for each of a row's seeds.
nlohmann::json columns_json(const Space& space, const Column& column) {
  nlohmann::json json = nlohmann::json::object();
  for (std::size_t row = 0; row < column.rows; ++row)
    for (std::size_t copy = 0; copy < (column.seeds.empty() ? 1 : column.seeds[row].size()); ++copy) {
      for (std::size_t i = 0; i < column.axes.size(); ++i)
        json[space.settings.axes()[column.axes[i]].name].push_back(
            value_json(space, column.axes[i], column.numbers[row * column.axes.size() + i]));
      if (!column.seeds.empty()) json["seed"].push_back(column.seeds[row][copy]);
    }
  return json;
}

/// {"axes": {...}, "product": [{"zip": {...}}, ...]}
nlohmann::json block_json(const Space& space, const Block& block) {
  nlohmann::json json = {{"axes", nlohmann::json::object()}};
  for (const Column& column : block.columns) {
    nlohmann::json columns = columns_json(space, column);
    if (columns.size() == 1)
      json["axes"].update(columns);
    else
      json["product"].push_back({{"zip", std::move(columns)}});
  }
  if (!block.seeds.empty()) json["axes"]["seed"] = block.seeds;
  return json;
}

}  // namespace

std::string Plan::spec() const {
  nlohmann::json json;
  if (sweep.space.blocks.size() == 1) {
    json = block_json(sweep.space, sweep.space.blocks.front());
  } else {
    for (const Block& block : sweep.space.blocks) json["union"].push_back(block_json(sweep.space, block));
  }
  json["base"] = to_json(sweep.base);
  if (!sweep.description.empty()) json["description"] = sweep.description;
  if (sweep.search.name != "grid") json["search"] = to_json(sweep.search);
  return json.dump();
}

}  // namespace tryall::sweeps
