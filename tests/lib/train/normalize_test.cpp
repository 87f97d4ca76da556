// Equal trainings have equal configs once they are normalized.
#include "catch.hpp"
#include "tiny_runs.hpp"
#include "tryall/error.hpp"

namespace normalize_test {

using tryall::Choice;
using tryall::Task;
using tryall::train::TrainingConfig;
using namespace tryall::train;
using tryall::data::Dataset;

namespace {

Dataset dataset_of(Task task, std::size_t samples = 4, std::size_t test_begin = 4) {
  Dataset dataset{.name = "made", .classes = task == Task::classification ? 2U : 0U};
  dataset.task = task;
  if (task == Task::classification) dataset.labels.assign(samples, 1);
  if (task != Task::classification) dataset.targets.assign(samples, 1);
  if (task == Task::function) dataset.function = "beale";
  dataset.test_begin = test_begin;
  return dataset;
}

/// What becomes of the default config after the change.
template <class Change>
TrainingConfig normalized_with(const Dataset& dataset, Change change) {
  TrainingConfig config;
  change(config);
  return normalized(with_defaults(config), dataset);
}

TrainingConfig normalized_defaults(const Dataset& dataset) {
  return normalized_with(dataset, [](TrainingConfig&) {});
}

/// Whether, on the dataset, the change makes no difference to the normalized config.
template <class Change>
bool is_neutral(const Dataset& dataset, Change change) {
  return normalized_with(dataset, change) == normalized_defaults(dataset);
}

Choice mlp(std::vector<std::int64_t> hidden) { return {"mlp", {{"hidden", std::move(hidden)}}}; }

const Dataset classes = dataset_of(Task::classification);
const Dataset numbers = dataset_of(Task::regression);
const Dataset function = dataset_of(Task::function, 1, 1);

}  // namespace

TEST_CASE("auto is the loss usual for the task") {
  CHECK(normalized_defaults(classes).loss == Choice{"cross_entropy", {}});
  CHECK(normalized_defaults(numbers).loss == Choice{"mse", {}});
  CHECK(normalized_defaults(function).loss == Choice{"value", {}});
  CHECK(is_neutral(classes, [](TrainingConfig& c) { c.loss = {"cross_entropy", {}}; }));
  CHECK_FALSE(is_neutral(classes, [](TrainingConfig& c) { c.loss = {"mse", {}}; }));
}

TEST_CASE("a loss for another task is refused with those that suit") {
  const auto with = [](const char* loss) { return [loss](TrainingConfig& c) { c.loss = {loss, {}}; }; };
  CHECK_THROWS_WITH(
      normalized_with(numbers, with("cross_entropy")),
      "loss 'cross_entropy' does not suit dataset 'made'; use \"auto\" or one of: mse, mae, huber");
  CHECK_THROWS_AS(normalized_with(classes, with("value")), tryall::Error);
  CHECK_THROWS_AS(normalized_with(function, with("mse")), tryall::Error);
}

TEST_CASE("the share set aside for test makes no difference where the data bring a test set") {
  const auto change = [](TrainingConfig& c) { c.split.settings["test"] = 0.3; };
  CHECK_FALSE(is_neutral(classes, change));
  CHECK(is_neutral(dataset_of(Task::classification, 4, 3), change));
}

TEST_CASE("label smoothing is for classes, scaling of targets for numbers") {
  const auto smoothing = [](TrainingConfig& c) { c.label_smoothing = 0.1; };
  CHECK_FALSE(is_neutral(classes, smoothing));
  CHECK(is_neutral(numbers, smoothing));
  CHECK(is_neutral(function, smoothing));
  const auto scaling = [](TrainingConfig& c) { c.target_scaler = {"min_max", {}}; };
  CHECK(is_neutral(classes, scaling));
  CHECK_FALSE(is_neutral(numbers, scaling));
  CHECK(is_neutral(function, scaling));
  CHECK(normalized_defaults(classes).target_scaler == Choice{"none", {}});
}

TEST_CASE("dropout with a rate of 0 is none") {
  for (const char* name : {"dropout", "spatial_dropout"})
    for (const char* form : {"inverted", "scaled"})
      CHECK(is_neutral(classes, [&](TrainingConfig& c) {
        c.dropout = {name, {{"rate", 0.0}, {"form", std::string(form)}}};
      }));
  CHECK_FALSE(is_neutral(classes, [](TrainingConfig& c) { c.dropout = {"dropout", {{"rate", 0.1}}}; }));
}

TEST_CASE("normalization and dropout make no difference without hidden layers") {
  for (const Choice& model : {Choice{"linear", {}}, Choice{"softmax", {}}, mlp({})}) {
    INFO(model.name);
    const TrainingConfig plain = normalized_with(classes, [&](TrainingConfig& c) { c.model = model; });
    const TrainingConfig changed = normalized_with(classes, [&](TrainingConfig& c) {
      c.model = model;
      c.normalization = {"batch_norm", {}};
      c.dropout = {"dropout", {}};
    });
    CHECK(changed == plain);
  }
  CHECK_FALSE(is_neutral(classes, [](TrainingConfig& c) { c.normalization = {"batch_norm", {}}; }));
}

TEST_CASE("dropout of units that the model does not have is none") {
  const auto dropout_of = [](const Choice& model, const char* dropout) {
    return normalized_with(classes,
                           [&](TrainingConfig& c) {
                             c.model = model;
                             c.dropout = {dropout, {}};
                           })
        .dropout.name;
  };
  using Integers = std::vector<std::int64_t>;
  const Choice dense{"cnn", {{"channels", Integers{}}}}, convolutional{"cnn", {{"hidden", Integers{}}}};
  CHECK(dropout_of(mlp({3}), "dropout") == "dropout");
  CHECK(dropout_of(mlp({3}), "spatial_dropout") == "none");
  CHECK(dropout_of({"cnn", {}}, "dropout") == "dropout");
  CHECK(dropout_of({"cnn", {}}, "spatial_dropout") == "spatial_dropout");
  CHECK(dropout_of(dense, "spatial_dropout") == "none");
  CHECK(dropout_of(convolutional, "dropout") == "none");
  CHECK(dropout_of(convolutional, "spatial_dropout") == "spatial_dropout");
}

TEST_CASE("without shuffling, reshuffling makes no difference") {
  const auto in_order = [](bool reshuffle) {
    return normalized_with(classes, [&](TrainingConfig& c) {
      c.shuffle = false;
      c.reshuffle = reshuffle;
    });
  };
  CHECK(in_order(false) == in_order(true));
  CHECK_FALSE(is_neutral(classes, [](TrainingConfig& c) { c.reshuffle = false; }));
}

TEST_CASE("a full batch is the only one, so that none is dropped") {
  const auto full = [](bool drop_last) {
    return normalized_with(classes, [&](TrainingConfig& c) {
      c.batch_size = tryall::train::full_batch;
      c.drop_last = drop_last;
    });
  };
  CHECK(full(true) == full(false));
  CHECK_FALSE(is_neutral(classes, [](TrainingConfig& c) { c.drop_last = true; }));
}

TEST_CASE("a test function has its own model, start and data") {
  CHECK(normalized_defaults(function).model == Choice{"function", {}});
  CHECK(is_neutral(function, [](TrainingConfig& c) { c.model = mlp({3}); }));
  CHECK(is_neutral(function, [](TrainingConfig& c) { c.scaler = {"min_max", {}}; }));
  CHECK(is_neutral(function, [](TrainingConfig& c) { c.init = {"uniform", {}}; }));
  CHECK(is_neutral(function, [](TrainingConfig& c) { c.bias_init = {"uniform", {}}; }));
  CHECK(is_neutral(function, [](TrainingConfig& c) { c.normalization = {"batch_norm", {}}; }));
  CHECK(is_neutral(function, [](TrainingConfig& c) { c.dropout = {"dropout", {}}; }));
  CHECK(is_neutral(function, [](TrainingConfig& c) { c.split.settings["validation"] = 0.3; }));
  CHECK(is_neutral(function, [](TrainingConfig& c) { c.train_size = 0.5; }));
  CHECK(is_neutral(function, [](TrainingConfig& c) { c.input_noise = 0.5; }));
  CHECK(is_neutral(function, [](TrainingConfig& c) { c.mixup = 0.5; }));
  CHECK_FALSE(is_neutral(function, [](TrainingConfig& c) { c.learning_rate = 0.5; }));
  CHECK_FALSE(is_neutral(function, [](TrainingConfig& c) { c.optimizer = {"sgd", {}}; }));
}

TEST_CASE("batches make no difference to a test function of one sample, and do to one of more") {
  const Dataset sampled = dataset_of(Task::function, 5, 3);
  const auto check = [&](auto change) {
    CHECK(is_neutral(function, change));
    CHECK_FALSE(is_neutral(sampled, change));
  };
  check([](TrainingConfig& c) { c.batch_size = 2; });
  check([](TrainingConfig& c) { c.drop_last = true; });
  check([](TrainingConfig& c) { c.shuffle = false; });
  check([](TrainingConfig& c) { c.reshuffle = false; });
  CHECK(normalized_defaults(function).batch_size == tryall::train::full_batch);
}

TEST_CASE("the model of test functions is refused for other data") {
  CHECK_THROWS_WITH(normalized_with(classes,
                                    [](TrainingConfig& c) {
                                      c.model = {"function", {}};
                                    }),
                    ContainsSubstring("model 'function' is for test functions"));
}

TEST_CASE("what an optimizer would undo is refused beside it") {
  const auto with = [](auto change) {
    return [change](TrainingConfig& c) {
      c.optimizer = {"schedule_free_sgd", {}};
      change(c);
    };
  };
  CHECK_THROWS_WITH(normalized_with(classes, with([](TrainingConfig& c) { c.max_norm = 1; })),
                    ContainsSubstring("a max_norm would be lost"));
  CHECK_THROWS_WITH(normalized_with(classes, with([](TrainingConfig& c) { c.weight_decay = 0.1; })),
                    ContainsSubstring("a weight_decay would be lost"));
  const auto l1 = [](bool proximal) {
    return [proximal](TrainingConfig& c) { c.regularizer = {"l1", {{"proximal", proximal}}}; };
  };
  CHECK_THROWS_WITH(normalized_with(classes, with(l1(true))),
                    ContainsSubstring("a regularizer with proximal steps would be lost"));
  CHECK_NOTHROW(normalized_with(classes, with(l1(false))));
}

TEST_CASE("a normalized config stays as it is") {
  for (const Dataset& dataset : {classes, numbers, function}) {
    const TrainingConfig once = normalized_defaults(dataset);
    CHECK(normalized(with_defaults(once), dataset) == once);
  }
}

}  // namespace normalize_test
