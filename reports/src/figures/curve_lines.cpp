#include "curve_lines.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tryall::reports {
namespace {

Replicate up_to_break(const std::vector<double>& values) {
  const auto end =
      std::find_if(values.begin(), values.end(), [](double value) { return !std::isfinite(value); });
  return {{values.begin(), end}, end != values.end()};
}

/// Takes the shortest replicates for those that diverged without leaving a non-finite value.
void break_shortest(std::vector<Replicate>& replicates, std::size_t diverged) {
  std::vector<std::size_t> order(replicates.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (replicates[a].broken != replicates[b].broken) return replicates[a].broken;
    return replicates[a].values.size() < replicates[b].values.size();
  });
  order.resize(std::min(diverged, order.size()));
  for (const std::size_t index : order) replicates[index].broken = true;
}

/// The epochs that all diverged replicates have, or that any has when none diverged.
std::size_t mean_epochs(const std::vector<Replicate>& replicates) {
  std::size_t longest = 0;
  for (const Replicate& replicate : replicates) longest = std::max(longest, replicate.values.size());
  for (const Replicate& replicate : replicates) {
    if (replicate.broken) longest = std::min(longest, replicate.values.size());
  }
  return longest;
}

}  // namespace

CurveLine curve_line(const CurveSeries& series) {
  CurveLine line;
  for (const std::vector<double>& values : series.replicates) line.replicates.push_back(up_to_break(values));
  break_shortest(line.replicates, series.diverged);
  line.diverged =
      static_cast<std::size_t>(std::count_if(line.replicates.begin(), line.replicates.end(),
                                             [](const Replicate& replicate) { return replicate.broken; }));
  const std::size_t epochs = mean_epochs(line.replicates);
  for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
    const auto reached = [&](const Replicate& replicate) { return replicate.values.size() > epoch; };
    const auto count = std::count_if(line.replicates.begin(), line.replicates.end(), reached);
    double mean = 0;
    for (const Replicate& replicate : line.replicates) {
      if (reached(replicate)) mean += replicate.values[epoch] / static_cast<double>(count);
    }
    line.count.push_back(static_cast<std::size_t>(count));
    line.mean.push_back(mean);
  }
  return line;
}

std::optional<CurvePoint> CurveLine::anchor() const {
  if (!mean.empty()) return CurvePoint{static_cast<double>(mean.size()), mean.back()};
  CurvePoint last = {0, 0};
  double with_values = 0;
  for (const Replicate& replicate : replicates) {
    if (!replicate.values.empty()) ++with_values;
  }
  for (const Replicate& replicate : replicates) {
    if (replicate.values.empty()) continue;
    last.epoch = std::max(last.epoch, static_cast<double>(replicate.values.size()));
    last.value += replicate.values.back() / with_values;
  }
  return with_values > 0 ? std::optional(last) : std::nullopt;
}

}  // namespace tryall::reports
