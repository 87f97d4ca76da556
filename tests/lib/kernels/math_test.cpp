// The functions of kernels/math.hpp against libm in a wider type.
#include "tryall/kernels/math.hpp"

#include <span>

#include "catch.hpp"
#include "tryall/kernels/each.hpp"
#include "tryall/random.hpp"
#include "with_isa.hpp"

namespace math_test {

using namespace tryall;

namespace {

/// What libm computes for S in.
template <class S>
using Wide = std::conditional_t<std::is_same_v<S, float>, double, long double>;

template <class S>
struct Case {
  std::string name;
  void (*ours)(std::span<const S> in, std::span<S> out);
  Wide<S> (*exact)(Wide<S> x);
  S low, high;            ///< The arguments that are tried.
  S near_low, near_high;  ///< Where most of a training's are.
};

/// sin(pi (x + on / 2)), from -pi/4 to pi/4, where pi's own rounding does not show.
template <class Real>
Real turned(Real x, int on) {
  const Real within = std::fmod(std::abs(x), Real{2}), quarters = std::nearbyint(2 * within);
  const Real r = std::numbers::pi_v<Real> * (within - quarters / 2);
  const int turns = (static_cast<int>(quarters) + on) % 4;
  const Real size = turns % 2 == 0 ? std::sin(r) : std::cos(r);
  return (turns >= 2) != (x < 0 && on == 0) ? -size : size;
}

#define TRYALL_CASE(function, exact, ...)                                                           \
  Case<S> {                                                                                         \
#function,                                                                                        \
        [](std::span<const S> in, std::span<S> out) {                                                 \
          kernels::each([](const S& x, S& y) { y = kernels::function(x); }, in.size(), in.data(), out.data()); \
        },                                                                                            \
        [](Wide<S> x) -> Wide<S> { return exact; }, __VA_ARGS__ \
  }

template <class S>
std::vector<Case<S>> cases() {
  constexpr S all = std::numeric_limits<S>::infinity();
  constexpr S angle = std::is_same_v<S, float> ? S(0x1p18) : S(0x1p40);
  return {TRYALL_CASE(exp, std::exp(x), -all, all, -100, 100),
          TRYALL_CASE(expm1, std::expm1(x), -all, all, -2, 2),
          TRYALL_CASE(logistic, 1 / (1 + std::exp(-x)), -all, all, -40, 40),
          TRYALL_CASE(tanh, std::tanh(x), -all, all, -2, 2),
          TRYALL_CASE(log, std::log(x), -all, all, 0, 3),
          TRYALL_CASE(log1p, std::log1p(x), -all, all, -1, 3),
          TRYALL_CASE(erfc, std::erfc(x), -all, all, -6, 27),
          TRYALL_CASE(sin, std::sin(x), -angle, angle, -10, 10),
          TRYALL_CASE(cos, std::cos(x), -angle, angle, -10, 10),
          TRYALL_CASE(sin_pi, turned(x, 0), -all, all, -3, 3),
          TRYALL_CASE(cos_pi, turned(x, 1), -all, all, -3, 3)};
}
#undef TRYALL_CASE

/// How far `got` is from the exact value, in units of that one's last place; a denormal may be 0.
template <class S>
double distance(S got, Wide<S> exact) {
  using Limits = std::numeric_limits<S>;
  if (std::isnan(exact) || std::isnan(got)) return std::isnan(exact) == std::isnan(got) ? 0 : 1e9;
  const auto rounded = static_cast<S>(exact);
  if (got == rounded) return 0;
  if (std::isinf(rounded) || std::isinf(got)) return 1e9;
  if (std::abs(exact) < static_cast<Wide<S>>(Limits::min()) && got == 0) return 0;
  const int power = std::max(std::ilogb(exact), Limits::min_exponent - 1) - (Limits::digits - 1);
  return static_cast<double>(std::abs(static_cast<Wide<S>>(got) - exact) / std::ldexp(Wide<S>{1}, power));
}

/// Where a case is furthest from libm.
template <class S>
struct Furthest {
  S x = 0;
  double distance = 0;

