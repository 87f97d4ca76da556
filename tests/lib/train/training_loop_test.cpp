// A training against the loop a reader would write from the documentation, with the library's own parts.
#include <algorithm>

#include "catch.hpp"
#include "tiny_runs.hpp"
#include "tryall/init/initializer.hpp"
#include "tryall/nn/losses/loss.hpp"
#include "tryall/nn/models/model.hpp"
#include "tryall/optim/optimizer.hpp"

namespace training_loop_test {

using tryall::Buffer;
using tryall::Purpose;
using tryall::Stream;
using tryall::train::TrainingConfig;
using namespace tryall::train;
using namespace tryall::testing;

namespace {

constexpr std::ptrdiff_t features = 64, classes = 10;

class PlainLoop {
 public:
  PlainLoop(const TrainingConfig& config, std::uint64_t seed)
      : config_(config),
        seed_(seed),
        prepared_(prepare(config, seed, digits())),
        network_(tryall::nn::make_layers<double>({config.model, {features, classes, {}, {}}}), features,
                 config.batch_size),
        optimizer_(tryall::optim::make_optimizer<double>(config.optimizer, network_.parameters().size())) {
    for (std::size_t number = 0; number < network_.blocks().size(); ++number) {
      const tryall::nn::ParameterBlock& block = network_.blocks()[number];
      if (block.kind == tryall::nn::ParameterBlock::Kind::bias) continue;
      const Stream stream(seed, Purpose::init, static_cast<std::uint32_t>(number));
      std::vector<double> drawn(block.size());
      tryall::init::fill(config.init, block, stream, drawn);
      tryall::lay_out<double, double>(block, drawn,
                                      network_.parameters().subspan(block.offset, block.size()));
    }
  }

  /// The mean loss over one epoch's batches, each before its update.
  double epoch(std::uint32_t number) {
    std::vector<std::uint32_t> order = prepared_.split.training;
    shuffle(order, Stream(seed_, Purpose::order, number));
    double sum = 0;
    const auto batch_size = static_cast<std::size_t>(config_.batch_size);
    for (std::size_t begin = 0; begin < order.size(); begin += batch_size)
      sum += update({order.data() + begin, std::min(batch_size, order.size() - begin)});
    return sum / static_cast<double>(order.size());
  }

 private:
  double update(std::span<const std::uint32_t> batch) {
    const auto rows = static_cast<std::ptrdiff_t>(batch.size());
    Buffer<double> in(batch.size() * features), gradient(batch.size() * classes);
    gather<double>(*prepared_.dataset, prepared_.map, prepared_.map, batch, {in.data(), features, rows},
                   {in.data(), features, rows});
    Buffer<double> targets(batch.size() * classes, 0.0);
    for (std::size_t row = 0; row < batch.size(); ++row)
      targets[row * classes + static_cast<std::size_t>(prepared_.dataset->labels[batch[row]])] = 1;
    network_.clear_gradients();
    const tryall::Batch<const double> out =
        network_.forward({in.data(), features, rows}, tryall::nn::Mode::training);
    const double loss = tryall::nn::make_loss<double>({"cross_entropy", {}})
                            ->sum(out, {targets.data(), classes, rows}, 1.0 / static_cast<double>(rows),
                                  {gradient.data(), classes, rows});
    network_.backward({in.data(), features, rows}, {gradient.data(), classes, rows});
    optimizer_->update(network_.parameters(), network_.gradients(), config_.learning_rate, ++steps_);
    return loss;
  }

  const TrainingConfig& config_;
  std::uint64_t seed_;
  PreparedData prepared_;
  tryall::nn::Network<double> network_;
  std::unique_ptr<tryall::optim::Optimizer<double>> optimizer_;
  std::int64_t steps_ = 0;
};

}  // namespace

TEST_CASE(
    "weights start from a stream for each block, biases from zero, and each epoch has an order of its own") {
  for (const char* optimizer : {"sgd", "adam"}) {
    INFO(optimizer);
    TrainingConfig config = tiny_config();
    config.optimizer = {optimizer, {}};
    config = with_defaults(config);
    PlainLoop loop(config, 9);
    const std::vector<double> curve = run_tiny<double>(config, 9).curves[train_loss];
    REQUIRE(curve.size() == 2);
    CHECK(curve[0] == Approx(loop.epoch(1)).epsilon(1e-12));
    CHECK(curve[1] == Approx(loop.epoch(2)).epsilon(1e-12));
  }
}

TEST_CASE("what is measured is the average where the optimizer keeps one, and the training does not notice") {
  const auto run_with = [](bool average, std::int64_t after) {
    TrainingConfig config = tiny_config();
    config.learning_rate = 0.1;
    config.optimizer = {"asgd", {{"average", average}, {"average_after", after}}};
    return run_tiny(config);
  };
  const RunResult plain = run_with(false, 0), averaged = run_with(true, 0);
  CHECK(same_bits(plain.curves[train_loss], averaged.curves[train_loss]));
  CHECK(plain.final_values[validation_loss] != averaged.final_values[validation_loss]);
  CHECK(plain.final_values[test_loss] != averaged.final_values[test_loss]);
  CHECK(same_bits(plain, run_with(true, 1000000)));
}

TEST_CASE("muon is told which parameters are matrices, and trains with these alone") {
  TrainingConfig config = tiny_config();
  config.learning_rate = 0.02;
  config.epochs = 5;
  config.optimizer = {"muon", {{"adam_rate", 0.0}}};
  CHECK(run_tiny(config).final_values[validation_accuracy] > 0.8);
}

}  // namespace training_loop_test
