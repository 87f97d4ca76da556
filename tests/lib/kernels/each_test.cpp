#include "tryall/kernels/each.hpp"

#include <bit>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "tryall/error.hpp"
#include "tryall/random.hpp"
#include "with_isa.hpp"

using namespace tryall;

namespace {

/// A rule of which a compiler that was let would fuse the products and sums.
template <class S>
struct Decay {
  S kept, rate;
  void operator()(S& weight, const S& gradient, S& past) const {
    past = kept * past + (S{1} - kept) * gradient * gradient;
    weight -= rate * gradient / (std::sqrt(past) + S(1e-8));
  }
};

template <class S>
struct Values {
  explicit Values(std::size_t size) : weights(size), gradients(size), past(size) {
    const Stream stream(7, Purpose::init, 0);
    for (std::size_t i = 0; i < size; ++i) {
      weights[i] = static_cast<S>(stream.normal(3 * i));
      gradients[i] = static_cast<S>(stream.normal(3 * i + 1));
      past[i] = static_cast<S>(stream.uniform(3 * i + 2));
    }
  }
  std::vector<S> weights, gradients, past;
};

}  // namespace

TEMPLATE_TEST_CASE("a rule gives the same bits on every instruction set", "", float, double) {
  for (const std::size_t size : {0, 1, 7, 17, 33, 1000}) {
    std::vector<Values<TestType>> outcomes;
    for (const kernels::Isa isa : kernels::available_isas()) {
      const testing::WithIsa scope(isa);
      Values<TestType> values(size);
      for (int step = 0; step < 5; ++step)
        kernels::each(Decay<TestType>{TestType(0.9), TestType(0.01)}, size, values.weights.data(),
                      std::as_const(values.gradients).data(), values.past.data());
      CHECK((outcomes.empty() || outcomes.front().weights == values.weights));
      CHECK((outcomes.empty() || outcomes.front().past == values.past));
      outcomes.push_back(std::move(values));
    }
  }
}

TEMPLATE_TEST_CASE("what a rule writes is flushed where it is a denormal, and NaN stays NaN", "", float,
                   double) {
  using Limits = std::numeric_limits<TestType>;
  for (const kernels::Isa isa : kernels::available_isas()) {
    const testing::WithIsa scope(isa);
    std::vector<TestType> values(40, Limits::min());
    values[1] = Limits::quiet_NaN();
    values[2] = Limits::infinity();
    values[3] = 4 * Limits::min();
    kernels::each([](TestType& value) { value = value * TestType(-0.5); }, values.size(), values.data());
    CHECK(values[0] == 0);
    CHECK(std::isnan(values[1]));
    CHECK(values[2] == -Limits::infinity());
    CHECK(values[3] == -2 * Limits::min());
    CHECK(values[39] == 0);
  }
}

TEST_CASE("an instruction set is found by its name, and one that is not there says which are") {
  for (const kernels::Isa isa : kernels::available_isas())
    CHECK(kernels::find_isa(kernels::name(isa)) == isa);
  CHECK_THROWS_WITH(kernels::find_isa("sse9"),
                    ContainsSubstring("unknown instruction set 'sse9' (available: plain"));
#if defined(__x86_64__)
  CHECK_THROWS_WITH(kernels::find_isa("neon"), ContainsSubstring("does not have the instruction set 'neon'"));
#endif
}
