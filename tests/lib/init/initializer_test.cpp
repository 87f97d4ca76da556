#include "tryall/init/initializer.hpp"

#include <set>

#include "../train/tiny_runs.hpp"
#include "catch.hpp"
#include "choices.hpp"
#include "filled.hpp"

namespace initializer_test {

using tryall::Choice;
using tryall::ParameterBlock;
using tryall::init::initializer_table;
using tryall::init::InitializerEntry;
using tryall::init::initializers;
using namespace tryall::testing;

namespace {

template <class Check>
void for_each_initializer(Check check) {
  for (const InitializerEntry& entry : initializer_table()) {
    INFO(entry.about.name);
    check(default_choice(initializers(), entry.about));
  }
}

bool all_finite(const std::vector<double>& weights) {
  return std::all_of(weights.begin(), weights.end(), [](double weight) { return std::isfinite(weight); });
}

}  // namespace

TEST_CASE("every initializer fills all weights with finite values, as a function of the stream alone") {
  const std::set<std::string> fixed = {"zeros", "constant", "identity"};
  for_each_initializer([&](const Choice& choice) {
    const std::vector<double> weights = filled(choice, dense(20, 30), 1);
    CHECK(all_finite(weights));
    CHECK(weights == filled(choice, dense(20, 30), 1));
    CHECK((weights == filled(choice, dense(20, 30), 2)) == fixed.contains(choice.name));
  });
}

TEST_CASE("every initializer fills a bias, a single weight, nothing at all, and a layer without fans") {
  for_each_initializer([](const Choice& choice) {
    for (const ParameterBlock& block : {ParameterBlock{.shape = {30}, .fan_in = 20, .fan_out = 30},
                                        ParameterBlock{.shape = {1, 1}, .fan_in = 1, .fan_out = 1},
                                        ParameterBlock{.shape = {0, 0}}, ParameterBlock{.shape = {3, 4}}})
      CHECK(all_finite(filled(choice, block)));
  });
}

TEST_CASE("every initializer starts a training in single and in double precision from the same point") {
  tryall::train::TrainingConfig config = tiny_config();
  config.epochs = 1;
  config.learning_rate = 1e-9;
  for_each_initializer([&](const Choice& choice) {
    config.init = choice;
    const double single = run_tiny<float>(config).final_values[tryall::train::validation_loss];
    CHECK(single ==
          Approx(run_tiny<double>(config).final_values[tryall::train::validation_loss]).epsilon(1e-4));
  });
}

TEST_CASE("zeros are zeros and a constant is its value, everywhere") {
  CHECK(filled({"zeros", {}}, dense(4, 2)) == std::vector<double>(8, 0.0));
  CHECK(filled({"constant", {}}, dense(4, 2)) == std::vector<double>(8, 0.1));
  CHECK(filled({"constant", {{"value", -2.5}}}, dense(4, 2)) == std::vector<double>(8, -2.5));
}

TEST_CASE("identity has its gain on the diagonal, whatever the shape") {
  CHECK(filled({"identity", {}}, dense(2, 2)) == std::vector<double>{1, 0, 0, 1});
  CHECK(filled({"identity", {{"gain", 0.5}}}, dense(3, 2)) == std::vector<double>{0.5, 0, 0, 0, 0.5, 0});
  CHECK(filled({"identity", {}}, dense(2, 3)) == std::vector<double>{1, 0, 0, 1, 0, 0});
}

TEST_CASE("the normal initializers differ in scale alone: he is xavier times the root of 2") {
  const std::vector<double> xavier = filled({"xavier", {}}, dense(50, 2)),
                            he = filled({"he", {}}, dense(50, 2));
  for (std::size_t i = 0; i < he.size(); ++i)
    CHECK(he[i] == Approx(xavier[i] * std::sqrt(2.0)).epsilon(1e-12));
  CHECK(filled({"lecun_normal", {}}, dense(50, 2)) == xavier);
}

TEST_CASE("a truncated normal is the normal wherever that is within the bounds") {
  const std::vector<double> normal = filled({"normal", {}}, dense(50, 20)),
                            cut = filled({"truncated_normal", {}}, dense(50, 20));
  std::size_t redrawn = 0;
  for (std::size_t i = 0; i < cut.size(); ++i) {
    CHECK(std::abs(cut[i]) <= 2);
    if (std::abs(normal[i]) <= 2)
      CHECK(cut[i] == normal[i]);
    else
      ++redrawn;
  }
  CHECK(redrawn > 20);
}

TEST_CASE("sparse leaves exactly ceil(sparsity outputs) zeros in each column, not the same in all") {
  for (const auto& [sparsity, zeros] : {std::pair{0.0, 0}, {0.1, 3}, {0.11, 4}, {0.9, 27}, {1.0, 30}}) {
    INFO(sparsity);
    const std::vector<double> weights = filled({"sparse", {{"sparsity", sparsity}}}, dense(20, 30));
    std::set<std::vector<bool>> patterns;
    for (std::size_t column = 0; column < 20; ++column) {
      std::vector<bool> pattern;
      for (std::size_t row = 0; row < 30; ++row) pattern.push_back(weights[row * 20 + column] == 0);
      CHECK(std::count(pattern.begin(), pattern.end(), true) == zeros);
      patterns.insert(pattern);
    }
    CHECK((patterns.size() > 15) == (zeros > 0 && zeros < 30));
  }
}

}  // namespace initializer_test
