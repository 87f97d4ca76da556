#include "optimizers.hpp"
#include "tryall/optim/rule.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
struct RmspropStep {
  Decay<Scalar> rho;
  Epsilon<Scalar> epsilon;
  Scalar kept, rate;

  Scalar direction(Scalar g, Scalar& h) const {
    h = rho.mix(h, square(g));
    return g / epsilon.root(h);
  }
  Scalar centered(Scalar g, Scalar& h, Scalar& m) const {
    h = rho.mix(h, square(g));
    m = rho.mix(m, g);
    return g / epsilon.root(h - m * m);
  }
  void move(Scalar& w, Scalar direction) const { w -= rate * direction; }
  void move(Scalar& w, Scalar direction, Scalar& v) const {
    v = kept * v + direction;
    w -= rate * v;
  }
};

template <class Scalar>
class Rmsprop final : public Rule<Scalar> {
 public:
  Rmsprop(const Choice& choice, const Layout& layout)
      : Rule<Scalar>(choice, layout, buffers(choice)),
        rho_(choice.number("rho")),
        epsilon_(choice),
        kept_(static_cast<Scalar>(choice.number("momentum"))),
        centered_(choice.flag("centered")),
        momentum_(choice.number("momentum") > 0) {}

  void apply(const Range<Scalar>& range) override {
    using S = Scalar;
    const RmspropStep<S> step{rho_, epsilon_, kept_, this->rate()};
    const auto square = this->buffer(0), second = centered_ || momentum_ ? this->buffer(1) : square;
    if (centered_ && momentum_)
      range.each([step](S& w, const S& g, S& h, S& m, S& v) { step.move(w, step.centered(g, h, m), v); },
                 square, second, this->buffer(2));
    else if (centered_)
      range.each([step](S& w, const S& g, S& h, S& m) { step.move(w, step.centered(g, h, m)); }, square,
                 second);
    else if (momentum_)
      range.each([step](S& w, const S& g, S& h, S& v) { step.move(w, step.direction(g, h), v); }, square,
                 second);
    else
      range.each([step](S& w, const S& g, S& h) { step.move(w, step.direction(g, h)); }, square);
  }

 private:
  static std::size_t buffers(const Choice& choice) {
    return 1 + (choice.flag("centered") ? 1 : 0) + (choice.number("momentum") > 0 ? 1 : 0);
  }

  Decay<Scalar> rho_;
  Epsilon<Scalar> epsilon_;
  Scalar kept_;
  bool centered_, momentum_;
};

}  // namespace

OptimizerEntry rmsprop() {
  return entry<Rmsprop>(
      {.name = "rmsprop",
       .summary =
           "h = r h + (1 - r) g g; w -= lr g / (sqrt(h) + eps); centered: the variance in the place of h",
       .source = "Tieleman and Hinton (2012), lecture 6.5; Graves (2013) for centered; epsilon as PyTorch's",
       .advice = "Made to fix adagrad: the decaying mean forgets old gradients, so steps do not die away. "
                 "Suits noisy and changing gradients (recurrent networks, reinforcement learning); usual "
                 "rates are 1e-4 to 1e-2, with adam as the first alternative.",
       .parameters = {
           decay_rate("rho", 0.9, "r, the decay of the squares' mean; PyTorch's default is 0.99"),
           epsilon_parameter(1e-8), epsilon_mode_parameter(),
           decay_rate("momentum", 0, "momentum of the scaled gradients: v = a v + direction; w -= lr v"),
           flag_parameter("centered", false, "divide by the standard deviation of the gradients")}});
}

}  // namespace tryall::optim
