#include "sources.hpp"
#include "tryall/functions/function.hpp"

namespace tryall::data {
namespace {

Dataset load_function(const functions::FunctionEntry& entry, const Choice& choice) {
  const std::size_t dimension = functions::dimension_of(entry, choice);
  functions::Samples samples = functions::samples_of(entry, dimension);
  Dataset dataset{.name = choice.name, .shape = {dimension}, .features = dimension};
  dataset.test_begin = samples.training;
  dataset.task = Task::function;
  dataset.targets.assign(samples.values.size() / dimension, 0.0);
  dataset.values = std::move(samples.values);
  dataset.function = choice.name;
  return dataset;
}

}  // namespace

SourceEntry function_source(const functions::FunctionEntry& entry) {
  return {entry.about, [entry](const Choice& choice, const std::filesystem::path&) {
            return load_function(entry, choice);
          }};
}

}  // namespace tryall::data
