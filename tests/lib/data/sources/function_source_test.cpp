#include "catch.hpp"
#include "choices.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/data/splits/split.hpp"
#include "tryall/functions/function.hpp"

namespace function_source_test {

using namespace tryall::data;

TEST_CASE("every test function is a dataset without targets, with samples for training and for the test") {
  for (const auto& entry : tryall::functions::function_table()) {
    INFO(entry.about.name);
    const tryall::Choice choice =
        tryall::testing::default_choice(sources(), sources().find(entry.about.name));
    const Dataset dataset = load(choice, {});
    CHECK(dataset.name == entry.about.name);
    CHECK(dataset.function == entry.about.name);
    CHECK(dataset.task == tryall::Task::function);
    CHECK(dataset.has_test_set());
    CHECK(dataset.test_begin > 0);
    CHECK(std::get<tryall::Buffer<float>>(dataset.values).size() == dataset.samples() * dataset.features);
  }
}

TEST_CASE("a test function's samples are split as they came, without a validation split") {
  const Dataset dataset = load({"quadratic_deep", {}}, {});
  const SampleSplit split = split_samples({"holdout", {{"validation", 0.5}, {"test", 0.5}}}, dataset, 1);
  REQUIRE(split.training.size() == 1000);
  REQUIRE(split.test.size() == 896);
  CHECK(split.validation.empty());
  for (std::uint32_t i = 0; i < 1000; ++i) CHECK(split.training[i] == i);
  for (std::uint32_t i = 0; i < 896; ++i) CHECK(split.test[i] == 1000 + i);
}

}  // namespace function_source_test
