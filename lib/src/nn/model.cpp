#include "tryall/nn/model.hpp"

#include "models.hpp"
#include "tryall/table.hpp"

namespace tryall::nn {

const std::vector<ModelEntry>& model_table() {
  static const std::vector<ModelEntry> table = {softmax_regression(), mlp()};
  return table;
}

const Family& models() {
  static const Family family = family_of("model", "models", model_table());
  return family;
}

template <>
Layers<float> make_layers(const Choice& choice, ModelShape shape) {
  return entry_of(model_table(), choice).make_single(choice, shape);
}

template <>
Layers<double> make_layers(const Choice& choice, ModelShape shape) {
  return entry_of(model_table(), choice).make_double(choice, shape);
}

}  // namespace tryall::nn
