#include "synthetic.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tryall/data/formats/bytes.hpp"
#include "tryall/error.hpp"

namespace tryall::data {

Stream stream_of(const Choice& choice, Drawn what) {
  return {static_cast<std::uint64_t>(choice.integer("data_seed")), Purpose::data,
          static_cast<std::uint32_t>(what)};
}

void check_memory(const Choice& choice, std::size_t features) {
  constexpr double gibibyte = 1 << 30;
  const auto samples = static_cast<double>(choice.integer("samples")), width = static_cast<double>(features);
  const double bytes = samples * (width + 1) * sizeof(double) + width * sizeof(std::string);
  if (bytes <= static_cast<double>(most_unpacked_bytes())) return;
  const char* const setting =
      width > samples && choice.settings.contains("features") ? "features" : "samples";
  throw SettingError(setting,
                     fmt::format("dataset.{0}: {1} samples of {2} features need {3:.1f} GiB, more than half "
                                 "of this machine's memory; ask for fewer {0}",
                                 setting, choice.integer("samples"), features, bytes / gibibyte));
}

Dataset synthetic_dataset(const Choice& choice, std::size_t features, std::size_t classes) {
  const auto samples = static_cast<std::size_t>(choice.integer("samples"));
  if (samples < classes)
    throw SettingError("samples", fmt::format("{} samples are too few for {} classes", samples, classes));
  check_memory(choice, features);
  Dataset dataset{.name = choice.name, .shape = {features}, .features = features, .classes = classes};
  dataset.values = Buffer<double>(samples * features, 0.0);
  dataset.test_begin = samples;
  dataset.task = classes == 0 ? Task::regression : Task::classification;
  if (classes == 0)
    dataset.targets.assign(samples, 0.0);
  else
    dataset.labels.assign(samples, 0);
  for (std::size_t i = 1; i <= features; ++i) dataset.feature_names.push_back(fmt::format("x{}", i));
  return dataset;
}

ClassPlace class_place(std::size_t sample, std::size_t samples, std::size_t classes) {
  const std::size_t label = sample % classes;
  const std::size_t members = samples / classes + (label < samples % classes ? 1 : 0);
  const std::size_t index = sample / classes, last = std::max<std::size_t>(2, members) - 1;
  return {label, static_cast<double>(index) / static_cast<double>(last)};
}

void set_point(Dataset& dataset, std::size_t sample, std::pair<double, double> point, const Choice& choice) {
  const Stream noise = stream_of(choice, Drawn::noise);
  double* values = std::get<Buffer<double>>(dataset.values).data() + 2 * sample;
  values[0] = point.first + choice.number("noise") * noise.normal(2 * sample);
  values[1] = point.second + choice.number("noise") * noise.normal(2 * sample + 1);
}

Parameter samples_parameter(std::int64_t fallback) {
  return {.name = "samples",
          .type = Parameter::Type::integer,
          .fallback = fallback,
          .meaning = "number of samples",
          .low = 2};
}

Parameter noise_parameter(double fallback, std::string meaning) {
  return {.name = "noise",
          .type = Parameter::Type::number,
          .fallback = fallback,
          .meaning = std::move(meaning),
          .low = 0};
}

Parameter data_seed_parameter() {
  return {.name = "data_seed",
          .type = Parameter::Type::integer,
          .fallback = std::int64_t{0},
          .meaning = "seed of the data; unrelated to training seeds",
          .low = 0};
}

}  // namespace tryall::data
