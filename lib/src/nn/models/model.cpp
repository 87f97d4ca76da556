#include "tryall/nn/models/model.hpp"

#include "models.hpp"

namespace tryall::nn {

const Table<ModelEntry>& model_table() {
  static const Table<ModelEntry> table("model", "models",
                                       {
#define TRYALL_TECHNIQUE(name) name(),
#include "models.def"
#undef TRYALL_TECHNIQUE
                                       });
  return table;
}

template <>
Layers<float> make_layers(const ModelParts& parts) {
  return parts.tables.models->find(parts.model).make_single(parts);
}

template <>
Layers<double> make_layers(const ModelParts& parts) {
  return parts.tables.models->find(parts.model).make_double(parts);
}

}  // namespace tryall::nn
