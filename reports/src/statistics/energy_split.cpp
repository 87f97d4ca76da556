#include "energy_split.hpp"

#include <cmath>

namespace tryall::statistics {

EnergySplitter::EnergySplitter(Values window) : stride_(window.size() + 1), sums_(stride_ * stride_, 0) {
  for (std::size_t i = 0; i < window.size(); ++i) {
    double row = 0;
    for (std::size_t j = 0; j < window.size(); ++j) {
      row += std::fabs(window[i] - window[j]);
      sums_[(i + 1) * stride_ + j + 1] = sums_[i * stride_ + j + 1] + row;
    }
  }
}

double EnergySplitter::sum(std::size_t top, std::size_t bottom, std::size_t left, std::size_t right) const {
  return sums_[bottom * stride_ + right] - sums_[top * stride_ + right] - sums_[bottom * stride_ + left] +
         sums_[top * stride_ + left];
}

double EnergySplitter::energy(std::size_t begin, std::size_t middle, std::size_t end) const {
  const auto n = static_cast<double>(middle - begin), m = static_cast<double>(end - middle);
  double result = 2 / (m + n) * sum(begin, middle, middle, end);
  // Half the square over a stretch counts each of its pairs once.
  if (n > 1) result -= m / ((m + n) * (n - 1)) * sum(begin, middle, begin, middle);
  if (m > 1) result -= n / ((m + n) * (m - 1)) * sum(middle, end, middle, end);
  return result;
}

std::optional<Split> EnergySplitter::best(std::size_t begin, std::size_t end, std::size_t least) const {
  std::optional<Split> result;
  for (std::size_t middle = begin + least; middle + least <= end; ++middle)
    for (std::size_t right = middle + least; right <= end; ++right) {
      const double value = energy(begin, middle, right);
      if (!result || value > result->energy) result = {middle, value};
    }
  return result;
}

}  // namespace tryall::statistics
