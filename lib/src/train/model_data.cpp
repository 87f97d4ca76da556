#include "model_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "tryall/data/table_census.hpp"
#include "tryall/error.hpp"

namespace tryall::train {
namespace {

using nlohmann::json;

constexpr int form = 1;  // of the text; raised when a reader of today would misunderstand it

void check(bool holds, const char* what) {
  if (!holds) throw Error(ErrorCode::bad_input, what);
}

/// A count in a file that may have been edited: not below 0 and no more than memory could hold.
std::size_t count_from(const json& json) {
  constexpr std::int64_t most = std::int64_t{1} << 32;
  const auto count = json.get<std::int64_t>();
  check(json.is_number_integer() && count >= 0 && count <= most, "a count is out of range");
  return static_cast<std::size_t>(count);
}

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
  column.first_feature = count_from(json.at("first_feature"));
  column.features = count_from(json.at("features"));
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

/// A map of so many values has a shift and a scale for each.
void check_map(const data::InputMap& map, std::size_t values) {
  check(map.shift.size() == values && map.scale.size() == values, "a scaler has not one number per value");
  check(map.fill.empty() || map.fill.size() == values,
        "what stands in for missing values is not one number per value");
  check(map.rotation.size() % std::max<std::size_t>(values, 1) == 0, "a rotation does not fit the values");
}

std::size_t size_of(const std::vector<std::size_t>& shape) {
  constexpr std::size_t most = std::size_t{1} << 32;
  std::size_t size = 1;
  for (const std::size_t one : shape) {
    check(one >= 1 && size <= most / one, "the shape of a sample is out of range");
    size *= one;
  }
  check(!shape.empty(), "the shape of a sample is missing");
  return size;
}

void check_columns(const data::Dataset& dataset) {
  std::size_t targets = 0;
  for (const data::ColumnCensus& column : dataset.census->columns) {
    targets += column.use == data::ColumnUse::target;
    if (column.use != data::ColumnUse::feature || column.features == 0) continue;
    check(
        column.first_feature < dataset.features && column.features <= dataset.features - column.first_feature,
        "a column's features are not among the model's");
    const bool is_words = column.kind != data::ColumnKind::boolean && !column.words.empty();
    check(column.features == (is_words ? column.words.size() : 1),
          "a column does not have the features of its kind");
  }
  check(dataset.task != Task::regression || targets == dataset.target_columns,
        "the columns to predict are not those of the model");
}

void check_dataset(const data::Dataset& dataset) {
  const bool names_all = dataset.feature_names.empty() || dataset.feature_names.size() == dataset.features;
  check(names_all, "the features' names are not one per feature");
  if (dataset.task == Task::classification)
    check(dataset.classes >= 1 &&
              (dataset.class_names.empty() || dataset.class_names.size() == dataset.classes),
          "the classes' names are not one per class");
  else
    check(dataset.target_columns >= 1, "there is no value to predict");
  if (dataset.census) check_columns(dataset);
}

/// Maps of other sizes than the data's would be read beyond their ends.
void check_maps(const data::Dataset& dataset, const data::InputMap& inputs, const data::InputMap& targets) {
  check_map(inputs, dataset.features);
  if (dataset.task == Task::regression || !targets.shift.empty()) check_map(targets, dataset.target_columns);
}

PreparedData prepared_from(const json& json) {
  if (json.at("form").get<int>() != form)
    throw Error(ErrorCode::bad_input, "the file is of another version of tryall");
  auto dataset = std::make_shared<data::Dataset>();
  json.at("dataset").get_to(dataset->name);
  dataset->task = task_from(json.at("task").get<std::string>());
  for (const auto& size : json.at("shape")) dataset->shape.push_back(count_from(size));
  dataset->features = size_of(dataset->shape);
  dataset->classes = count_from(json.at("classes"));
  dataset->target_columns = count_from(json.at("target_columns"));
  json.at("feature_names").get_to(dataset->feature_names);
  json.at("class_names").get_to(dataset->class_names);
  if (json.contains("columns")) {
    auto census = std::make_shared<data::TableCensus>();
    for (const auto& column : json.at("columns")) census->columns.push_back(column_from(column));
    dataset->census = std::move(census);
  }
  check_dataset(*dataset);
  PreparedData prepared{std::move(dataset), {}, map_from(json.at("inputs")), map_from(json.at("targets"))};
  check_maps(*prepared.dataset, prepared.map, prepared.target_map);
  return prepared;
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
  } catch (const json::exception&) {
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: is damaged: what it says of the model's data is not what tryall writes", what));
  } catch (const std::exception& error) {
    throw Error(ErrorCode::bad_input, fmt::format("{}: is damaged: {}", what, error.what()));
  }
}

}  // namespace

PreparedData parse_model_data(const std::string& text, const std::string& what) {
  return understood(what, [&] { return prepared_from(json::parse(text)); });
}

std::string past_text(const std::vector<PastTraining>& before) {
  json list = json::array();
  for (const PastTraining& one : before) list.push_back({{"config", one.config}, {"seed", one.seed}});
  return list.dump();
}

std::vector<PastTraining> past_from(const std::string& text) try {
  std::vector<PastTraining> before;
  for (const json& one : json::parse(text))
    before.push_back({one.at("config").get<std::string>(), one.at("seed").get<std::uint64_t>()});
  return before;
} catch (const json::exception& error) {
  throw Error(ErrorCode::bad_input, fmt::format("'{}' are no trainings: {}", text, error.what()));
}

std::string member_maps_text(const std::vector<ModelMember>& members) {
  json maps = json::array();
  for (const ModelMember& member : members)
    maps.push_back({{"inputs", map_json(member.inputs)}, {"targets", map_json(member.targets)}});
  return maps.dump();
}

void parse_member_maps(const std::string& text, const std::string& what, const data::Dataset& dataset,
                       std::vector<ModelMember>& members) {
  understood(what, [&] {
    const json maps = json::parse(text);
    for (std::size_t i = 0; i < members.size(); ++i) {
      members[i].inputs = map_from(maps.at(i).at("inputs"));
      members[i].targets = map_from(maps.at(i).at("targets"));
      check_maps(dataset, members[i].inputs, members[i].targets);
    }
  });
}

}  // namespace tryall::train
