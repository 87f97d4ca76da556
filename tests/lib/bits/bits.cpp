#include "bits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include "tryall/random.hpp"
#include "tryall/train/library.hpp"
#include "tryall/train/run.hpp"

namespace tryall::testing {
namespace {

using train::TrainingConfig;

/// FNV-1a over the bits of numbers.
class BitsHash {
 public:
  void add(double value) {
    add_bits(std::isnan(value) ? ~std::uint64_t{0} : std::bit_cast<std::uint64_t>(value));
  }
  void add(const std::vector<double>& values) {
    for (const double value : values) add(value);
  }
  std::uint64_t value() const { return hash_; }

 private:
  void add_bits(std::uint64_t bits) {
    for (int byte = 0; byte < 8; ++byte, bits >>= 8) hash_ = (hash_ ^ (bits & 0xff)) * 0x100000001b3;
  }

  std::uint64_t hash_ = 0xcbf29ce484222325;
};

/// Images of noise (or features with large, small, equal and denormal values) with labels or targets.
data::Dataset noise(Task task, std::vector<std::size_t> shape) {
  constexpr std::size_t samples = 60;
  const Stream stream(5, Purpose::data);
  data::Dataset dataset{.name = "noise", .shape = std::move(shape), .features = 1};
  for (const std::size_t side : dataset.shape) dataset.features *= side;
  Buffer<float> values(samples * dataset.features);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<float>(stream.normal(i));
  for (std::size_t i = 0; i < samples; ++i) values[i * dataset.features] *= i % 3 == 0 ? 1e-39F : 1e4F;
  dataset.values = std::move(values);
  dataset.task = task;
  if (task == Task::regression)
    for (std::size_t i = 0; i < samples; ++i) dataset.targets.push_back(stream.uniform(i) * 10);
  else
    for (std::size_t i = 0; i < samples; ++i) dataset.labels.push_back(static_cast<std::int32_t>(i % 3));
  dataset.classes = task == Task::classification ? 3 : 0;
  dataset.test_begin = samples;
  return dataset;
}

class Cases {
 public:
  explicit Cases(const std::function<void(const std::string&, std::uint64_t)>& see) : see_(see) {}

  void models() {
    for (const std::string& name : nn::activations().names())
      with("activation", name, [&](TrainingConfig& config) { config.model.settings["activation"] = name; });
    for (const std::string& name : init::initializers().names())
      with("init", name, [&](TrainingConfig& config) { config.init = {name, {}}; });
    for (const std::string& name : nn::normalizations().names())
      with("normalization", name, [&](TrainingConfig& config) {
        config.normalization = {name, {}};
        if (name == "group_norm") config.normalization.settings["groups"] = std::int64_t{1};
      });
    for (const std::string& name : nn::dropouts().names())
      with("dropout", name, [&](TrainingConfig& config) { config.dropout = {name, {}}; });
    for (const std::int64_t width : {1, 7, 17, 33, 1000})
      with("width", std::to_string(width), [&](TrainingConfig& config) {
        config.model.settings["hidden"] = std::vector<std::int64_t>{width, 5};
      });
    for (const std::int64_t size : {1, 7, 17, 33})
      with("batch", std::to_string(size), [&](TrainingConfig& config) { config.batch_size = size; });
  }

  void updates() {
    for (const std::string& name : optim::optimizers().names())
      with("optimizer", name, [&](TrainingConfig& config) { config.optimizer = {name, {}}; });
    for (const std::string& name : optim::clippings().names())
      with("clipping", name, [&](TrainingConfig& config) { config.clipping = {name, {}}; });
    for (const std::string& name : regularize::regularizers().names())
      with("regularizer", name, [&](TrainingConfig& config) { config.regularizer = {name, {}}; });
    for (const std::string& name : schedule::schedules().names())
      with("schedule", name, [&](TrainingConfig& config) { config.schedule = {name, {}}; });
    with("decay", "and max_norm", [&](TrainingConfig& config) {
      config.weight_decay = 0.1;
      config.max_norm = 0.5;
    });
    with("rate", "1e30, to infinity and NaN", [&](TrainingConfig& config) { config.learning_rate = 1e30; });
  }

