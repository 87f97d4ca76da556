#include "sources.hpp"
#include "synthetic.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::data {
namespace {

Dataset load_spirals(const Choice& choice, const std::filesystem::path&) {
  const auto classes = static_cast<std::size_t>(choice.integer("classes"));
  Dataset dataset = synthetic_dataset(choice, 2, classes);
  for (std::size_t i = 0; i < dataset.samples(); ++i) {
    const auto [label, place] = class_place(i, dataset.samples(), classes);
    const double radius = 0.1 + 0.9 * place;
    const double turn =
        choice.number("turns") * place + static_cast<double>(label) / static_cast<double>(classes);
    dataset.labels[i] = static_cast<std::int32_t>(label);
    set_point(dataset, i, {radius * kernels::cos_pi(2 * turn), radius * kernels::sin_pi(2 * turn)}, choice);
  }
  return dataset;
}

}  // namespace

SourceEntry spirals_source() {
  return {{.name = "spirals",
           .summary = "spirals in the plane, one per class, rotated by equal angles against one another; the "
                      "radius grows from 0.1 to 1 in proportion to the angle",
           .source = "after Lang and Witbrock (1988), Learning to tell two spirals apart",
           .advice = "Hard for small networks in spite of two features: depth, activations, inits and "
                     "optimizers show large differences. More turns make it harder.",
           .parameters = {samples_parameter(500),
                          {.name = "classes",
                           .type = Parameter::Type::integer,
                           .fallback = std::int64_t{2},
                           .meaning = "number of spirals",
                           .low = 2,
                           .high = 100},
                          {.name = "turns",
                           .type = Parameter::Type::number,
                           .fallback = 1.5,
                           .meaning = "number of turns of each spiral",
                           .low = 0,
                           .low_open = true},
                          noise_parameter(0.02, "standard deviation of the normal noise on each coordinate"),
                          data_seed_parameter()}},
          load_spirals};
}

}  // namespace tryall::data
