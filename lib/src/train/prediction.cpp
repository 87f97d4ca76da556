#include "tryall/train/prediction.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "tensors/tensors.hpp"
#include "train/measures/evaluation.hpp"
#include "tryall/numerics.hpp"
#include "tryall/train/library.hpp"

namespace tryall::train {
namespace {

template <class Scalar>
Predictions predictions_of(const TrainingConfig& config, const PreparedData& data,
                           const std::vector<Tensor>& weights, std::span<const std::uint32_t> samples) {
  auto network = make_network<Scalar>(config, data, 1);
  restore_tensors(weights, network);
  Passes<Scalar> passes(config, data, network, {});
  return *Evaluation<Scalar>(data, network, passes).predict(samples);
}

void add(std::vector<double>& sums, const std::vector<double>& values) {
  sums.resize(values.size(), 0.0);
  std::ranges::transform(sums, values, sums.begin(), std::plus());
}

}  // namespace

std::size_t predicted_class(std::span<const double> outputs) {
  if (outputs.size() == 1) return outputs[0] > 0 ? 1 : 0;
  return static_cast<std::size_t>(std::ranges::max_element(outputs) - outputs.begin());
}

std::size_t ModelAnswers::class_of(std::size_t row) const {
  return predicted_class(probabilities.empty() ? outputs_of(row) : probabilities_of(row));
}

std::vector<ModelMember> members_of(const PreparedData& data, std::vector<std::vector<Tensor>> weights) {
  std::vector<ModelMember> members;
  for (std::vector<Tensor>& one : weights) members.push_back({std::move(one), data.map, data.target_map});
  return members;
}

Predictor::Predictor(const TrainingConfig& config, const PreparedData& data, std::vector<ModelMember> members)
    : config_(config), data_(data), members_(std::move(members)) {
  data_.split = {};  // of another dataset's samples than those to come
  auto network = make_network<double>(config_, data_, 1);
  for (const ModelMember& member : members_) restore_tensors(member.weights, network);
}

ModelAnswers Predictor::predict(std::shared_ptr<const data::Dataset> dataset) const {
  pin_numerics();
  PreparedData data = data_;
  std::vector<std::uint32_t> samples(dataset->samples());
  std::iota(samples.begin(), samples.end(), 0U);
  data.dataset = std::move(dataset);
  const auto probabilities = library_of(config_).losses.find(config_.loss).probabilities;
  ModelAnswers answers{.classes = data.dataset->classes};
  std::vector<double> shares(answers.classes);
  for (const ModelMember& member : members_) {
    data.map = member.inputs;
    data.target_map = member.targets;
    const Predictions made = config_.precision == "float64"
                                 ? predictions_of<double>(config_, data, member.weights, samples)
                                 : predictions_of<float>(config_, data, member.weights, samples);
    answers.columns = made.columns;
    add(answers.outputs, made.outputs);
    if (!probabilities) continue;
    std::vector<double> all;
    for (std::size_t begin = 0; begin < made.outputs.size(); begin += made.columns) {
      probabilities(std::span(made.outputs).subspan(begin, made.columns), shares);
      all.insert(all.end(), shares.begin(), shares.end());
    }
    add(answers.probabilities, all);
  }
  for (auto* values : {&answers.outputs, &answers.probabilities})
    for (double& value : *values) value /= static_cast<double>(members_.size());
  return answers;
}

}  // namespace tryall::train
