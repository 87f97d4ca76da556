#include "tryall/kernels/math/power.hpp"

#include <cmath>
#include <limits>

#include "tryall/kernels/each.hpp"
#include "tryall/kernels/math/exponential.hpp"
#include "tryall/kernels/math/logarithm.hpp"

namespace tryall::kernels::detail {
namespace {

using Twice = Pair<double>;

TRYALL_KERNELS_INLINE Twice times(const Twice& a, const Twice& b) {
  const Twice product = product_of(a.value, b.value);
  return sum_of(product.value, product.rest + std::fma(a.value, b.rest, a.rest * b.value));
}

TRYALL_KERNELS_INLINE Twice plus(const Twice& a, const Twice& b) {  // |a| >= |b|
  const Twice sum = sum_of(a.value, b.value);
  return sum_of(sum.value, sum.rest + (a.rest + b.rest));
}

struct WholePower {
  std::uint64_t n;
  void operator()(double& x) const {
    Twice square = {x, 0}, power = {1, 0};
    double rough = 1;  // what stays right where the pairs overflow
    for (std::uint64_t left = n; left != 0; left >>= 1U) {
      if ((left & 1U) != 0) {
        rough *= x;
        power = times(power, square);
      }
      x *= x;
      square = times(square, square);
    }
    x = std::isfinite(power.value) ? power.value : rough;
  }
};

/// log x to about 2^-65 of itself, for a normal x. As in log_of_parts, with the first two terms in pairs.
TRYALL_KERNELS_INLINE Twice exact_log(double x) {
  const ExponentAndRest<double> of = exponent_and_rest(x);
  const Twice below = sum_of(2.0, of.f);
  const double s = of.f / below.value;
  const double s_rest = (std::fma(-s, below.value, of.f) - s * below.rest) / below.value;
  const Twice root = {s, s_rest}, square = times(root, root);
  const Twice third = times({0x1.5555555555555p-1, 0x1.5555555555555p-55}, times(root, square));
  const double curve =
      s * square.value * square.value * polynomial(Coefficients<double>::further_logarithm, square.value);
  const Twice rest = plus({2 * s, 2 * s_rest}, {third.value, third.rest + curve});
  const Twice octaves = times({std::numbers::ln2, 0x1.abc9e3b39803fp-56}, {of.k, 0});
  return of.k == 0 ? rest : plus(octaves, rest);
}

/// For x normal, above 0.
struct RealPower {
  double y;
  void operator()(double& x) const {
    const Twice log = exact_log(x);
    if (!(std::abs(log.value * y) < 800)) {
      x = exp(log.value * y);
      return;
    }
    const Twice exponent = times(log, {y, 0});
    const OctaveAndRest<double> of = octave_and_rest(exponent.value, exponent.rest);
    const double curve =
        std::fma(of.r * of.r, polynomial(Coefficients<double>::exponential, of.r), of.r + of.rest);
    x = std::ldexp(1 + curve, static_cast<int>(rounded(exponent.value, std::numbers::log2e).value));
  }
};

}  // namespace

double whole_power(double x, std::int64_t n) {
  const auto size = n < 0 ? -static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
  each(WholePower{size}, 1, &x);
  return n < 0 ? 1 / x : x;
}

double real_power(double x, double y) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (y == 0 || x == 1) return 1;
  if (y == 1 && x >= 0) return x;
  if (std::isnan(y) || !(x >= 0)) return std::numeric_limits<double>::quiet_NaN();
  if (x < std::numeric_limits<double>::min()) return y > 0 ? 0 : infinity;
  if (x == infinity) return y > 0 ? infinity : 0;
  each(RealPower{y}, 1, &x);
  return x;
}

}  // namespace tryall::kernels::detail
