#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "evaluation_parts.hpp"
#include "tryall/statistics/proportion.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_bins = 10, fewest_in_a_bin = 10;

/// How sure the model is of a row, and whether rightly.
struct Sureness {
  double confidence = 0;
  bool right = false;
};

std::vector<Sureness> by_confidence(const Answered& rows) {
  std::vector<Sureness> all;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    const std::size_t predicted = rows.answers.class_of(i);
    all.push_back(
        {rows.answers.probabilities_of(i)[predicted], predicted == rows.dataset.class_of(rows.samples[i])});
  }
  std::ranges::stable_sort(all, {}, &Sureness::confidence);
  return all;
}

/// Equal counts; rows of the same confidence stay together.
std::vector<std::span<const Sureness>> equal_parts(std::span<const Sureness> sorted) {
  const std::size_t bins = std::clamp<std::size_t>(sorted.size() / fewest_in_a_bin, 1, most_bins);
  std::vector<std::span<const Sureness>> parts;
  std::size_t begin = 0;
  for (std::size_t bin = 1; bin <= bins; ++bin) {
    std::size_t end = sorted.size() * bin / bins;
    while (end < sorted.size() && sorted[end].confidence == sorted[end - 1].confidence) ++end;
    if (end <= begin) continue;
    parts.push_back(sorted.subspan(begin, end - begin));
    begin = end;
  }
  return parts;
}

CalibrationBin bin_of(std::span<const Sureness> part) {
  CalibrationBin bin{.count = part.size()};
  std::size_t right = 0;
  for (const Sureness& row : part) {
    bin.confidence += row.confidence;
    right += row.right ? 1 : 0;
  }
  const auto n = static_cast<double>(part.size());
  bin.confidence /= n;
  bin.right = estimated(static_cast<double>(right) / n, statistics::wilson_interval(right, part.size()));
  return bin;
}

/// The mean of |share right - mean confidence| where each row is right with the probability that it says; the
/// share is taken to be normal.
double distance_by_chance(std::span<const Sureness> part) {
  double variance = 0;
  for (const Sureness& row : part) variance += row.confidence * (1 - row.confidence);
  return std::sqrt(2 / std::numbers::pi * std::max(0.0, variance)) / static_cast<double>(part.size());
}

void add_calibration(ProbabilityQuality& quality, std::span<const Sureness> sorted) {
  for (const std::span<const Sureness> part : equal_parts(sorted)) {
    const CalibrationBin bin = bin_of(part);
    const double weight = static_cast<double>(part.size()) / static_cast<double>(sorted.size());
    quality.confidence += weight * bin.confidence;
    quality.calibration_error += weight * std::abs(bin.right.center - bin.confidence);
    quality.calibration_error_by_chance += weight * distance_by_chance(part);
    quality.bins.push_back(bin);
  }
}

}  // namespace

ProbabilityQuality evaluate_probabilities(const Answered& rows) {
  ProbabilityQuality quality;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    const std::span<const double> shares = rows.answers.probabilities_of(i);
    const std::size_t truth = rows.dataset.class_of(rows.samples[i]);
    quality.log_loss -= std::log(std::max(shares[truth], std::numeric_limits<double>::min()));
    for (std::size_t label = 0; label < shares.size(); ++label)
      quality.brier += std::pow(shares[label] - (label == truth ? 1 : 0), 2);
  }
  quality.log_loss /= static_cast<double>(rows.rows());
  quality.brier /= static_cast<double>(rows.rows());
  add_calibration(quality, by_confidence(rows));
  return quality;
}

}  // namespace tryall::reports
