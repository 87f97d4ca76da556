#include "tryall/train/added_metrics.hpp"

#include <fmt/format.h>

#include "metrics/metrics.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/axis.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::train {
namespace {

[[noreturn]] void refuse(const Metric& metric, const char* why) {
  throw Error(ErrorCode::bad_input, fmt::format("the metric '{}' cannot be added: {}", metric.name, why));
}

}  // namespace

void AddedMetrics::add(AddedMetric added) {
  const Metric& metric = added.metric;
  if (!is_identifier(metric.name))
    refuse(metric, "a name is letters, digits and _, and begins with a letter");
  if (metric_index(indexed_metrics(), metric.name) < metric_count)
    refuse(metric, "the library has a metric of that name");
  for (const AddedMetric& other : metrics_)
    if (other.metric.name == metric.name) refuse(metric, "a metric of that name was already added");
  if (metric.split == Split::none) refuse(metric, "it needs a split: train, validation or test");
  if (!added.measure) refuse(metric, "it has no function to measure it");
  metrics_.push_back(std::move(added));
}

const AddedMetrics& further_metrics() {
  static const AddedMetrics table = [] {
    AddedMetrics made;
#define TRYALL_METRIC(name) made.add(name());
#include "metrics/metrics.def"
#undef TRYALL_METRIC
    return made;
  }();
  return table;
}

}  // namespace tryall::train
