#include "stop_check.hpp"

#include "catch.hpp"
#include "init/filled.hpp"
#include "tryall/nn/chain.hpp"
#include "tryall/nn/layers/dense.hpp"
#include "tryall/optim/optimizer.hpp"

using tryall::check_stop;
using tryall::Stopped;
using tryall::StopScope;

TEST_CASE("a stop is heeded within a scope alone, once it was asked for and waited for") {
  using std::chrono::milliseconds;
  std::stop_source source;
  CHECK_NOTHROW(check_stop());
  {
    const StopScope scope(source.get_token(), milliseconds(0));
    CHECK_NOTHROW(check_stop());
    source.request_stop();
    CHECK_THROWS_AS(check_stop(), Stopped);
    {
      const StopScope inner(std::stop_token(), milliseconds(0));
      CHECK_NOTHROW(check_stop());
    }
    CHECK_THROWS_AS(check_stop(), Stopped);
  }
  CHECK_NOTHROW(check_stop());
  const StopScope patient(source.get_token(), std::chrono::hours(1));
  CHECK_NOTHROW(check_stop());
  CHECK_NOTHROW(check_stop());
}

TEST_CASE("what takes long inside an update or before the first heeds a stop") {
  std::stop_source source;
  source.request_stop();
  const StopScope scope(source.get_token(), std::chrono::milliseconds(0));
  SECTION("a layer's pass") {
    tryall::nn::Layers<double> layers;
    layers.push_back(std::make_unique<tryall::nn::Dense<double>>(2, 3));
    tryall::nn::Chain<double> chain(std::move(layers), 2);
    chain.reserve(1);
    const double sample[2] = {}, delta[3] = {};
    CHECK_THROWS_AS(chain.forward({sample, 2, 1}, tryall::nn::Mode::training), Stopped);
    CHECK_THROWS_AS(chain.backward({sample, 2, 1}, {delta, 3, 1}, {}), Stopped);
  }
  SECTION("drawing orthogonal matrices") {
    CHECK_THROWS_AS(tryall::testing::filled({"orthogonal", {}}, tryall::testing::dense(4, 3)), Stopped);
  }
  SECTION("an update by muon") {
    const auto muon = tryall::optim::make_optimizer<double>(
        with_defaults(tryall::optim::optimizers(), {"muon", {}}),
        {6, 6, {{.name = "weight", .shape = {2, 3}, .fan_in = 3, .fan_out = 2}}});
    std::vector<double> weights(6, 1.0), gradients(6, 1.0);
    CHECK_THROWS_AS(muon->update(weights, gradients, 0.1, 1), Stopped);
  }
}
