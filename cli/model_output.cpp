#include "model_output.hpp"

#include "terminal/files.hpp"
#include "tryall/train/tensors/safetensors.hpp"
#include "version.hpp"

namespace tryall::cli {

void write_model(const std::filesystem::path& file, train::ModelFile model, const Config& config) {
  model.program = version;
  const auto type =
      config.word("precision") == "float64" ? train::TensorType::float64 : train::TensorType::float32;
  write_file(file, train::to_safetensors(train::to_tensor_file(model), type));
}

}  // namespace tryall::cli
