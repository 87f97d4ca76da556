#include <cmath>

#include "regularizers.hpp"
#include "tryall/kernels/each.hpp"
#include "tryall/kernels/sums.hpp"

namespace tryall::regularize {
namespace {

/// g += lambda1 sign(w) + lambda2 w.
template <class Scalar>
struct PenaltyGradient {
  Scalar lambda1, lambda2;

  void operator()(const Scalar& w, Scalar& g) const {
    g += lambda1 * static_cast<Scalar>((w > 0) - (w < 0)) + lambda2 * w;
  }
};

/// w = sign(w) max(|w| - shrinkage, 0). NaN stays NaN.
template <class Scalar>
struct ProximalStep {
  Scalar shrinkage;

  void operator()(Scalar& w) const {
    w = std::abs(w) <= shrinkage ? Scalar{0} : w > 0 ? w - shrinkage : w + shrinkage;
  }
};

template <class Scalar>
class ElasticNet final : public Regularizer<Scalar> {
 public:
  explicit ElasticNet(const ElasticNetParams& params) : params_(params) {}

  double penalty(std::span<const Scalar> parameters, std::size_t weights_end) const override {
    const auto held = parameters.first(end(parameters.size(), weights_end));
    return params_.lambda1 * kernels::sum_of_magnitudes(held) +
           0.5 * params_.lambda2 * kernels::sum_of_squares(held);
  }

  void add_gradient(std::span<const Scalar> parameters, std::span<Scalar> gradients,
                    std::size_t weights_end) const override {
    const PenaltyGradient<Scalar> step{static_cast<Scalar>(params_.proximal ? 0.0 : params_.lambda1),
                                       static_cast<Scalar>(params_.lambda2)};
    kernels::each(step, end(parameters.size(), weights_end), parameters.data(), gradients.data());
  }

  void after_update(std::span<Scalar> parameters, double learning_rate,
                    std::size_t weights_end) const override {
    if (!params_.proximal) return;
    kernels::each(ProximalStep<Scalar>{static_cast<Scalar>(learning_rate * params_.lambda1)},
                  end(parameters.size(), weights_end), parameters.data());
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
