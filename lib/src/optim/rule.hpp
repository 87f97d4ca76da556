#pragma once

#include <cmath>
#include <string>

#include "optimizers.hpp"

namespace tryall::optim {

/// Where epsilon stands: outside the root (today's convention) or inside it (the older papers').
template <class Scalar>
class Epsilon {
 public:
  explicit Epsilon(const Choice& choice)
      : value_(static_cast<Scalar>(choice.number("epsilon"))),
        inside_(choice.word("epsilon_mode") == "inside") {}

  /// sqrt(square) + epsilon, or sqrt(square + epsilon).
  Scalar root(Scalar square) const {
    return inside_ ? std::sqrt(square + value_) : std::sqrt(square) + value_;
  }

 private:
  Scalar value_;
  bool inside_;
};

/// What a rule with momentum stores. Velocity: v = a v - lr g, a length on the weights' scale. Buffer: b = a
/// b + g, on the gradients', as PyTorch has it. Equal while the learning rate is constant; when it changes,
/// what is kept of a velocity does not change with it, and the step along a buffer does.
struct MomentumForm {
  explicit MomentumForm(const Choice& choice)
      : kept(choice.number("momentum")), is_buffer(choice.word("form") == "buffer") {}

  double kept;
  bool is_buffer;
};

/// The settings momentum and form.
std::vector<Parameter> momentum_parameters();

/// The settings that rules share, so that a name means the same everywhere.
Parameter decay_rate(const char* name, double fallback, const char* meaning);
Parameter epsilon_parameter(double fallback);
Parameter epsilon_mode_parameter(const char* fallback = "outside");
Parameter weight_decay_parameter(double fallback);
Parameter include_bias_parameter();
Parameter flag_parameter(const char* name, bool fallback, const char* meaning);
Parameter number_parameter(const char* name, double fallback, double low, const char* meaning);

/// Decoupled weight decay: w *= 1 - lr lambda, on the weights alone unless `include_bias`.
template <class Scalar>
class DecoupledDecay {
 public:
  DecoupledDecay(const Choice& choice, const Layout& layout)
      : rate_(choice.number("weight_decay")),
        end_(choice.flag("include_bias") ? layout.size : layout.weights_end) {}

  void apply(std::span<Scalar> weights, double learning_rate) const {
    if (rate_ == 0) return;
    const auto kept = static_cast<Scalar>(1.0 - learning_rate * rate_);
    for (std::size_t i = 0; i < end_; ++i) weights[i] *= kept;
  }

  double strength() const { return rate_; }
  /// Where the weights end that decay.
  std::size_t end() const { return end_; }

 private:
  double rate_;
  std::size_t end_;
};

}  // namespace tryall::optim
