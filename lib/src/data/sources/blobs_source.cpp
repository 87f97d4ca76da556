#include "sources.hpp"
#include "synthetic.hpp"

namespace tryall::data {
namespace {

constexpr double box = 10;

Dataset load_blobs(const Choice& choice, const std::filesystem::path&) {
  const auto features = static_cast<std::size_t>(choice.integer("features"));
  const auto classes = static_cast<std::size_t>(choice.integer("centers"));
  Dataset dataset = synthetic_dataset(choice, features, classes);
  const Stream centers = stream_of(choice, Drawn::centers), noise = stream_of(choice, Drawn::noise);
  auto& values = std::get<Buffer<double>>(dataset.values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t label = i / features % classes, feature = i % features;
    const double center = box * (2 * centers.uniform(label * features + feature) - 1);
    values[i] = center + choice.number("std") * noise.normal(i);
  }
  for (std::size_t i = 0; i < dataset.samples(); ++i)
    dataset.labels[i] = static_cast<std::int32_t>(i % classes);
  return dataset;
}

}  // namespace

SourceEntry blobs_source() {
  return {{.name = "blobs",
           .summary = "normal clouds, one per class, around centers drawn from U(-10, 10) in each feature",
           .source = "scikit-learn's make_blobs",
           .advice = "Easy classes of known shape for checking a setup; a linear model suffices unless the "
                     "clouds overlap (larger spread).",
           .parameters = {samples_parameter(300),
                          {.name = "centers",
                           .type = Parameter::Type::integer,
                           .fallback = std::int64_t{3},
                           .meaning = "number of clouds, and so of classes",
                           .low = 2,
                           .high = 10000},
                          {.name = "features",
                           .type = Parameter::Type::integer,
                           .fallback = std::int64_t{2},
                           .meaning = "number of features",
                           .low = 1},
                          {.name = "std",
                           .type = Parameter::Type::number,
                           .fallback = 1.0,
                           .meaning = "standard deviation of each cloud in each feature",
                           .low = 0},
                          data_seed_parameter()}},
          load_blobs};
}

}  // namespace tryall::data
