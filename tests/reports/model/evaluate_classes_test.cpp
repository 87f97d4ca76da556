#include <cmath>
#include <limits>

#include "answered.hpp"
#include "catch.hpp"
#include "tryall/reports/model/evaluation.hpp"

namespace data = tryall::data;
namespace train = tryall::train;
using namespace tryall::reports;
using namespace tryall::testing;

namespace {

ClassificationEvaluation evaluated(const data::Dataset& dataset, const train::ModelAnswers& answers) {
  const auto rows = all_rows(dataset);
  return *evaluate(dataset, rows, answers, baseline_of(dataset, rows)).classification;
}

/// Ten rows for each level of confidence, so many of them right.
struct Level {
  double confidence = 0;
  int right = 0;
};

ProbabilityQuality calibration_of(const std::vector<Level>& levels) {
  std::vector<std::int32_t> labels;
  std::vector<SureAnswer> answers;
  for (int i = 0; i < 10; ++i)
    for (const Level& level : levels) {
      labels.push_back(i < level.right ? 1 : 0);
      answers.push_back({1, level.confidence});
    }
  return *evaluated(labelled(labels, {"no", "yes"}), answers_of(answers)).probabilities;
}

}  // namespace

TEST_CASE("evaluation: the confusion of ten rows and what follows from it") {
  const TenRows ten;
  const ClassificationEvaluation result = evaluated(ten.dataset, ten.answers);
  CHECK(result.counts == std::vector<std::size_t>{5, 1, 1, 3});
  CHECK(result.count(0, 1) == 1);
  CHECK(result.class_names == std::vector<std::string>{"no", "yes"});
  CHECK(result.classes[0].support == 6);
  CHECK(result.classes[0].precision == Approx(5.0 / 6));
  CHECK(result.classes[0].recall == Approx(5.0 / 6));
  CHECK(result.classes[1].support == 4);
  CHECK(result.classes[1].predicted == 4);
  CHECK(result.classes[1].precision == Approx(0.75));
  CHECK(result.classes[1].f1 == Approx(0.75));
}

TEST_CASE("evaluation: the confusion has the truth in its rows") {
  const auto result =
      evaluated(labelled({0, 0, 1}, {"no", "yes"}), answers_of({{1, 0.9}, {1, 0.8}, {1, 0.7}}));
  CHECK(result.counts == std::vector<std::size_t>{0, 2, 0, 1});
  CHECK(result.classes[1].precision == Approx(1.0 / 3));
  CHECK(result.classes[1].recall == 1);
  CHECK(result.classes[1].f1 == Approx(0.5));
  CHECK(result.classes[0].recall == 0);
  CHECK(std::isnan(result.classes[0].precision));
  CHECK(result.classes[0].f1 == 0);
}

TEST_CASE("evaluation: accuracy beside the baseline, with intervals") {
  const TenRows ten;
  const ClassificationEvaluation result = evaluated(ten.dataset, ten.answers);
  CHECK(result.accuracy.center == Approx(0.8));
  CHECK(result.accuracy.low == Approx(0.4901624715));
  CHECK(result.accuracy.high == Approx(0.9433178485));
  CHECK(result.baseline_label == 0);
  CHECK(result.baseline_accuracy == Approx(0.6));
  CHECK(result.over_baseline.center == Approx(0.2));
  CHECK(result.over_baseline.low == Approx(-0.2221372922));
  CHECK(result.over_baseline.high == Approx(0.5554706255));
}

TEST_CASE("evaluation: the baseline is the training rows' class, whatever is judged") {
  const TenRows ten;
  const std::vector<std::uint32_t> yes = {7, 8};
  const ConstantAnswer no = baseline_of(ten.dataset, std::vector<std::uint32_t>{0, 1, 6});
  const auto result = *evaluate(ten.dataset, yes, answers_of({{1, 0.9}, {1, 0.9}}), no).classification;
  CHECK(no.label == 0);
  CHECK(result.baseline_accuracy == 0);
  CHECK(result.over_baseline.center == 1);
  CHECK(std::isnan(result.classes[0].recall));
  CHECK(std::isnan(result.classes[0].precision));
}

