#include "tryall/train/model_file.hpp"

#include <fmt/format.h>

#include <charconv>

#include "data/imputation.hpp"
#include "model_data.hpp"
#include "tryall/error.hpp"

namespace tryall::train {
namespace {

/// What the names of a member's tensors begin with; nothing where it is the only one.
std::string member_prefix(std::size_t member, std::size_t members) {
  return members == 1 ? "" : fmt::format("member_{}/", member);
}

std::size_t member_count(const TensorFile& file, const std::string& what) {
  const auto found = file.metadata.find("members");
  if (found == file.metadata.end()) return 1;
  std::size_t count = 0;
  const char* const end = found->second.data() + found->second.size();
  if (std::from_chars(found->second.data(), end, count).ptr != end || count < 1 ||
      count > file.tensors.size())
    throw Error(ErrorCode::bad_input, fmt::format("{}: does not have '{}' members", what, found->second));
  return count;
}

}  // namespace

PreparedData for_prediction(PreparedData prepared) {
  if (prepared.dataset->census)
    prepared.map.fill =
        data::fit_fill(*prepared.dataset, prepared.split.training, data::FilledFeatures::all).values;
  return prepared;
}

TensorFile to_tensor_file(const ModelFile& model) {
  TensorFile file{{},
                  {{"config", model.config},
                   {"seed", std::to_string(model.seed)},
                   {"tryall_version", model.program},
                   {"data", model_data_text(model.data)}}};
  if (!model.before.empty()) file.metadata["before"] = past_text(model.before);
  if (model.members.size() > 1) {
    file.metadata["members"] = std::to_string(model.members.size());
    file.metadata["maps"] = member_maps_text(model.members);
  }
  for (std::size_t member = 0; member < model.members.size(); ++member)
    for (Tensor tensor : model.members[member].weights) {
      tensor.name = member_prefix(member, model.members.size()) + tensor.name;
      file.tensors.push_back(std::move(tensor));
    }
  return file;
}

std::vector<PastTraining> trainings_of(const TensorFile& file) {
  const auto config = file.metadata.find("config"), seed = file.metadata.find("seed");
  if (config == file.metadata.end() || seed == file.metadata.end()) return {};
  std::vector<PastTraining> trainings;
  if (const auto before = file.metadata.find("before"); before != file.metadata.end())
    trainings = past_from(before->second);
  PastTraining& last = trainings.emplace_back(PastTraining{config->second, 0});
  const char* const end = seed->second.data() + seed->second.size();
  if (std::from_chars(seed->second.data(), end, last.seed).ptr != end)
    throw Error(ErrorCode::bad_input, fmt::format("'{}' is no seed", seed->second));
  return trainings;
}

bool describes_model(const TensorFile& file) {
  return file.metadata.contains("config") && file.metadata.contains("data");
}

ModelFile model_from(const TensorFile& file, const std::string& what) {
  ModelFile model{.config = file.metadata.at("config"),
                  .data = parse_model_data(file.metadata.at("data"), what)};
  model.members.assign(member_count(file, what), {{}, model.data.map, model.data.target_map});
  if (const auto maps = file.metadata.find("maps"); maps != file.metadata.end())
    parse_member_maps(maps->second, what, *model.data.dataset, model.members);
  for (std::size_t member = 0; member < model.members.size(); ++member) {
    const std::string prefix = member_prefix(member, model.members.size());
    for (const Tensor& tensor : file.tensors)
      if (tensor.name.starts_with(prefix))
        model.members[member].weights.push_back(
            {tensor.name.substr(prefix.size()), tensor.shape, tensor.values});
  }
  return model;
}

}  // namespace tryall::train
