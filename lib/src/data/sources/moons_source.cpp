#include "sources.hpp"
#include "synthetic.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::data {
namespace {

Dataset load_moons(const Choice& choice, const std::filesystem::path&) {
  Dataset dataset = synthetic_dataset(choice, 2, 2);
  for (std::size_t i = 0; i < dataset.samples(); ++i) {
    const auto [label, place] = class_place(i, dataset.samples(), 2);
    const double x = kernels::cos_pi(place), y = kernels::sin_pi(place);
    dataset.labels[i] = static_cast<std::int32_t>(label);
    set_point(dataset, i, label == 0 ? std::pair(x, y) : std::pair(1 - x, 0.5 - y), choice);
  }
  return dataset;
}

}  // namespace

SourceEntry moons_source() {
  return {
      {.name = "moons",
       .summary = "two half circles in the plane that reach into one another: (cos t, sin t) and (1 - cos t, "
                  "1/2 - sin t), t from 0 to pi",
       .source = "scikit-learn's make_moons",
       .advice = "Two classes that no line separates: whether hidden layers, activations and regularization "
                 "work, in two dimensions. Noise sets how much the classes overlap.",
       .parameters = {samples_parameter(500),
                      noise_parameter(0.1, "standard deviation of the normal noise on each coordinate"),
                      data_seed_parameter()}},
      load_moons};
}

}  // namespace tryall::data
