#include <algorithm>
#include <cmath>

#include "regularizers.hpp"

namespace tryall::regularize {
namespace {

template <class Scalar>
class ElasticNet final : public Regularizer<Scalar> {
 public:
  explicit ElasticNet(const ElasticNetParams& params) : params_(params) {}

  double penalty(std::span<const Scalar> parameters, std::size_t weights_end) const override {
    double absolute = 0, squared = 0;
    for (const Scalar weight : parameters.first(end(parameters.size(), weights_end))) {
      absolute += std::abs(static_cast<double>(weight));
      squared += static_cast<double>(weight) * static_cast<double>(weight);
    }
    return params_.lambda1 * absolute + 0.5 * params_.lambda2 * squared;
  }

  void add_gradient(std::span<const Scalar> parameters, std::span<Scalar> gradients,
                    std::size_t weights_end) const override {
    const auto l1 = static_cast<Scalar>(params_.proximal ? 0.0 : params_.lambda1);
    const auto l2 = static_cast<Scalar>(params_.lambda2);
    for (std::size_t i = 0; i < end(parameters.size(), weights_end); ++i) {
      const Scalar w = parameters[i];
      const Scalar sign = static_cast<Scalar>((w > Scalar{0}) - (w < Scalar{0}));
      gradients[i] += l1 * sign + l2 * w;
    }
  }

  /// The proximal step: w = sign(w) max(|w| - lr lambda1, 0). NaN stays NaN.
  void after_update(std::span<Scalar> parameters, double learning_rate,
                    std::size_t weights_end) const override {
    if (!params_.proximal) return;
    const auto shrinkage = static_cast<Scalar>(learning_rate * params_.lambda1);
    for (Scalar& w : parameters.first(end(parameters.size(), weights_end)))
      w = std::abs(w) <= shrinkage ? Scalar{0} : w - std::copysign(shrinkage, w);
  }

 private:
  std::size_t end(std::size_t size, std::size_t weights_end) const {
    return params_.include_bias ? size : weights_end;
  }

  ElasticNetParams params_;
};

template <class Scalar>
std::unique_ptr<Regularizer<Scalar>> chosen_elastic_net(const Choice& choice) {
  return make_elastic_net<Scalar>({.lambda1 = choice.number("lambda1"),
                                   .lambda2 = choice.number("lambda2"),
                                   .proximal = choice.flag("proximal"),
                                   .include_bias = choice.flag("include_bias")});
}

}  // namespace

template <class Scalar>
std::unique_ptr<Regularizer<Scalar>> make_elastic_net(const ElasticNetParams& params) {
  return std::make_unique<ElasticNet<Scalar>>(params);
}

template std::unique_ptr<Regularizer<float>> make_elastic_net(const ElasticNetParams&);
template std::unique_ptr<Regularizer<double>> make_elastic_net(const ElasticNetParams&);

Parameter strength(const char* name, double fallback, const char* meaning) {
  return {.name = name, .type = Parameter::Type::number, .fallback = fallback, .meaning = meaning, .low = 0};
}

Parameter proximal_parameter() {
  return {.name = "proximal",
          .type = Parameter::Type::boolean,
          .fallback = false,
          .meaning =
              "whether the absolute part acts by soft thresholding after each update, w = sign(w) max(|w| - "
              "lr lambda, 0), which makes weights exactly 0, instead of by its subgradient; a proximal "
              "gradient step with sgd, an approximation with optimizers that scale the gradient"};
}

Parameter include_bias_parameter() {
  return {.name = "include_bias",
          .type = Parameter::Type::boolean,
          .fallback = false,
          .meaning = "whether biases (and gains of normalizations) are held down as well"};
}

RegularizerEntry elastic_net() {
  return {{.name = "elastic_net",
           .summary = "lambda1 * sum |w| + (lambda2 / 2) * sum w^2",
           .source = "Zou and Hastie (2005); proximal: Parikh and Boyd (2014), 4.2 and 6.5.2",
           .advice = "Where features are correlated and few matter: the squared part keeps correlated "
                     "features together, the absolute part removes the rest. Two strengths to tune; with "
                     "lambda2 = 0 it is l1, with lambda1 = 0 it is l2.",
           .parameters = {strength("lambda1", 1e-4, "strength of the absolute part"),
                          strength("lambda2", 1e-4, "strength of the squared part"), proximal_parameter(),
                          include_bias_parameter()}},
          chosen_elastic_net<float>,
          chosen_elastic_net<double>};
}

}  // namespace tryall::regularize
