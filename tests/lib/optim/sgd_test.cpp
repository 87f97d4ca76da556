#include "trajectory.hpp"

namespace sgd_test {

using namespace tryall::testing;

TEST_CASE("sgd follows w -= lr g") {
  const auto sgd = made_optimizer<double>({"sgd", {}}, 13);
  check_against_formula(*sgd, 0.1, [](double w, double g, std::size_t, int) { return w - 0.1 * g; });
}

TEST_CASE("sgd remembers nothing") { CHECK(made_optimizer<float>({"sgd", {}}, 13)->state().empty()); }

}  // namespace sgd_test
