#include "techniques.hpp"

#include <cmath>

#include "tryall/optim/rule.hpp"

// extending: optimizer
template <class Scalar>
struct Signum final : tryall::optim::Rule<Scalar> {
  Signum(const tryall::Choice& choice, const tryall::optim::Layout& layout)
      : tryall::optim::Rule<Scalar>(choice, layout, 1), kept(choice.number("momentum")) {}
  void apply(const tryall::optim::Range<Scalar>& range) override {
    const auto step = [kept = kept, rate = this->rate()](Scalar& w, const Scalar& g, Scalar& mean) {
      mean = kept.mix(mean, g);
      w -= rate * tryall::optim::sign(mean);
    };
    range.each(step, this->buffer(0));
  }
  tryall::optim::Decay<Scalar> kept;
};
// end

// extending: activation
template <class Scalar>
struct Arctangent {
  static Scalar value(Scalar x) { return std::atan(x); }
  static Scalar slope(Scalar x, Scalar) { return 1 / (1 + x * x); }
};
// end

// extending: init
void fill_alternating(const tryall::Choice& choice, const tryall::ParameterBlock& block,
                      const tryall::Stream& stream, std::span<double> weights) {
  tryall::init::fill_normal(choice.number("std"), stream, weights);
  for (std::size_t i = 0; i < weights.size(); ++i)
    weights[i] = std::copysign(weights[i], (i / block.columns()) % 2 == 0 ? 1.0 : -1.0);
}
// end

// extending: dataset
tryall::data::Dataset stripes(const tryall::Choice& choice, const std::filesystem::path&) {
  const auto samples = static_cast<std::size_t>(choice.integer("samples"));
  tryall::data::Dataset dataset{.name = "stripes", .shape = {1}, .features = 1, .classes = 2};
  tryall::Buffer<float> values;
  for (std::size_t i = 0; i < samples; ++i) {
    values.push_back(static_cast<float>(i) / static_cast<float>(samples));
    dataset.labels.push_back(values.back() < 0.5F ? 0 : 1);
  }
  dataset.values = values;
  dataset.test_begin = samples;  // no test set of its own
  return dataset;
}
// end

// extending: metric
double mean_output(const tryall::train::Predictions& predictions, const tryall::data::Dataset&) {
  double sum = 0;
  for (const double output : predictions.outputs) sum += std::abs(output);
  return sum / static_cast<double>(predictions.outputs.size());
}
// end

tryall::Library extended_library(const std::string& revision_of_signum) {
  // extending: library
  tryall::Library library = tryall::standard_library();
  library.optimizers.add(tryall::optim::entry<Signum>(
      {.name = "signum",
       .summary = "m = a m + (1 - a) g; w -= lr sign(m)",
       .source = "Bernstein et al. (2018)",
       .parameters = {tryall::optim::decay_rate("momentum", 0.9, "a, the share of the past that is kept")},
       .revision = revision_of_signum}));
  library.activations.add(
      tryall::nn::pointwise<Arctangent>({.name = "arctangent", .summary = "atan(x)", .source = "ours"}));
  library.inits.add(
      {{.name = "alternating",
        .summary = "|w| as drawn from N(0, std^2), unit by unit positive and negative",
        .source = "ours",
        .parameters = {{.name = "std", .fallback = 0.1, .meaning = "of the normal draws", .low = 0}},
        .revision = "1"},
       fill_alternating});
  library.sources.add({{.name = "stripes",
                        .summary = "two classes of numbers, below and above 0.5",
                        .source = "ours",
                        .parameters = {{.name = "samples",
                                        .type = tryall::Parameter::Type::integer,
                                        .fallback = std::int64_t{400},
                                        .meaning = "how many",
                                        .low = 2}}},
                       stripes});
  library.metrics.add({{.name = "mean_output",
                        .quantity = "output",
                        .meaning = "mean size of the outputs on the validation split",
                        .split = tryall::Split::validation,
                        .direction = tryall::Direction::minimize,
                        .each_epoch = true},
                       mean_output});
  // end
  return library;
}
