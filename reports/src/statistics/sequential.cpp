#include "tryall/statistics/sequential.hpp"

#include <cmath>

#include "tryall/error.hpp"
#include "tryall/statistics/distributions.hpp"

namespace tryall::statistics {
namespace {

double spent(const Looks& looks, double share) {
  return 2 * normal_cdf(normal_quantile(looks.alpha / 2) / std::sqrt(share));
}

}  // namespace

std::vector<double> look_levels(const Looks& looks) {
  std::vector<double> levels;
  double before = 0, last = 0;
  for (const double seeds : looks.seeds) {
    if (!(seeds > last))
      throw Error(ErrorCode::bad_input, "looks: numbers of seeds must ascend from above 0");
    last = seeds;
    const double now = spent(looks, seeds / looks.seeds.back());
    levels.push_back(now - before);
    before = now;
  }
  return levels;
}

}  // namespace tryall::statistics
