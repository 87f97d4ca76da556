#pragma once

#include <cmath>
#include <vector>

#include "tryall/sweeps/trainer/trainer.hpp"

using namespace tryall;

// extending: trainer
/// Descends y = c x^2 or y = |x|, in each of some coordinates: it has nothing to do with networks.
class Parabola final : public sweeps::Trainer {
 public:
  const std::shared_ptr<const AxisTable>& axes() const override { return axes_; }
  const std::vector<Metric>& metrics() const override { return metrics_; }
  sweeps::Origin origin() const override { return {"parabola", "1"}; }
  sweeps::Subject subject(const Config&) override { return {.name = "parabola", .hash = "1"}; }

  RunResult run(const Config& config, std::uint64_t seed, const Hooks&) override {
    const Choice& shape = config.choice("shape");
    const double step = config.number("step");
    std::vector<double> heights;
    std::vector<std::int64_t> start = integers(config.value("start"));
    std::vector<double> x(start.begin(), start.end());
    for (std::int64_t epoch = 0; epoch < epochs_of(config); ++epoch) {
      heights.push_back(0.001 * static_cast<double>(seed));
      for (double& xi : x) {
        xi -= step * (shape.name == "square" ? 2 * shape.number("c") * xi : std::copysign(1.0, xi));
        heights.back() += shape.name == "square" ? shape.number("c") * xi * xi : std::abs(xi);
      }
    }
    return {.epochs_done = epochs_of(config), .final_values = {heights.back()}, .curves = {heights}};
  }

 private:
  std::shared_ptr<const AxisTable> axes_ = std::make_shared<const AxisTable>(std::vector{
      choice_axis("shape", {{.name = "square", .parameters = {{.name = "c", .fallback = 1.0}}}, {"absolute"}},
                  "what is descended"),
      list_axis("start", {3}, "x at first"), number_axis("step", 0.1, "share of the slope", 0),
      integer_axis("epochs", 8, "steps", 1)});
  std::vector<Metric> metrics_ = {{.name = "height", .direction = Direction::minimize, .each_epoch = true}};
};
// end