  void data() {
    for (const std::string& name : data::scalers().names())
      with("scaler", name, [&](TrainingConfig& config) { config.scaler = {name, {}}; });
    for (const std::string& name : data::augmentations().names())
      with("augmentation", name, [&](TrainingConfig& config) {
        config.augmentation = {name, {}};
        for (const Parameter& parameter : data::augmentations().find(name).parameters)
          if (!parameter.fallback) config.augmentation.settings[parameter.name] = required(parameter);
      });
    with("noise", "and mixup", [&](TrainingConfig& config) {
      config.input_noise = 0.3;
      config.mixup = 0.4;
      config.label_smoothing = 0.1;
    });
    with("weights", "of classes and input dropout", [&](TrainingConfig& config) {
      config.class_weight = "balanced";
      config.input_dropout = 0.2;
      config.split = with_defaults(data::splits(), {"bootstrap", {}});
    });
    for (const std::string& name : nn::losses().names())
      for (const Task task : {Task::classification, Task::regression})
        if (nn::loss_table().find({name, {}}).suits(task)) {
          TrainingConfig config = usual();
          config.loss = {name, {}};
          train(fmt::format("loss {} {}", name, task == Task::regression ? "of numbers" : "of classes"),
                config, noise(task, {5, 7}));
        }
  }

  void images() {
    for (const std::int64_t kernel : {1, 3, 5})
      for (const char* pooling : {"max", "average", "none"})
        for (const bool residual : {false, true}) {
          TrainingConfig config = usual();
          config.model = {"cnn",
                          {{"channels", std::vector<std::int64_t>{3, 17}},
                           {"hidden", std::vector<std::int64_t>{7}},
                           {"kernel", kernel},
                           {"pooling", std::string(pooling)},
                           {"residual", residual}}};
          config.normalization = {residual ? "batch_norm" : "none", {}};
          train(fmt::format("cnn {} {}{}", kernel, pooling, residual ? " residual" : ""), config,
                noise(Task::classification, {2, 9, 10}));
        }
  }

 private:
  static TrainingConfig usual() {
    TrainingConfig config;
    config.model = {"mlp", {{"hidden", std::vector<std::int64_t>{17, 9}}}};
    config.learning_rate = 0.05;
    config.batch_size = 17;
    config.epochs = 3;
    return config;
  }

  /// A value for a setting that has none by itself.
  static Value required(const Parameter& parameter) {
    if (parameter.type == Parameter::Type::integer) return std::int64_t{2};
    return std::min(0.5, parameter.high);
  }

  template <class Change>
  void with(const std::string& axis, const std::string& name, Change change) {
    TrainingConfig config = usual();
    change(config);
    train(axis + " " + name, config, noise(Task::classification, {5, 7}));
  }

  void train(const std::string& name, TrainingConfig config, const data::Dataset& dataset) {
    const auto shared = std::make_shared<const data::Dataset>(dataset);
    config = train::normalized(train::with_defaults(config), *shared);
    const train::PreparedData prepared = train::prepare(config, 3, shared);
    see_(name + " float", hash<float>(config, prepared));
    see_(name + " double", hash<double>(config, prepared));
  }

  template <class Scalar>
  static std::uint64_t hash(const TrainingConfig& config, const train::PreparedData& prepared) {
    BitsHash bits;
    train::TrainingHooks hooks;
    hooks.training_done = [&](const std::vector<train::Tensor>& weights, const train::Predictions&) {
      for (const train::Tensor& tensor : weights) bits.add(tensor.values);
    };
    const RunResult result = train::run<Scalar>(config, 3, prepared, hooks);
    for (const auto& curve : result.curves) bits.add(curve);
    for (const double value : result.final_values) bits.add(value);
    return bits.value();
  }

  const std::function<void(const std::string&, std::uint64_t)>& see_;
};

}  // namespace

void for_each_bits(const std::function<void(const std::string& name, std::uint64_t hash)>& see) {
  Cases cases(see);
  cases.models();
  cases.updates();
  cases.data();
  cases.images();
}

std::string all_bits() {
  std::string lines;
  for_each_bits(
      [&](const std::string& name, std::uint64_t hash) { lines += fmt::format("{} {:016x}\n", name, hash); });
  return lines;
}

}  // namespace tryall::testing
