// Trains through the installed library and plans a sweep with it.
#include <cstdio>
#include <memory>

#include "tryall/data/sources/source.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/plan/plan.hpp"
#include "tryall/train/run.hpp"

int main() {
  const auto config = tryall::train::completed({.learning_rate = 0.01, .epochs = 2});
  const auto digits = std::make_shared<const tryall::data::Dataset>(tryall::data::load(config.dataset, ""));
  const auto result = tryall::train::run<float>(config, 0, tryall::train::prepare(config, 0, digits));
  const double accuracy = result.final_values[tryall::train::test_accuracy];

  tryall::sweeps::NativeTrainer trainer("");
  const auto document =
      tryall::sweeps::Document::parse(R"({"axes": {"optimizer": ["sgd", "adam"]}})", "inline");
  const auto plan =
      tryall::sweeps::make_plan(tryall::sweeps::read_sweep(document, trainer.vocabulary()), trainer);
  std::fputs(render({{"test_accuracy", "runs"}, {{accuracy, static_cast<std::int64_t>(plan.runs.size())}}},
                    tryall::reports::Format::table)
                 .c_str(),
             stdout);
  return accuracy > 0.8 && plan.runs.size() == 2 ? 0 : 1;
}
