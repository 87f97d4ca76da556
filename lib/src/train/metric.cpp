#include "tryall/train/metric.hpp"

#include <fmt/format.h>

#include "tryall/error.hpp"
#include "tryall/suggest.hpp"

namespace tryall::train {

const std::vector<Metric>& metrics() {
  static const std::vector<Metric> table = {
      {"train_loss", Direction::minimize, true, false,
       "mean loss over the epoch's batches, each before its update, without the regularizer's part"},
      {"train_accuracy", Direction::maximize, true, true,
       "share of the training samples classified rightly, each before its batch's update"},
      {"validation_loss", Direction::minimize, true, false,
       "mean loss on the validation split after the epoch"},
      {"validation_accuracy", Direction::maximize, true, true,
       "share of the validation split classified rightly after the epoch"},
      {"test_loss", Direction::minimize, false, false, "mean loss on the test split after the last epoch"},
      {"test_accuracy", Direction::maximize, false, true,
       "share of the test split classified rightly after the last epoch"},
  };
  return table;
}

std::vector<std::string> metric_names() {
  std::vector<std::string> names;
  for (const Metric& metric : metrics()) names.push_back(metric.name);
  return names;
}

const Metric& find_metric(std::string_view name) {
  for (const Metric& metric : metrics())
    if (metric.name == name) return metric;
  throw Error(ErrorCode::bad_input,
              fmt::format("unknown metric '{}'{}", name, did_you_mean(name, metric_names())));
}

std::size_t index_of(const Metric& metric) { return static_cast<std::size_t>(&metric - metrics().data()); }

}  // namespace tryall::train