  void see(const Case<S>& tried, std::span<const S> in) {
    std::vector<S> out(in.size());
    tried.ours(in, out);
    for (std::size_t i = 0; i < in.size(); ++i) {
      const double far = math_test::distance<S>(out[i], tried.exact(static_cast<Wide<S>>(in[i])));
      if (far > distance) *this = {in[i], far};
    }
  }
};

template <class S>
S with_bits(kernels::detail::BitsOf<S> bits) {
  return std::bit_cast<S>(bits);
}

/// 10,000 arguments from near_low to near_high, as many of any bits, and what is special.
template <class S>
std::vector<S> sample(const Case<S>& tried) {
  using Limits = std::numeric_limits<S>;
  const Stream stream(11, Purpose::init, 0);
  std::vector<S> values = {S(0),
                           S(-0.0),
                           Limits::infinity(),
                           -Limits::infinity(),
                           Limits::min(),
                           Limits::epsilon(),
                           Limits::max(),
                           Limits::quiet_NaN(),
                           S(1),
                           S(-1)};
  for (std::uint64_t i = 0; i < 10000; ++i) {
    const auto share = static_cast<S>(stream.uniform(2 * i));
    values.push_back(tried.near_low + (tried.near_high - tried.near_low) * share);
    const auto bits = stream.block(2 * i + 1);
    values.push_back(
        with_bits<S>(static_cast<kernels::detail::BitsOf<S>>(bits[0] | std::uint64_t{bits[1]} << 32U)));
  }
  std::erase_if(values, [&](S x) { return x < tried.low || x > tried.high; });
  return values;
}

template <class S>
bool same_bits(S a, S b) {
  using Bits = kernels::detail::BitsOf<S>;
  return (std::isnan(a) && std::isnan(b)) || std::bit_cast<Bits>(a) == std::bit_cast<Bits>(b);
}

}  // namespace

TEST_CASE("the functions of floats are within 2 units in the last place") {
  std::vector<float> values;
  for (std::uint64_t bits = 0; bits < 0x100000000; bits += 1021)
    values.push_back(with_bits<float>(static_cast<std::uint32_t>(bits)));
  for (const Case<float>& tried : cases<float>()) {
    std::vector<float> within = values;
    std::erase_if(within, [&](float x) { return x < tried.low || x > tried.high; });
    Furthest<float> furthest;
    furthest.see(tried, within);
    furthest.see(tried, sample(tried));
    CAPTURE(tried.name, furthest.x);
    CHECK(furthest.distance < 2);
  }
}

TEST_CASE("the functions of doubles are within 2 units in the last place") {
  for (const Case<double>& tried : cases<double>()) {
    Furthest<double> furthest;
    furthest.see(tried, sample(tried));
    CAPTURE(tried.name, furthest.x);
    CHECK(furthest.distance < 2);
  }
}

TEMPLATE_TEST_CASE("the functions give the same bits on every instruction set", "", float, double) {
  for (const Case<TestType>& tried : cases<TestType>()) {
    const std::vector<TestType> in = sample(tried);
    std::vector<TestType> first(in.size());
    {
      const testing::WithIsa scope(kernels::Isa::plain);
      tried.ours(in, first);
    }
    for (const kernels::Isa isa : kernels::available_isas()) {
      const testing::WithIsa scope(isa);
      std::vector<TestType> out(in.size());
      tried.ours(in, out);
      CAPTURE(tried.name, kernels::name(isa));
      CHECK(std::equal(out.begin(), out.end(), first.begin(), same_bits<TestType>));
    }
  }
}

TEMPLATE_TEST_CASE("zeros keep their signs, and what is infinite or no number stays so", "", float, double) {
  using Limits = std::numeric_limits<TestType>;
  const TestType inf = Limits::infinity(), nan = Limits::quiet_NaN(), zero = 0, one = 1;
  for (const Case<TestType>& tried : cases<TestType>()) {
    const std::vector<TestType> in = {nan, -nan, with_bits<TestType>(kernels::detail::bits_of(nan) + 1)};
    std::vector<TestType> out(in.size());
    tried.ours(in, out);
    CAPTURE(tried.name);
    for (const TestType value : out) CHECK(std::isnan(value));
  }
  for (const TestType x : {kernels::expm1(-zero), kernels::tanh(-zero), kernels::log1p(-zero),
                           kernels::sin(-zero), kernels::sin_pi(-zero)})
    CHECK(same_bits(x, -zero));
  CHECK(kernels::exp(inf) == inf);
  CHECK(same_bits(kernels::exp(-inf), zero));
  CHECK(kernels::expm1(-inf) == -1);
  CHECK(kernels::expm1(inf) == inf);
  CHECK(kernels::logistic(inf) == 1);
  CHECK(kernels::logistic(-inf) == 0);
  CHECK(kernels::logistic(zero) == TestType(0.5));
  CHECK(kernels::tanh(-inf) == -1);
  CHECK(kernels::log(zero) == -inf);
  CHECK(kernels::log(-zero) == -inf);
  CHECK(kernels::log(inf) == inf);
  CHECK(same_bits(kernels::log(one), zero));
  CHECK(std::isnan(kernels::log(-one)));
  CHECK(kernels::log1p(-one) == -inf);
  CHECK(kernels::log1p(inf) == inf);
  CHECK(kernels::erfc(-inf) == 2);
  CHECK(same_bits(kernels::erfc(inf), zero));
  CHECK(kernels::erfc(zero) == 1);
  for (const TestType x : {kernels::sin(inf), kernels::cos(-inf), kernels::sin_pi(inf), kernels::cos_pi(inf),
                           kernels::sin(Limits::max())})
    CHECK(std::isnan(x));
  CHECK(kernels::sin_pi(Limits::max()) == 0);
  CHECK(kernels::cos_pi(Limits::max()) == 1);
  for (const int half : {1, 3, 5, 7}) CHECK(kernels::cos_pi(TestType(half) / 2) == 0);
}

}  // namespace math_test