TEST_CASE("evaluation: log loss, Brier score and the calibration error of ten rows") {
  const TenRows ten;
  const ProbabilityQuality quality = *evaluated(ten.dataset, ten.answers).probabilities;
  CHECK(quality.log_loss == Approx(0.2675465589));
  CHECK(quality.brier == Approx(0.16));
  CHECK(quality.confidence == Approx(0.84));
  REQUIRE(quality.bins.size() == 1);
  CHECK(quality.bins[0].count == 10);
  CHECK(quality.bins[0].right.center == Approx(0.8));
  CHECK(quality.bins[0].right.low == Approx(0.4901624715));
  CHECK(quality.calibration_error == Approx(0.04));
  CHECK(quality.calibration_error_by_chance == Approx(0.0874038744));
}

TEST_CASE("evaluation: bins of equal counts, in the order of confidence") {
  const ProbabilityQuality exact = calibration_of({{0.6, 6}, {0.9, 9}, {0.7, 7}, {0.8, 8}});
  REQUIRE(exact.bins.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(exact.bins[i].count == 10);
    CHECK(exact.bins[i].confidence == Approx(0.6 + 0.1 * static_cast<double>(i)));
    CHECK(exact.bins[i].right.center == Approx(exact.bins[i].confidence));
  }
  CHECK(exact.calibration_error == Approx(0).margin(1e-12));
  const ProbabilityQuality off = calibration_of({{0.6, 6}, {0.9, 5}, {0.7, 9}, {0.8, 8}});
  CHECK(off.calibration_error == Approx((0.4 + 0.2) / 4));
}

TEST_CASE("evaluation: at most ten bins, and equal confidences are not torn apart") {
  std::vector<Level> levels;
  for (int i = 0; i < 16; ++i) levels.push_back({0.6 + 0.02 * i, 8});
  const ProbabilityQuality torn =
      calibration_of(levels);  // a cut behind every 16 rows goes on to the next 10
  CHECK(torn.bins.size() == 10);
  for (const CalibrationBin& bin : torn.bins) CHECK(bin.count % 10 == 0);
  CHECK(calibration_of({{0.9, 8}, {0.9, 8}, {0.9, 8}}).bins.size() == 1);
}

TEST_CASE("evaluation: a probability of 0 for the truth is a large loss, not an infinite one") {
  const auto result = evaluated(labelled({0}, {"no", "yes"}), answers_of({{1, 1.0}}));
  CHECK(result.probabilities->log_loss == Approx(-std::log(std::numeric_limits<double>::min())));
  CHECK(result.probabilities->brier == 2);
}

TEST_CASE("evaluation: without finite probabilities the rest is said") {
  const TenRows ten;
  train::ModelAnswers answers = ten.answers;
  answers.probabilities[3] = NAN;
  CHECK_FALSE(evaluated(ten.dataset, answers).probabilities);
  answers.probabilities.clear();
  const ClassificationEvaluation result = evaluated(ten.dataset, answers);
  CHECK_FALSE(result.probabilities);
  CHECK(result.accuracy.center == Approx(0.8));
}

TEST_CASE("evaluation: what does not fit together is refused") {
  const TenRows ten;
  const auto rows = all_rows(ten.dataset);
  const ConstantAnswer baseline{.label = 0};
  CHECK_THROWS_AS(evaluate(ten.dataset, std::span(rows).first(9), ten.answers, baseline),
                  std::invalid_argument);
  CHECK_THROWS_AS(evaluate(ten.dataset, {}, train::ModelAnswers{.columns = 2}, baseline),
                  std::invalid_argument);
  CHECK_THROWS_AS(baseline_of(ten.dataset, {}), std::invalid_argument);
}
