#include <cmath>

#include "regularizers.hpp"

namespace tryall::regularize {
namespace {

template <class Scalar>
class ElasticNet final : public Regularizer<Scalar> {
 public:
  ElasticNet(double lambda1, double lambda2) : lambda1_(lambda1), lambda2_(lambda2) {}

  double penalty(std::span<const Scalar> weights) const override {
    double absolute = 0, squared = 0;
    for (const Scalar weight : weights) {
      absolute += std::abs(static_cast<double>(weight));
      squared += static_cast<double>(weight) * static_cast<double>(weight);
    }
    return lambda1_ * absolute + 0.5 * lambda2_ * squared;
  }

  void add_gradient(std::span<const Scalar> weights, std::span<Scalar> gradients) const override {
    const auto l1 = static_cast<Scalar>(lambda1_), l2 = static_cast<Scalar>(lambda2_);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const Scalar w = weights[i];
      const Scalar sign = static_cast<Scalar>((w > Scalar{0}) - (w < Scalar{0}));
      gradients[i] += l1 * sign + l2 * w;
    }
  }

 private:
  double lambda1_, lambda2_;
};

template <class Scalar>
std::unique_ptr<Regularizer<Scalar>> make(const Choice& choice) {
  return make_elastic_net<Scalar>(choice.number("lambda1"), choice.number("lambda2"));
}

}  // namespace

template <class Scalar>
std::unique_ptr<Regularizer<Scalar>> make_elastic_net(double lambda1, double lambda2) {
  return std::make_unique<ElasticNet<Scalar>>(lambda1, lambda2);
}

template std::unique_ptr<Regularizer<float>> make_elastic_net(double, double);
template std::unique_ptr<Regularizer<double>> make_elastic_net(double, double);

Parameter strength(const char* name, double fallback, const char* meaning) {
  return {.name = name, .type = Parameter::Type::number, .fallback = fallback, .meaning = meaning, .low = 0};
}

RegularizerEntry elastic_net() {
  return {{.name = "elastic_net",
           .summary = "lambda1 * sum |w| + (lambda2 / 2) * sum w^2",
           .source = "Zou and Hastie (2005)",
           .parameters = {strength("lambda1", 1e-4, "strength of the absolute part"),
                          strength("lambda2", 1e-4, "strength of the squared part")}},
          make<float>,
          make<double>};
}

}  // namespace tryall::regularize
