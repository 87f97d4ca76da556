// The optimizer of CONTRIBUTING.md, sign.cpp beside this file, does what its formula says.
#include "catch.hpp"
#include "trajectory.hpp"

namespace tryall::optim {
OptimizerEntry sign();
}

namespace sign_test {

TEST_CASE("the example of an optimizer in CONTRIBUTING follows its formula") {
  const auto sign = tryall::optim::sign().make_double({"sign", {}}, 13);
  tryall::testing::check_against_formula(
      *sign, 0.01, [](double w, double g, std::size_t, int) { return w - 0.01 * ((g > 0) - (g < 0)); });
}

}  // namespace sign_test
