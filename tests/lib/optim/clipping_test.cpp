#include "tryall/optim/clipping.hpp"

#include <cmath>
#include <limits>
#include <span>

#include "catch.hpp"

namespace clipping_test {

using tryall::Choice;
using namespace tryall::optim;

namespace {

template <class Scalar = double>
std::vector<Scalar> clipped(const Choice& choice, std::vector<Scalar> gradients) {
  if (const auto clipping = make_clipping<Scalar>(with_defaults(clippings(), choice)))
    clipping->clip(gradients);
  return gradients;
}

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();
const std::vector<double> gradients = {3, -4, 0.5, -0.25, 0, 1e-3};

}  // namespace

TEST_CASE("norm clips as PyTorch's clip_grad_norm_") {
  // torch.nn.utils.clip_grad_norm_ of PyTorch 1.13 on the gradients above, in float64
  const std::vector<std::pair<double, std::vector<double>>> goldens = {
      {1,
       {0.5962846637029889, -0.7950462182706519, 0.09938077728383149, -0.049690388641915745, 0,
        0.000198761554567663}},
      {2.5,
       {1.4907116592574723, -1.9876155456766298, 0.24845194320957872, -0.12422597160478936, 0,
        0.0004969038864191574}}};
  for (const auto& [max_norm, golden] : goldens) {
    const auto ours = clipped({"norm", {{"max_norm", max_norm}}}, gradients);
    for (std::size_t i = 0; i < golden.size(); ++i)
      CHECK(std::abs(ours[i] - golden[i]) <= 1e-12 * std::abs(golden[i]));
  }
  CHECK(clipped({"norm", {}}, gradients)[0] == Approx(0.5962846637029889).epsilon(1e-12));
}

TEST_CASE("gradients within the limits stay as they are, to the last bit") {
  CHECK(clipped({"norm", {{"max_norm", 100.0}}}, gradients) == gradients);
  CHECK(clipped({"value", {{"limit", 4.0}}}, gradients) == gradients);
  CHECK(clipped({"none", {}}, gradients) == gradients);
  CHECK(clipped({"norm", {}}, std::vector<double>(5)) == std::vector<double>(5));
}

TEST_CASE("value cuts each gradient to the limit, of either sign") {
  CHECK(clipped({"value", {}}, gradients) == std::vector<double>{1, -1, 0.5, -0.25, 0, 1e-3});
  CHECK(clipped({"value", {{"limit", 0.25}}}, gradients) ==
        std::vector<double>{0.25, -0.25, 0.25, -0.25, 0, 1e-3});
  CHECK(clipped({"value", {}}, {infinity, -infinity}) == std::vector<double>{1, -1});
}

TEST_CASE("the norm of single gradients is summed in double, so that large ones do not overflow") {
  const auto ours = clipped<float>({"norm", {{"max_norm", 5.0}}}, {3e30F, -4e30F});
  CHECK(ours[0] == Approx(3));
  CHECK(ours[1] == Approx(-4));
  CHECK(clipped<float>({"value", {{"limit", 0.5}}}, {2, -2, 0.25F}) ==
        std::vector<float>{0.5F, -0.5F, 0.25F});
}

TEST_CASE("a gradient that is NaN stays NaN, so that divergence is seen") {
  CHECK(std::isnan(clipped({"value", {}}, {1, missing})[1]));
  CHECK(clipped({"value", {}}, {2, missing})[0] == 1);
  for (const double gradient : clipped({"norm", {}}, {1, missing, 0})) CHECK(std::isnan(gradient));
  CHECK(std::isnan(clipped({"norm", {}}, {1, infinity})[1]));
}

TEST_CASE("gradients are cut alike at once and in stretches, once they have been seen whole") {
  for (const ClippingEntry& entry : clipping_table()) {
    INFO(entry.about.name);
    const Choice choice = with_defaults(clippings(), {entry.about.name, {}});
    const auto clipping = make_clipping<double>(choice);
    if (!clipping) continue;
    std::vector<double> stretches = gradients;
    clipping->begin(stretches);
    for (std::size_t begin = 0; begin < stretches.size(); begin += 2)
      clipping->apply(std::span(stretches).subspan(begin, 2));
    CHECK(stretches == clipped(choice, gradients));
    CHECK(stretches != gradients);
  }
}

}  // namespace clipping_test
