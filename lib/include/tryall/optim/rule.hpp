#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tryall/optim/optimizer.hpp"

namespace tryall::optim {

/// What a rule whose state is flat buffers derives from: as many as it asks for, as long as the weights and 0
/// at first. Checkpoints hold them.
template <class Scalar>
class Rule : public Optimizer<Scalar> {
 public:
  Rule(const Choice&, const Layout& layout, std::size_t buffers = 0)
      : buffers_(buffers, Buffer<Scalar>(layout.size)) {}

  std::vector<std::span<Scalar>> state() override { return {buffers_.begin(), buffers_.end()}; }

 protected:
  std::span<Scalar> buffer(std::size_t number) { return buffers_[number]; }

 private:
  std::vector<Buffer<Scalar>> buffers_;
};

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

/// beta1, beta2 and epsilon, as all of the family have them.
std::vector<Parameter> moment_parameters(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8);

/// `parameters` with more behind them.
std::vector<Parameter> extended(std::vector<Parameter> parameters, std::vector<Parameter> more);

/// The two decaying means that Adam and its kin keep: m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g g, and the
/// powers that correct their bias.
template <class Scalar>
struct Moments {
  Moments(const Choice& choice, const Layout& layout)
      : beta1(choice.number("beta1")),
        beta2(choice.number("beta2")),
        mean(layout.size),
        square(layout.size) {}

  void accumulate(std::size_t i, Scalar g) {
    mean[i] = static_cast<Scalar>(beta1) * mean[i] + static_cast<Scalar>(1.0 - beta1) * g;
    square[i] = static_cast<Scalar>(beta2) * square[i] + static_cast<Scalar>(1.0 - beta2) * g * g;
  }
  /// 1 - b1^t and 1 - b2^t.
  double correction1(std::int64_t t) const { return 1.0 - std::pow(beta1, static_cast<double>(t)); }
  double correction2(std::int64_t t) const { return 1.0 - std::pow(beta2, static_cast<double>(t)); }

  double beta1, beta2;
  Buffer<Scalar> mean, square;
};

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
