#include "made_boards.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace tryall::testing {
namespace {

using Random = std::mt19937_64;

double normal(Random& random) { return std::normal_distribution<double>()(random); }

std::size_t part(std::size_t groups, std::size_t of) { return std::max<std::size_t>(1, groups / of); }

/// Values by group and seed, all on the same seeds 0 .. n - 1.
MadeBoard board_of(std::size_t groups, std::size_t n,
                   const std::function<double(std::size_t, std::size_t)>& value) {
  MadeBoard board;
  std::vector<std::uint64_t> seeds(n);
  for (std::size_t j = 0; j < n; ++j) seeds[j] = j;
  for (std::size_t i = 0; i < groups; ++i) {
    board.seeds.push_back(seeds);
    std::vector<double>& row = board.values.emplace_back(n);
    for (std::size_t j = 0; j < n; ++j) row[j] = value(i, j);
  }
  return board;
}

std::vector<double> normals(std::size_t n, Random& random) {
  std::vector<double> result(n);
  std::normal_distribution<double> draw;
  for (double& value : result) value = draw(random);
  return result;
}

/// Groups with these variances and an effect of each seed that all share.
MadeBoard with_variances(const std::vector<double>& variances, std::size_t n, double shared, Random& random) {
  const std::vector<double> effect = normals(n, random);
  std::normal_distribution<double> draw;
  return board_of(variances.size(), n, [&](std::size_t i, std::size_t j) {
    return std::sqrt(shared) * effect[j] + std::sqrt(variances[i]) * draw(random);
  });
}

/// `count` groups have `factor` times the variance of the others.
MadeBoard with_larger(std::size_t groups, std::size_t n, std::size_t count, double factor, double shared,
                      Random& random) {
  std::vector<double> variances(groups, 1);
  std::fill_n(variances.begin(), std::min(count, groups), factor);
  return with_variances(variances, n, shared, random);
}

template <int Tenths>
MadeBoard correlated(std::size_t k, std::size_t n, Random& random) {
  constexpr double rho = Tenths / 10.0;
  return with_variances(std::vector<double>(k, 1 - rho), n, rho, random);
}

MadeBoard geometric(std::size_t k, std::size_t n, Random& random) {
  std::vector<double> variances(k);
  for (std::size_t i = 0; i < k; ++i)
    variances[i] =
        std::pow(10.0, static_cast<double>(i) / static_cast<double>(std::max<std::size_t>(k - 1, 1)));
  return with_variances(variances, n, 1, random);
}

MadeBoard half(std::size_t k, std::size_t n, Random& random) {
  return with_larger(k, n, part(k, 2), 10, 1, random);
}
MadeBoard third(std::size_t k, std::size_t n, Random& random) {
  return with_larger(k, n, part(k, 3), 10, 0, random);
}
MadeBoard fifth(std::size_t k, std::size_t n, Random& random) {
  return with_larger(k, n, part(k, 5), 10, 1, random);
}
MadeBoard tenth(std::size_t k, std::size_t n, Random& random) {
  return with_larger(k, n, part(k, 10), 10, 1, random);
}
MadeBoard one_large(std::size_t k, std::size_t n, Random& random) {
  return with_larger(k, n, 1, 10, 1, random);
}
MadeBoard one_small(std::size_t k, std::size_t n, Random& random) {
  return with_larger(k, n, k - 1, 10, 1, random);
}
MadeBoard half_100(std::size_t k, std::size_t n, Random& random) {
  return with_larger(k, n, part(k, 2), 100, 0, random);
}
MadeBoard fifth_100(std::size_t k, std::size_t n, Random& random) {
  return with_larger(k, n, part(k, 5), 100, 0, random);
}

MadeBoard lognormal(std::size_t k, std::size_t n, Random& random) {
  std::vector<double> variances = normals(k, random);
  for (double& variance : variances) variance = std::exp(variance);
  return with_variances(variances, n, 0, random);
}

/// Blocks of groups, each with seed effects of its own: correlated within by Rho / 100, not across.
template <std::size_t Blocks, int Rho>
MadeBoard blocked(std::size_t k, std::size_t n, Random& random) {
  std::vector<std::vector<double>> effects;
  for (std::size_t b = 0; b < Blocks; ++b) effects.push_back(normals(n, random));
  const double between = std::sqrt(Rho / 100.0), within = std::sqrt(1 - Rho / 100.0);
  std::normal_distribution<double> draw;
  return board_of(k, n, [&](std::size_t i, std::size_t j) {
    return between * effects[i * Blocks / k][j] + within * draw(random);
  });
}

/// Accuracies on so many samples about so many per cent, which seeds shift for all groups.
template <int Samples, int Percent>
MadeBoard share_board(std::size_t k, std::size_t n, Random& random) {
  const double logit = std::log(Percent / (100.0 - Percent));
  std::vector<double> shares = normals(n, random);
  for (double& share : shares) share = 1 / (1 + std::exp(-(logit + 0.1 * share)));
  return board_of(k, n, [&](std::size_t, std::size_t j) {
    return std::binomial_distribution<int>(Samples, shares[j])(random) / static_cast<double>(Samples);
  });
}

MadeBoard student_3(std::size_t k, std::size_t n, Random& random) {
  const std::vector<double> effect = normals(n, random);
  std::student_t_distribution<double> draw(3);
  return board_of(k, n, [&](std::size_t, std::size_t j) { return effect[j] + draw(random); });
}

/// The negative of log-normal values, of variance 1.
MadeBoard skewed(std::size_t k, std::size_t n, Random& random) {
  const std::vector<double> effect = normals(n, random);
  const double deviation = std::sqrt((std::exp(1.0) - 1) * std::exp(1.0));
  return board_of(
      k, n, [&](std::size_t, std::size_t j) { return effect[j] - std::exp(normal(random)) / deviation; });
}

MadeBoard bad_runs(std::size_t k, std::size_t n, Random& random) {
  const std::vector<double> effect = normals(n, random);
  std::bernoulli_distribution is_bad(0.1);
  return board_of(k, n, [&](std::size_t, std::size_t j) {
    return effect[j] + normal(random) - (is_bad(random) ? 5 : 0);
  });
}

/// Groups lose up to half of their seeds.
MadeBoard unequal(std::size_t k, std::size_t n, Random& random) {
  MadeBoard board = correlated<5>(k, n, random);
  for (std::size_t i = 0; i < k; ++i) {
    const std::size_t left =
        std::uniform_int_distribution<std::size_t>(std::max<std::size_t>(3, n / 2), n)(random);
    board.seeds[i].resize(left);
    board.values[i].resize(left);
  }
  return board;
}

/// A run in `of` diverges, and with it its group takes no part.
template <int Of>
MadeBoard diverged(std::size_t k, std::size_t n, Random& random) {
  MadeBoard board = correlated<5>(k, n, random);
  std::bernoulli_distribution does(1.0 / Of);
  for (std::size_t i = 0; i < k; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (does(random)) board.values[i].clear();
  for (std::size_t i = 0; i < k; ++i)
    if (board.values[i].empty()) board.seeds[i].clear();
  return board;
}

/// Moves groups by their means; the variances are those of `board`.
MadeBoard moved_by(MadeBoard board, const std::vector<double>& means) {
  for (std::size_t i = 0; i < means.size(); ++i)
    for (double& value : board.values[i]) value += means[i];
  return board;
}

template <int Deviations>
MadeBoard one_better(std::size_t k, std::size_t n, Random& random, std::vector<double>& means) {
  means.assign(k, -Deviations);
  means[0] = 0;
  return moved_by(correlated<0>(k, n, random), means);
}

MadeBoard half_worse(std::size_t k, std::size_t n, Random& random, std::vector<double>& means) {
  means.assign(k, 0);
  std::fill(means.begin() + static_cast<std::ptrdiff_t>((k + 1) / 2), means.end(), -2);
  return moved_by(correlated<0>(k, n, random), means);
}

MadeBoard ladder(std::size_t k, std::size_t n, Random& random, std::vector<double>& means) {
  means.assign(k, 0);
  for (std::size_t i = 0; i < k; ++i) means[i] = -5 * static_cast<double>(i) / static_cast<double>(k - 1);
  return moved_by(correlated<0>(k, n, random), means);
}

/// A fifth of the groups, but two at least, vary little: one of them is the best, the others are 2.5 behind.
/// The rest is far off, with ten times their variance.
MadeBoard few_good(std::size_t k, std::size_t n, Random& random, std::vector<double>& means) {
  const std::size_t good = std::max<std::size_t>(2, k / 5);
  std::vector<double> variances(k, 10);
  means.assign(k, -30);
  for (std::size_t i = 0; i < good; ++i) {
    variances[i] = 1;
    means[i] = i == 0 ? 0 : -2.5;
  }
  return moved_by(with_variances(variances, n, 0, random), means);
}

/// A third of the groups, but one at least, fail: 40 behind, with 25 times the deviation. The rest is 3
/// behind the best.
MadeBoard some_fail(std::size_t k, std::size_t n, Random& random, std::vector<double>& means) {
  std::vector<double> variances(k, 1);
  means.assign(k, -3);
  means[0] = 0;
  for (std::size_t i = k - part(k, 3); i < k; ++i) {
    variances[i] = 625;
    means[i] = -40;
  }
  return moved_by(with_variances(variances, n, 0, random), means);
}

}  // namespace

std::vector<statistics::SeedValues> MadeBoard::groups() const {
  std::vector<statistics::SeedValues> result;
  for (std::size_t i = 0; i < values.size(); ++i) result.push_back({seeds[i], values[i]});
  return result;
}

const std::vector<NullFamily>& null_families() {
  static const std::vector<NullFamily> families = {
      {"equal", "equal variances", correlated<0>, true},
      {"rho .5", "equal variances; seeds that all share are half of them", correlated<5>},
      {"rho .9", "equal variances; seeds that all share are nine tenths of them", correlated<9>},
      {"geo", "variances from 1 to 10, geometric", geometric, true},
      {"half", "half of the groups have 10 times the variance", half, true},
      {"third", "a third of the groups have 10 times the variance", third, true},
      {"fifth", "a fifth of the groups have 10 times the variance", fifth, true},
      {"tenth", "a tenth of the groups have 10 times the variance", tenth, true},
      {"one large", "one group has 10 times the variance", one_large, true},
      {"one small", "all groups but one have 10 times the variance", one_small, true},
      {"lognormal", "variances are log-normal", lognormal},
      {"half 100", "half of the groups have 100 times the variance", half_100},
      {"two blocks", "two blocks of groups, correlated by .9 within", blocked<2, 90>, true},
      {"five blocks", "five blocks of groups, correlated by .9 within", blocked<5, 90>, true},
      {"100 at 97", "accuracies of 97 % on 100 samples", share_board<100, 97>, true},
      {"360 at 90", "accuracies of 90 % on 360 samples", share_board<360, 90>, true},
      {"360 at 99", "accuracies of 99 % on 360 samples", share_board<360, 99>, true},
      {"t 3", "Student's t with 3 degrees of freedom", student_3, true},
      {"skew", "log-normal to the left", skewed, true},
      {"bad runs", "a tenth of the runs are 5 deviations worse", bad_runs, true},
      {"unequal n", "groups lack up to half of the seeds", unequal},
      {"diverged 5", "a run in 20 diverges", diverged<20>},
      {"diverged 20", "a run in 5 diverges", diverged<5>},
      {"blocks .99", "two blocks, correlated by .99 within", blocked<2, 99>, false, true},
      {"fifth 100", "a fifth of the groups have 100 times the variance", fifth_100, false, true}};
  return families;
}

const std::vector<Alternative>& alternatives() {
  static const std::vector<Alternative> all = {
      {"1 sd", "one group is better than all others by 1 standard deviation over seeds", one_better<1>},
      {"2 sd", "by 2", one_better<2>},
      {"3 sd", "by 3", one_better<3>},
      {"half worse", "half of the groups are worse by 2", half_worse},
      {"ladder", "from the best to 5 worse in equal steps", ladder},
      {"few good",
       "a fifth is good, the others of it 2.5 behind the best; the rest far off, with 10 times the variance",
       few_good},
      {"some fail", "a third fails, 40 behind with 25 times the deviation; the rest is 3 behind the best",
       some_fail}};
  return all;
}

}  // namespace tryall::testing
