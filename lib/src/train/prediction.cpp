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

/// A network for each member.
class Predictor::Networks {
 public:
  virtual ~Networks() = default;
  virtual Predictions predict(std::size_t member, const TrainingConfig& config, const PreparedData& data,
                              std::span<const std::uint32_t> samples) = 0;

  template <class Scalar>
  class Of;
};

template <class Scalar>
class Predictor::Networks::Of : public Networks {
 public:
  Of(const TrainingConfig& config, PreparedData data, const std::vector<ModelMember>& members) {
    for (const ModelMember& member : members) {
      data.map = member.inputs;
      networks_.push_back(make_network<Scalar>(config, data, 1));
      restore_tensors(member.weights, networks_.back());
    }
  }
  Predictions predict(std::size_t member, const TrainingConfig& config, const PreparedData& data,
                      std::span<const std::uint32_t> samples) override {
    Passes<Scalar> passes(config, data, networks_[member], {});
    return *Evaluation<Scalar>(data, networks_[member], passes).predict(samples);
  }

 private:
  std::vector<nn::Network<Scalar>> networks_;
};

Predictor::Predictor(const TrainingConfig& config, const PreparedData& data, std::vector<ModelMember> members)
    : config_(config), data_(data), members_(std::move(members)) {
  data_.split = {};  // of another dataset's samples than those to come
  if (config_.precision == "float64")
    networks_ = std::make_shared<Networks::Of<double>>(config_, data_, members_);
  else
    networks_ = std::make_shared<Networks::Of<float>>(config_, data_, members_);
  for (ModelMember& member : members_) member.weights = {};
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
  for (std::size_t member = 0; member < members_.size(); ++member) {
    data.map = members_[member].inputs;
    data.target_map = members_[member].targets;
    const Predictions made = networks_->predict(member, config_, data, samples);
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
