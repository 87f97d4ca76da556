#include <limits>

#include "early_stoppings.hpp"

namespace tryall::train {
namespace {

class Patience final : public EarlyStopping {
 public:
  explicit Patience(const Choice& choice)
      : metric_(static_cast<MetricIndex>(index_of(find_metric(choice.word("metric"))))),
        sign_(metrics()[metric_].direction == Direction::minimize ? 1 : -1),
        epochs_(static_cast<double>(choice.integer("epochs"))),
        min_delta_(choice.number("min_delta")),
        restore_best_(choice.flag("restore_best")) {}

  MetricIndex metric() const override { return metric_; }

  bool ends(double value) override {
    const double height = sign_ * value;  // less is better; no comparison holds for a missing value, NaN
    is_best_ = height < best_ ? 1 : 0;
    if (height < best_) best_ = height;
    if (height < mark_ - min_delta_) {
      mark_ = height;
      waited_ = 0;
    } else {
      ++waited_;
    }
    return waited_ >= epochs_;
  }

  bool is_best() const override { return is_best_ != 0; }
  bool restores_best() const override { return restore_best_; }
  std::vector<double*> state() override { return {&best_, &mark_, &waited_, &is_best_}; }

 private:
  MetricIndex metric_;
  double sign_, epochs_, min_delta_;
  bool restore_best_;
  double best_ = std::numeric_limits<double>::infinity();
  double mark_ = best_;  ///< The value that is to be beaten by more than min_delta.
  double waited_ = 0, is_best_ = 0;
};

/// The metrics of the training and of the validation split; what tells only about weights and gradients is
/// neither good nor bad.
std::vector<std::string> watchable() {
  std::vector<std::string> names;
  for (const Metric& metric : metrics())
    if (metric.each_epoch && (metric.split == Split::train || metric.split == Split::validation))
      names.push_back(metric.name);
  return names;
}

std::unique_ptr<EarlyStopping> make_patience(const Choice& choice) {
  return std::make_unique<Patience>(choice);
}

}  // namespace

EarlyStoppingEntry patience() {
  return {{.name = "patience",
           .summary = "stops after `epochs` epochs in a row in which the metric did not improve by more than "
                      "min_delta",
           .source = "Prechelt (1998); Keras's EarlyStopping, but the best epoch is the very best one, "
                     "whatever min_delta is",
           .advice = "Saves time and overfitting where the validation loss rises again, and makes large "
                     "epochs safe. Under a falling schedule it can stop before the rate is low; with a small "
                     "validation split use more epochs of patience.",
           .parameters = {{.name = "epochs",
                           .type = Parameter::Type::integer,
                           .fallback = std::int64_t{10},
                           .meaning = "how many epochs without improvement end the training",
                           .low = 1},
                          {.name = "min_delta",
                           .type = Parameter::Type::number,
                           .fallback = 0.0,
                           .meaning = "smallest change that counts as an improvement",
                           .low = 0},
                          {.name = "metric",
                           .type = Parameter::Type::word,
                           .fallback = std::string("validation_loss"),
                           .meaning = "what is watched",
                           .words = watchable()},
                          {.name = "restore_best",
                           .type = Parameter::Type::boolean,
                           .fallback = true,
                           .meaning = "whether the weights of the best epoch are put back at the end"}}},
          make_patience};
}

}  // namespace tryall::train
