#include "model_data.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tryall/data/table_census.hpp"
#include "tryall/error.hpp"

namespace tryall::train {
namespace {

using nlohmann::json;

constexpr int form = 1;  // of the text; raised when a reader of today would misunderstand it

json map_json(const data::InputMap& map) {
  return {{"shift", map.shift},
          {"scale", map.scale},
          {"per_sample", map.per_sample},
          {"rotation", map.rotation},
          {"fill", map.fill}};
}

data::InputMap map_from(const json& json) {
  const auto numbers = [&](const char* name) { return json.at(name).get<Buffer<double>>(); };
  return {numbers("shift"), numbers("scale"), json.at("per_sample").get<bool>(), numbers("rotation"),
          numbers("fill")};
}

json column_json(const data::ColumnCensus& column) {
  return {{"name", column.name},
          {"kind", to_text(column.kind)},
          {"use", to_text(column.use)},
          {"words", column.words},
          {"low", column.low},
          {"high", column.high},
          {"first_feature", column.first_feature},
          {"features", column.features}};
}

data::ColumnCensus column_from(const json& json) {
  data::ColumnCensus column;
  json.at("name").get_to(column.name);
  column.kind = data::column_kind_from(json.at("kind").get<std::string>());
  column.use = data::column_use_from(json.at("use").get<std::string>());
  json.at("words").get_to(column.words);
  json.at("low").get_to(column.low);
  json.at("high").get_to(column.high);
  json.at("first_feature").get_to(column.first_feature);
  json.at("features").get_to(column.features);
  return column;
}

const char* task_text(Task task) {
  return task == Task::classification ? "classification"
         : task == Task::regression   ? "regression"
                                      : "function";
}

Task task_from(const std::string& text) {
  if (text == "classification") return Task::classification;
  if (text == "regression") return Task::regression;
  throw Error(ErrorCode::bad_input, fmt::format("there is nothing to predict for the task '{}'", text));
}

PreparedData prepared_from(const json& json) {
  if (json.at("form").get<int>() != form)
    throw Error(ErrorCode::bad_input, "the file is of another version of tryall");
  auto dataset = std::make_shared<data::Dataset>();
  json.at("dataset").get_to(dataset->name);
  dataset->task = task_from(json.at("task").get<std::string>());
  json.at("shape").get_to(dataset->shape);
  dataset->features = 1;
  for (const std::size_t size : dataset->shape) dataset->features *= size;
  json.at("classes").get_to(dataset->classes);
  json.at("target_columns").get_to(dataset->target_columns);
  json.at("feature_names").get_to(dataset->feature_names);
  json.at("class_names").get_to(dataset->class_names);
  if (json.contains("columns")) {
    auto census = std::make_shared<data::TableCensus>();
    for (const auto& column : json.at("columns")) census->columns.push_back(column_from(column));
    dataset->census = std::move(census);
  }
  return {std::move(dataset), {}, map_from(json.at("inputs")), map_from(json.at("targets"))};
}

}  // namespace

std::string model_data_text(const PreparedData& prepared) {
  const data::Dataset& dataset = *prepared.dataset;
  json text = {{"form", form},
               {"dataset", dataset.name},
               {"task", task_text(dataset.task)},
               {"shape", dataset.shape},
               {"classes", dataset.classes},
               {"target_columns", dataset.target_columns},
               {"feature_names", dataset.feature_names},
               {"class_names", dataset.class_names},
               {"inputs", map_json(prepared.map)},
               {"targets", map_json(prepared.target_map)}};
  if (dataset.census)
    for (const data::ColumnCensus& column : dataset.census->columns)
      text["columns"].push_back(column_json(column));
  return text.dump();
}

namespace {

/// What `read` gives; throws Error for whatever it throws.
template <class Read>
auto understood(const std::string& what, Read read) {
  try {
    return read();
  } catch (const std::exception& error) {
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: what it says of the model's data cannot be read ({})", what, error.what()));
  }
}

}  // namespace

PreparedData parse_model_data(const std::string& text, const std::string& what) {
  return understood(what, [&] { return prepared_from(json::parse(text)); });
}

std::string member_maps_text(const std::vector<ModelMember>& members) {
  json maps = json::array();
  for (const ModelMember& member : members)
    maps.push_back({{"inputs", map_json(member.inputs)}, {"targets", map_json(member.targets)}});
  return maps.dump();
}

void parse_member_maps(const std::string& text, const std::string& what, std::vector<ModelMember>& members) {
  understood(what, [&] {
    const json maps = json::parse(text);
    for (std::size_t i = 0; i < members.size(); ++i) {
      members[i].inputs = map_from(maps.at(i).at("inputs"));
      members[i].targets = map_from(maps.at(i).at("targets"));
    }
  });
}

}  // namespace tryall::train
