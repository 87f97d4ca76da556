// An update goes through the parameters block by block; what comes of it is what passes over all of them
// give.
#include "train/updater.hpp"

#include <algorithm>

#include "catch.hpp"
#include "tryall/nn/models/model.hpp"
#include "tryall/optim/clipping.hpp"
#include "tryall/train/run.hpp"

namespace updater_test {

using namespace tryall;
using namespace tryall::train;

namespace {

/// A net whose weights fill a block of an update and a part of the next, with numbers of both signs in
/// parameters and gradients.
template <class Scalar>
nn::Network<Scalar> example(const TrainingConfig& config) {
  nn::Network<Scalar> network(nn::make_layers<Scalar>({config.model, {64, 10, {}, {}}}), 64, 1);
  for (std::size_t i = 0; i < network.parameters().size(); ++i) {
    network.parameters()[i] = static_cast<Scalar>(std::sin(0.3 * static_cast<double>(i)));
    network.gradients()[i] = static_cast<Scalar>(std::cos(0.7 * static_cast<double>(i)));
  }
  return network;
}

TrainingConfig decayed_and_regularized(const std::string& optimizer, const std::string& clipping) {
  TrainingConfig config;
  config.model = {"mlp", {{"hidden", std::vector<std::int64_t>{40}}}};
  config.optimizer = {optimizer, {}};
  config.clipping = {clipping, {}};
  config.regularizer = {"elastic_net", {{"lambda1", 0.1}, {"lambda2", 0.3}, {"proximal", true}}};
  config.weight_decay = 0.5;
  return with_defaults(config);
}

/// The same update in passes over all parameters.
template <class Scalar>
void update_in_passes(const TrainingConfig& config, nn::Network<Scalar>& network, double rate) {
  const auto parameters = network.parameters(), gradients = network.gradients();
  const auto regularizer = regularize::make_regularizer<Scalar>(config.regularizer);
  const auto optimizer = optim::make_optimizer<Scalar>(
      config.optimizer, {parameters.size(), network.weights_end(), network.blocks()});
  regularizer->add_gradient(parameters, gradients, network.weights_end());
  if (const auto clipping = optim::make_clipping<Scalar>(config.clipping)) clipping->clip(gradients);
  for (Scalar& weight : parameters.first(network.weights_end()))
    weight *= static_cast<Scalar>(1.0 - rate * config.weight_decay);
  optimizer->update(parameters, gradients, rate, 1);
  regularizer->after_update(parameters, rate, network.weights_end());
}

}  // namespace

TEMPLATE_TEST_CASE("an update by blocks is the update in whole passes, and leaves the gradients at 0", "",
                   float, double) {
  for (const char* clipping : {"none", "norm", "value"})
    for (const optim::OptimizerEntry& entry : optim::optimizer_table()) {
      INFO(entry.about.name << ", clipping " << clipping);
      const TrainingConfig config = decayed_and_regularized(entry.about.name, clipping);
      auto ours = example<TestType>(config), expected = example<TestType>(config);
      REQUIRE(ours.weights_end() > 2048);
      REQUIRE(ours.weights_end() % 2048 != 0);
      Updater<TestType>(config, ours).update(0.01, 1);
      update_in_passes(config, expected, 0.01);
      CHECK(std::ranges::equal(ours.parameters(), expected.parameters()));
      CHECK(std::ranges::count(ours.gradients(), TestType{0}) ==
            static_cast<std::ptrdiff_t>(ours.gradients().size()));
    }
}

TEST_CASE("the gradient's norm is the loss's and the penalty's, and asking for it changes no update") {
  for (const char* clipping : {"none", "norm"}) {
    const TrainingConfig config = decayed_and_regularized("adam", clipping);
    auto asked = example<double>(config), plain = example<double>(config);
    double squares = 0;
    for (std::size_t i = 0; i < plain.parameters().size(); ++i) {
      const double penalty = i < plain.weights_end() ? 0.3 * plain.parameters()[i] : 0.0;
      squares += (plain.gradients()[i] + penalty) * (plain.gradients()[i] + penalty);
    }
    Updater<double> updater(config, asked), other(config, plain);
    CHECK(updater.gradient_norm() == Approx(std::sqrt(squares)).epsilon(1e-12));
    updater.update(0.01, 1);
    other.update(0.01, 1);
    CHECK(std::ranges::equal(asked.parameters(), plain.parameters()));
    updater.update(0.01, 2);  // the penalty is added anew
    other.update(0.01, 2);
    CHECK(std::ranges::equal(asked.parameters(), plain.parameters()));
    CHECK(updater.gradient_norm() > 0);
  }
}

}  // namespace updater_test
