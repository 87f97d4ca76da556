#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "tryall/everything/answer.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"

namespace tryall::everything {

/// What is asked: one of the two budgets is there.
struct Question {
  std::string name;  ///< Of the search; the other sweeps' names begin with it.
  Choice dataset;
  double test_share = 0.2;
  std::optional<std::int64_t> epochs = {};
  std::optional<double> seconds = {};
  std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();  ///< Of the seconds.
};

/// Who does the work and where.
struct Workshop {
  sweeps::NativeTrainer& trainer;
  std::filesystem::path store;
  int jobs = 1;
  std::stop_token stop = {};
  /// Trains what the store does not hold of the plan yet, within the budget.
  std::function<sweeps::Summary(const sweeps::Plan& plan, const sweeps::Budget& budget)> train;
  /// What comes next, a line.
  std::function<void(const std::string& line)> say = [](const std::string&) {};
  /// The file of a sweep, to be kept beside the answer.
  std::function<void(const std::string& sweep, const std::string& text)> keep = [](const auto&, const auto&) {
  };
};

/// The data, as the trainer has read them. Throws Error.
std::shared_ptr<const data::Dataset> dataset_of(const Choice& dataset, Workshop& workshop);

/// How the question's data are gone about.
struct Intention {
  Facts facts;
  Sizes sizes;
};
Intention intention_of(const Question& question, Workshop& workshop);

/// Tries everything: the linear model, then a search over every family of techniques by validation; the best
/// again on fresh seeds; the best of those with one setting changed at a time; finally the winner, trained on
/// all rows but the held-out ones, is judged by these, once. With a budget in epochs the answer is a function
/// of question and data, to the bit. Throws Error.
Answer try_everything(const Question& question, Workshop& workshop);

}  // namespace tryall::everything
