#include "rank_counts.hpp"

#include <cmath>
#include <numeric>
#include <vector>

namespace tryall::statistics {

double u_upper(double u, std::size_t n, std::size_t m) {
  // shares[j][k]: the probability that U = k with i values of a and j of b, i growing. The largest value of
  // all is of a, and beats all j, with probability i / (i + j).
  const std::size_t most = n * m;
  std::vector<std::vector<double>> shares(m + 1, std::vector<double>(most + 1, 0));
  for (auto& row : shares) row[0] = 1;
  for (std::size_t i = 1; i <= n; ++i)
    for (std::size_t j = 1; j <= m; ++j) {
      const double of_a = static_cast<double>(i) / static_cast<double>(i + j);
      for (std::size_t k = i * j + 1; k-- > 0;)
        shares[j][k] = (k >= j ? of_a * shares[j][k - j] : 0) + (1 - of_a) * shares[j - 1][k];
    }
  const auto first = static_cast<std::ptrdiff_t>(std::ceil(u));
  return std::accumulate(shares[m].begin() + first, shares[m].end(), 0.0);
}

double signed_rank_lower(double sum, Values ranks) {
  std::vector<double> shares = {1};  // by twice the sum
  for (const double rank : ranks) {
    const auto step = static_cast<std::size_t>(std::lround(2 * rank));
    shares.resize(shares.size() + step, 0);
    for (std::size_t k = shares.size(); k-- > 0;)
      shares[k] = (shares[k] + (k >= step ? shares[k - step] : 0)) / 2;
  }
  const auto end = static_cast<std::ptrdiff_t>(std::lround(2 * sum)) + 1;
  return std::accumulate(shares.begin(), shares.begin() + end, 0.0);
}

}  // namespace tryall::statistics
