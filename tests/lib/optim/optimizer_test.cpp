// What every optimizer owes; the formula of each is tested in the file of its name.
#include "tryall/optim/optimizer.hpp"

#include <algorithm>

#include "quadratic.hpp"
#include "with_isa.hpp"

namespace optimizer_test {

using tryall::optim::make_optimizer;
using tryall::optim::optimizer_table;
using namespace tryall::testing;

namespace {

/// A learning rate at which 200 steps go a long way: rules whose steps shrink by themselves need a larger
/// one.
double fitting_rate(const std::string& name) {
  if (name == "adagrad") return 0.5;
  if (name == "adadelta") return 50;
  if (name == "lars") return 30;
  if (name == "radam") return 0.2;
  if (name == "lamb") return 0.02;
  if (name == "lbfgs") return 1;
  if (name == "muon") return 3;  // all in one vector, which learns by adamw at a small share of that
  if (name == "schedule_free_sgd") return 1;
  if (name == "schedule_free_adamw") return 0.1;
  return 0.05;
}

}  // namespace

TEMPLATE_TEST_CASE("every optimizer descends a quadratic", "", float, double) {
  for (const tryall::optim::OptimizerEntry& entry : optimizer_table()) {
    INFO(entry.about.name);
    Quadratic<TestType> problem;
    const double before = problem.loss();
    const auto optimizer =
        make_optimizer<TestType>(default_choice(tryall::optim::optimizers(), entry.about), size);
    problem.train(*optimizer, 1, 200, fitting_rate(entry.about.name));
    CHECK(problem.loss() < 1e-3 * before);
    optimizer->begin_evaluation(problem.weights);
    CHECK(problem.loss() < 1e-3 * before);
  }
}

TEMPLATE_TEST_CASE("every optimizer takes the same steps when it is made again", "", float, double) {
  for_each_optimizer<TestType>([](auto make) {
    Quadratic<TestType> one, other;
    one.train(*make(), 1, 20);
    other.train(*make(), 1, 20);
    CHECK(one.weights == other.weights);
  });
}

TEMPLATE_TEST_CASE("every optimizer leaves the gradients as they are", "", float, double) {
  for_each_optimizer<TestType>([](auto make) {
    std::vector<TestType> weights(size, TestType{1}), gradients(size, TestType{0.5});
    make()->update(weights, gradients, 0.05, 1);
    CHECK(gradients == std::vector<TestType>(size, TestType{0.5}));
    CHECK(weights[0] < 1);
  });
}

TEMPLATE_TEST_CASE("every optimizer takes the same steps range by range", "", float, double) {
  for_each_optimizer<TestType>([](auto make) {
    Quadratic<TestType> whole, ranges;
    const auto first = make(), second = make();
    for (int step = 1; step <= 20; ++step) {
      whole.train(*first, step, step);
      ranges.find_gradients();
      second->begin(0.05, step);
      const std::size_t length = second->needs_all_weights() ? size : 7;  // the weights end within a range
      for (std::size_t begin = 0; begin < size; begin += length) {
        const std::size_t count = std::min(length, size - begin);
        second->apply({begin, std::span(ranges.weights).subspan(begin, count),
                       std::span(ranges.gradients).subspan(begin, count)});
      }
      CHECK(whole.weights == ranges.weights);
    }
  });
}

TEMPLATE_TEST_CASE("every optimizer gives the same bits on every instruction set", "", float, double) {
  for_each_optimizer<TestType>([](auto make) {
    std::vector<std::vector<TestType>> outcomes;
    for (const tryall::kernels::Isa isa : tryall::kernels::available_isas()) {
      const WithIsa scope(isa);
      Quadratic<TestType> problem;
      problem.train(*make(), 1, 20);
      outcomes.push_back(problem.weights);
      CHECK(outcomes.back() == outcomes.front());
    }
  });
}

TEST_CASE("single and double precision agree to single precision") {
  for (const tryall::optim::OptimizerEntry& entry : optimizer_table()) {
    INFO(entry.about.name);
    const tryall::Choice choice = default_choice(tryall::optim::optimizers(), entry.about);
    Quadratic<float> single;
    Quadratic<double> twice;
    single.train(*make_optimizer<float>(choice, matrix_and_vector), 1, 20);
    twice.train(*make_optimizer<double>(choice, matrix_and_vector), 1, 20);
    for (std::size_t i = 0; i < size; ++i)
      CHECK(static_cast<double>(single.weights[i]) == Approx(twice.weights[i]).margin(1e-4));
  }
}

}  // namespace optimizer_test
