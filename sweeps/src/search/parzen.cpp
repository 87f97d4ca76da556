#include "search/parzen.hpp"

#include <algorithm>
#include <cstdlib>

#include "tryall/kernels/math.hpp"

namespace tryall::sweeps {

Parzen::Kernel::Kernel(const Feature& feature, std::size_t dimensions, std::size_t seen)
    : ordered_(feature.ordered) {
  const auto n = static_cast<double>(seen), count = static_cast<double>(feature.count);
  same_ = (n + 1) / (n + count);
  other_ = 1 / (n + count);
  if (!ordered_) return;
  constexpr double share = 0.2, least = 0.5;
  const double shrunk = kernels::pow(std::max(n, 1.0), -1 / (static_cast<double>(dimensions) + 4));
  const double width = std::max(least, share * (count - 1) * shrunk);
  double sum = 0;
  for (std::size_t distance = 0; distance < feature.count; ++distance) {
    const double z = static_cast<double>(distance) / width;
    bumps_.push_back(kernels::exp(-z * z / 2));
    sums_.push_back(sum += bumps_.back());
  }
}

double Parzen::Kernel::operator()(std::int32_t x, std::int32_t c) const {
  if (!ordered_) return x == c ? same_ : other_;
  const auto place = static_cast<std::size_t>(c);
  const double all = sums_[place] + sums_[sums_.size() - 1 - place] - bumps_[0];
  return bumps_[static_cast<std::size_t>(std::abs(x - c))] / all;
}

Parzen::Parzen(const std::vector<Feature>& features, const std::vector<std::size_t>& seen)
    : features_(features), seen_(seen) {
  for (const Feature& feature : features) kernels_.emplace_back(feature, features.size(), seen.size());
}

double Parzen::operator()(std::size_t point) const {
  double sum = 1;
  for (const Feature& feature : features_)
    if (feature.values[point] != Feature::absent) sum /= static_cast<double>(feature.count);
  for (const std::size_t other : seen_) {
    double product = 1;
    for (std::size_t d = 0; d < features_.size(); ++d) {
      const std::int32_t x = features_[d].values[point], c = features_[d].values[other];
      if (x == Feature::absent) continue;
      product *= c == Feature::absent ? 1 / static_cast<double>(features_[d].count) : kernels_[d](x, c);
    }
    sum += product;
  }
  return sum / static_cast<double>(seen_.size() + 1);
}

}  // namespace tryall::sweeps
