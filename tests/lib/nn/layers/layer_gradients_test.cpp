// Every layer's gradients, of its input and of its parameters, against central differences.
#include "../gradient_check.hpp"
#include "choices.hpp"
#include "nn/layers/convolution.hpp"
#include "nn/layers/pooling.hpp"
#include "nn/layers/residual.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/nn/layers/dense.hpp"
#include "tryall/nn/layers/dropout.hpp"
#include "tryall/nn/layers/normalization.hpp"

namespace layer_gradients_test {

using namespace tryall::nn;
using tryall::Choice;
using tryall::ImageShape;
using tryall::testing::LayerExample;

namespace {

constexpr Units dense_units = {8};
constexpr Units image_units = {4, 6, true};

template <class L, class... Args>
void check(std::ptrdiff_t inputs, Args... args) {
  LayerExample(std::make_unique<L>(args...), inputs).check();
}

void check_normalization(const std::string& name, Units units) {
  INFO(name << " of " << units.channels << " channels of " << units.positions);
  LayerExample(make_normalization<double>(with_defaults(normalizations(), {name, {}}), units), units.size())
      .check();
}

void check_dropout(const std::string& name, Units units, const std::string& form) {
  INFO(name << ", " << form);
  const Choice choice = with_defaults(dropouts(), {name, {{"rate", 0.4}, {"form", form}}});
  LayerExample(make_dropout<double>(choice, units, 1), units.size()).check();
}

Layers<double> hidden_path(std::ptrdiff_t inputs, std::ptrdiff_t outputs) {
  Layers<double> layers;
  layers.push_back(std::make_unique<Dense<double>>(inputs, 5));
  layers.push_back(make_normalization<double>(with_defaults(normalizations(), {"batch_norm", {}}), {5}));
  layers.push_back(make_activation<double>("tanh", 5));
  layers.push_back(std::make_unique<Dense<double>>(5, outputs));
  return layers;
}

}  // namespace

TEST_CASE("a dense layer's gradients match central differences") { check<Dense<double>>(5, 5, 3); }

TEST_CASE("a convolution's gradients match central differences for every kind of window") {
  const Window windows[] = {{3, 1, 1}, {3, 1, 0}, {2, 1, 0}, {1, 1, 0}, {3, 2, 1},
                            {3, 2, 0}, {2, 3, 0}, {5, 1, 2}, {4, 3, 2}, {3, 1, 2}};
  for (const Window window : windows) {
    INFO("size " << window.size << ", stride " << window.stride << ", padding " << window.padding);
    const ImageShape image{2, 5, 6};
    check<Convolution<double>>(image.size(), image, std::ptrdiff_t{3}, window);
  }
}

TEST_CASE("a pooling's gradients match central differences, windows that overlap or leave a rest too") {
  const ImageShape image{2, 5, 6};
  for (const Window window : {Window{2, 2, 0}, Window{3, 2, 0}, Window{3, 1, 0}, Window{1, 1, 0}}) {
    INFO("size " << window.size << ", stride " << window.stride);
    check<MaxPooling<double>>(image.size(), image, window);
    check<AveragePooling<double>>(image.size(), image, window);
  }
  check<GlobalPooling<double>>(image.size(), image);
}

TEST_CASE("a normalization's gradients match central differences behind dense layers and convolutions") {
  for (const NormalizationEntry& entry : normalization_table()) {
    if (entry.about.name == "none") continue;
    check_normalization(entry.about.name, dense_units);
    check_normalization(entry.about.name, image_units);
  }
}

TEST_CASE("a dropout's gradients match central differences where the draws stay the same") {
  for (const char* form : {"inverted", "scaled"}) {
    check_dropout("dropout", dense_units, form);
    check_dropout("spatial_dropout", image_units, form);
  }
}

TEST_CASE("every activation's gradients match central differences as a layer") {
  for (const std::string& name : activations().names()) {
    INFO(name);
    LayerExample(make_activation<double>(name, 6), 6).check();
  }
}

TEST_CASE("a residual block's gradients match central differences, the input itself or a projection added") {
  LayerExample(std::make_unique<Residual<double>>(hidden_path(6, 6), Layers<double>{}, 6), 6).check();
  Layers<double> projection;
  projection.push_back(std::make_unique<Dense<double>>(6, 3));
  LayerExample(std::make_unique<Residual<double>>(hidden_path(6, 3), std::move(projection), 6), 6).check();
}

}  // namespace layer_gradients_test
