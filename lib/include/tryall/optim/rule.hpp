#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tryall/kernels/math/power.hpp"
#include "tryall/kernels/zero_below.hpp"
#include "tryall/optim/optimizer.hpp"

namespace tryall::optim {

/// What a rule whose state is flat buffers derives from: as many as it asks for, as long as the weights and 0
/// at first. Checkpoints hold them. A formula with more than the learning rate to work out for a step
/// overrides `begin`.
template <class Scalar>
class Rule : public Optimizer<Scalar> {
 public:
  Rule(const Choice&, const Layout& layout, std::size_t buffers = 0)
      : buffers_(buffers, Buffer<Scalar>(layout.size)) {}

  void begin(double learning_rate, std::int64_t) override { rate_ = static_cast<Scalar>(learning_rate); }

  std::vector<std::span<Scalar>> state() override { return {buffers_.begin(), buffers_.end()}; }

 protected:
  /// The learning rate of the step.
  Scalar rate() const { return rate_; }
  std::span<Scalar> buffer(std::size_t number) { return buffers_[number]; }

 private:
  std::vector<Buffer<Scalar>> buffers_;
  Scalar rate_ = 0;
};

/// x^2, and 0 where a thousandth of it would be denormal: for |x| below 3.5e-18 in single precision, 4.8e-153
/// in double.
template <class Scalar>
Scalar square(Scalar x) {
  // The roots of 2^10 times the smallest normal numbers, 2^-126 and 2^-1022.
  constexpr Scalar smallest = sizeof(Scalar) == sizeof(float) ? Scalar(0x1p-58) : Scalar(0x1p-506);
  const Scalar kept = kernels::zero_below(x, smallest);
  return kept * kept;
}

/// A decay rate b, by which means are kept.
template <class Scalar>
class Decay {
 public:
  explicit Decay(double rate)
      : rate_(rate), kept_(static_cast<Scalar>(rate)), added_(static_cast<Scalar>(1.0 - rate)) {}

  /// b mean + (1 - b) value.
  Scalar mix(Scalar mean, Scalar value) const { return kept_ * mean + added_ * value; }
  /// 1 - b^t, the sum of the weights in a mean of t values that began at 0.
  double correction(std::int64_t t) const {
    // b^t is below 2^-54, so that 1 is what is left: nearly all steps of a long training.
    if (rate_ > 0 && rate_ < 1 && static_cast<double>(t) * (1 - rate_) > 40) return 1.0;
    return 1.0 - kernels::pow(rate_, t);
  }

  double rate() const { return rate_; }

 private:
  double rate_;
  Scalar kept_, added_;
};

/// Where epsilon stands: outside the root (today's convention) or inside it (the older papers').
template <class Scalar>
class Epsilon {
 public:
  explicit Epsilon(const Choice& choice) {
    const bool inside = choice.word("epsilon_mode") == "inside";
    (inside ? inside_ : outside_) = static_cast<Scalar>(choice.number("epsilon"));
  }

  /// sqrt(square) + epsilon, or sqrt(square + epsilon).
  Scalar root(Scalar square) const { return std::sqrt(square + inside_) + outside_; }

 private:
  Scalar inside_ = 0, outside_ = 0;
};

/// -1, 0 or 1; 0 for NaN.
template <class Scalar>
Scalar sign(Scalar x) {
  return static_cast<Scalar>((x > 0) - (x < 0));
}

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

/// Decoupled weight decay: w *= 1 - lr lambda, on the weights alone unless `include_bias`.
template <class Scalar>
class DecoupledDecay {
 public:
  DecoupledDecay(const Choice& choice, const Layout& layout)
      : strength_(choice.number("weight_decay")),
        end_(choice.flag("include_bias") ? layout.size : layout.weights_end) {}

  void begin(double learning_rate) { kept_ = static_cast<Scalar>(1.0 - learning_rate * strength_); }
  void apply(const Range<Scalar>& range) const {
    if (strength_ == 0) return;
    range.before(end_).each([kept = kept_](Scalar& w, const Scalar&) { w *= kept; });
  }

  double strength() const { return strength_; }
  /// Where the weights end that decay.
  std::size_t end() const { return end_; }

 private:
  double strength_;
  std::size_t end_;
  Scalar kept_ = 1;
};

}  // namespace tryall::optim
