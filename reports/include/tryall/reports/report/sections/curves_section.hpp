#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tryall/reports/report/section.hpp"

namespace tryall::reports {

/// What an epoch of a group is on the other abscissas of its curves.
struct EpochLength {
  std::optional<std::int64_t> steps = {};  ///< Nothing unless its completed runs have epochs of one length.
  std::optional<double> flops = {};        ///< Likewise, and where the model has matrix products.
  std::optional<double> seconds = {};      ///< Nothing unless some run has a whole epoch and took time.
};

struct SeedCurve {
  std::size_t run = 0;
  std::vector<double> values = {};  ///< By epoch; NaN, or none any more, where there is no value.
};

/// A group's curves of one metric.
struct MetricCurves {
  std::size_t group = 0, metric = 0;
  EpochLength length = {};            ///< Only of abscissas that all curves of the section have.
  std::vector<Estimate> epochs = {};  ///< The first epoch, the second, ...; over the seeds still going on.
  std::vector<SeedCurve> seeds = {};
};

struct CurveQuantiles {
  std::size_t epoch = 0;
  double median = 0, low = 0, high = 0;
};

/// Quantiles over the runs of all groups, epoch by epoch.
struct CurveContext {
  std::size_t metric = 0;
  std::string label = {};
  std::vector<CurveQuantiles> epochs = {};
};

/// The learning curves of the groups worth seeing.
struct CurvesSection : Section {
  std::string statistic = "mean", interval = {};
  bool has_steps = false, has_flops = false, has_seconds = false;  ///< Abscissas beside epochs.
  bool cpu_time = false;                                           ///< Seconds are CPU time, not wall time.
  std::vector<MetricCurves> series = {};  ///< Metric by metric, the one to show first.
  std::optional<CurveContext> context = {};
};

}  // namespace tryall::reports
