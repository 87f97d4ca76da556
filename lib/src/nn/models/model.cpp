#include "tryall/nn/models/model.hpp"

#include "models.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::nn {

const std::vector<ModelEntry>& model_table() {
  static const std::vector<ModelEntry> table = {linear(), softmax_regression(), mlp(), cnn(), function()};
  return table;
}

const Family& models() {
  static const Family family = family_of("model", "models", model_table());
  return family;
}

HiddenUnits hidden_units(const Choice& model) { return entry_of(model_table(), model).hidden(model); }

template <>
Layers<float> make_layers(const ModelParts& parts) {
  return entry_of(model_table(), parts.model).make_single(parts);
}

template <>
Layers<double> make_layers(const ModelParts& parts) {
  return entry_of(model_table(), parts.model).make_double(parts);
}

}  // namespace tryall::nn
