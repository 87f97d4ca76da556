#pragma once

#include <string>
#include <utility>

#include "tryall/data/dataset.hpp"
#include "tryall/experiment/technique.hpp"
#include "tryall/random.hpp"

namespace tryall::data {

/// What synthetic data draw; each has its substream of Stream(data_seed, Purpose::data).
enum class Drawn : std::uint32_t { features = 0, noise = 1, centers = 2, places = 3, weights = 4 };

/// The stream that a choice with the setting `data_seed` draws from: never the run's, so that all seeds of a
/// sweep see the same data.
Stream stream_of(const Choice& choice, Drawn what);

/// Throws SettingError, about samples or features, where `samples` rows take more than half of this machine's
/// memory.
void check_memory(const Choice& choice, std::size_t features);

/// Room for samples x features zeros, with features x1, x2, ...; `classes` 0 for a regression. Throws
/// SettingError as check_memory does.
Dataset synthetic_dataset(const Choice& choice, std::size_t features, std::size_t classes);

/// A sample's class, and its place among the samples of that class, spread evenly from 0 to 1. Classes take
/// turns.
struct ClassPlace {
  std::size_t label = 0;
  double place = 0;
};
ClassPlace class_place(std::size_t sample, std::size_t samples, std::size_t classes);

/// Sets the coordinates of a sample in the plane, plus normal noise.
void set_point(Dataset& dataset, std::size_t sample, std::pair<double, double> point, const Choice& choice);

Parameter samples_parameter(std::int64_t fallback);
Parameter noise_parameter(double fallback, std::string meaning);
Parameter data_seed_parameter();

}  // namespace tryall::data
