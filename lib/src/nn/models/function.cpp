#include <type_traits>

#include "models.hpp"
#include "tryall/functions/function.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
functions::Evaluate<Scalar> evaluation(const functions::FunctionEntry& entry) {
  if constexpr (std::is_same_v<Scalar, float>)
    return entry.single_precision;
  else
    return entry.double_precision;
}

/// y = g(theta - x) for each sample x, with g a test function.
template <class Scalar>
class Function final : public Layer<Scalar> {
 public:
  Function(const functions::FunctionEntry& entry, std::ptrdiff_t dimension)
      : dimension_(dimension),
        start_(functions::repeated(entry.start, static_cast<std::size_t>(dimension))),
        evaluate_(evaluation<Scalar>(entry)) {}

  std::ptrdiff_t outputs() const override { return 1; }

  std::vector<ParameterBlock> parameters() const override {
    const auto dimension = static_cast<std::size_t>(dimension_);
    return {{.name = "theta", .shape = {1, dimension}, .fan_in = dimension, .fan_out = 1, .start = start_}};
  }

  void reserve(std::ptrdiff_t rows) override {
    points_.resize(static_cast<std::size_t>(dimension_ * rows));
    gradients_.resize(points_.size());
  }

  void bind(const std::vector<Scalar*>& parameters, const std::vector<Scalar*>& gradients) override {
    theta_ = parameters[0];
    theta_gradient_ = gradients[0];
  }

  void forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass&) override {
    const Batch<Scalar> points{points_.data(), dimension_, in.rows};
    for (std::ptrdiff_t i = 0; i < dimension_ * in.rows; ++i)
      points_[static_cast<std::size_t>(i)] = theta_[i % dimension_] - in.data[i];
    evaluate_(points, out.data, {gradients_.data(), dimension_, in.rows});
  }

  void backward(Batch<const Scalar>, Batch<const Scalar>, Batch<const Scalar> out_gradient,
                Batch<Scalar> in_gradient) override {
    for (std::ptrdiff_t i = 0; i < dimension_ * out_gradient.rows; ++i) {
      const Scalar slope = gradients_[static_cast<std::size_t>(i)] * out_gradient.data[i / dimension_];
      theta_gradient_[i % dimension_] += slope;
      if (in_gradient.data) in_gradient.data[i] = -slope;
    }
  }

 private:
  std::ptrdiff_t dimension_;
  std::vector<double> start_;
  functions::Evaluate<Scalar> evaluate_;
  Scalar *theta_ = nullptr, *theta_gradient_ = nullptr;
  Buffer<Scalar> points_, gradients_;
};

template <class Scalar>
Layers<Scalar> function_layers(const ModelParts& parts) {
  Layers<Scalar> layers;
  layers.push_back(std::make_unique<Function<Scalar>>(
      functions::find_function(parts.shape.function, *parts.tables.functions), parts.shape.features));
  return layers;
}

HiddenUnits hidden_in_function(const Choice&) { return {}; }

}  // namespace

ModelEntry function() {
  return {{.name = "function",
           .summary = "the parameters of a test function; chosen by itself where the dataset is one",
           .source = "",
           .advice = "Chosen by itself for the test functions, to watch how an optimizer moves without a "
                     "network; not for data.",
           .parameters = {}},
          hidden_in_function,
          function_layers<float>,
          function_layers<double>};
}

}  // namespace tryall::nn
