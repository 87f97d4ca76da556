#include <numeric>

#include "catch.hpp"
#include "tiny_runs.hpp"
#include "tryall/error.hpp"

namespace validate_test {

using tryall::Choice;
using tryall::train::TrainingConfig;
using namespace tryall::train;
using namespace tryall::testing;
using tryall::data::Dataset;

namespace {

using Integers = std::vector<std::int64_t>;

/// Twelve samples of thirty values or images of 5 x 6.
std::shared_ptr<const Dataset> made(std::vector<std::size_t> shape, std::size_t classes) {
  auto dataset = std::make_shared<Dataset>();
  *dataset = {.name = "made", .shape = std::move(shape), .features = 30, .classes = classes};
  tryall::Buffer<float> values(360);
  std::iota(values.begin(), values.end(), 0.0F);
  dataset->values = std::move(values);
  for (std::size_t i = 0; i < 12; ++i) dataset->labels.push_back(static_cast<std::int32_t>(i % classes));
  dataset->test_begin = 12;
  return dataset;
}

template <class Change>
TrainingConfig changed(const Dataset& dataset, Change change) {
  TrainingConfig config;
  config.split = {"holdout", {{"validation", 0.0}, {"test", 0.0}}};
  config.batch_size = 4;
  change(config);
  return normalized(with_defaults(config), dataset);
}

template <class Change>
void check(const std::shared_ptr<const Dataset>& dataset, Change change) {
  const TrainingConfig config = changed(*dataset, change);
  validate(config, prepare(config, 1, dataset));
}

std::shared_ptr<const Dataset> table() { return made({30}, 2); }
std::shared_ptr<const Dataset> images() { return made({5, 6}, 2); }

Choice cnn(const char* setting, std::int64_t value) {
  Choice choice{"cnn", {{"channels", Integers{2}}, {"padding", std::string("valid")}}};
  choice.settings[setting] = value;
  return choice;
}

Choice patience(const char* metric) { return {"patience", {{"metric", std::string(metric)}}}; }

}  // namespace

TEST_CASE("a config that fits is let pass") {
  CHECK_NOTHROW(check(table(), [](TrainingConfig&) {}));
  CHECK_NOTHROW(check(images(), [](TrainingConfig& c) { c.model = cnn("kernel", 3); }));
  CHECK_NOTHROW(check(table(), [](TrainingConfig& c) { c.batch_size = 12; }));
  CHECK_NOTHROW(check(table(), [](TrainingConfig& c) { c.early_stopping = patience("train_loss"); }));
}

TEST_CASE("a batch larger than the training part is refused, and one of its size not") {
  CHECK_THROWS_WITH(check(table(), [](TrainingConfig& c) { c.batch_size = 13; }),
                    ContainsSubstring("batch_size 13 is larger than the 12 training samples"));
  CHECK_THROWS_WITH(check(table(),
                          [](TrainingConfig& c) {
                            c.train_size = 0.5;
                            c.batch_size = 7;
                          }),
                    ContainsSubstring("batch_size 7 is larger than the 6 training samples"));
}

TEST_CASE("convolutions and poolings are refused without images, and larger than these") {
  CHECK_THROWS_WITH(check(table(),
                          [](TrainingConfig& c) {
                            c.model = {"cnn", {}};
                          }),
                    ContainsSubstring("needs images"));
  CHECK_THROWS_WITH(check(images(), [](TrainingConfig& c) { c.model = cnn("kernel", 6); }),
                    ContainsSubstring("a kernel of 6 x 6 is larger than its input of 5 x 6"));
  CHECK_THROWS_WITH(check(images(), [](TrainingConfig& c) { c.model = cnn("pool", 4); }),
                    ContainsSubstring("pooling over 4 x 4 is larger than its input of 3 x 4"));
}

TEST_CASE("poolings are counted down to the last that fits") {
  const auto pools = [](std::size_t count) {
    return [count](TrainingConfig& c) {
      c.model = {"cnn", {{"channels", Integers(count, 2)}, {"padding", std::string("same")}}};
    };
  };
  CHECK_NOTHROW(check(images(), pools(2)));  // 5 x 6, 2 x 3, 1 x 1
  CHECK_THROWS_WITH(check(images(), pools(3)),
                    ContainsSubstring("pooling over 2 x 2 is larger than its input of 1 x 1"));
}

TEST_CASE("a residual block that would change the image's size is refused") {
  CHECK_THROWS_WITH(check(images(),
                          [](TrainingConfig& c) {
                            c.model = cnn("kernel", 2);
                            c.model.settings["residual"] = true;
                          }),
                    ContainsSubstring("residual blocks keep the image's size"));
}

TEST_CASE("groups that do not divide a layer's channels are refused") {
  CHECK_THROWS_WITH(check(table(),
                          [](TrainingConfig& c) {
                            c.model = {"mlp", {{"hidden", Integers{8, 6}}}};
                            c.normalization = {"group_norm", {{"groups", std::int64_t{4}}}};
                          }),
                    ContainsSubstring("4 groups do not divide the 6 channels"));
}

TEST_CASE("a rule of stopping is refused without what it watches") {
  const auto watch = [](const char* metric, double validation = 0) {
    return [metric, validation](TrainingConfig& c) {
      c.early_stopping = patience(metric);
      c.split.settings["validation"] = validation;
    };
  };
  CHECK_THROWS_WITH(check(table(), watch("validation_loss")),
                    ContainsSubstring("early_stopping watches validation_loss, which is not measured here"));
  CHECK_NOTHROW(check(table(), watch("validation_loss", 0.25)));
  CHECK_THROWS_AS(check(table(), watch("validation_rmse", 0.25)), tryall::Error);
  CHECK_THROWS_AS(check(table(), watch("validation_top5_accuracy", 0.25)), tryall::Error);
  CHECK_NOTHROW(check(made({30}, 6), watch("validation_top5_accuracy", 0.5)));
}

TEST_CASE("batch normalization over batches of one sample is refused, and said of a last batch of one") {
  const auto normalizing = [](std::int64_t batch, const char* name = "batch_norm", bool drop_last = false) {
    return [=](TrainingConfig& c) {
      c.normalization = {name, {}};
      c.batch_size = batch;
      c.drop_last = drop_last;
    };
  };
  const auto note = [&](auto change, double share = 0) {
    const TrainingConfig config = changed(*table(), [&](TrainingConfig& c) {
      change(c);
      c.split.settings["test"] = share;
    });
    return batch_note(config, prepare(config, 1, table()));
  };
  CHECK_THROWS_WITH(check(table(), normalizing(1)), ContainsSubstring("batches of one sample"));
  CHECK_NOTHROW(check(table(), normalizing(1, "layer_norm")));
  CHECK_NOTHROW(check(table(), normalizing(1, "none")));
  CHECK_NOTHROW(check(images(), [&](TrainingConfig& c) {
    normalizing(1)(c);
    c.model = {"cnn", {{"channels", Integers{2}}, {"hidden", Integers{}}}};  // over all pixels of the sample
  }));
  CHECK_THAT(note(normalizing(11)), ContainsSubstring("the last batch of each epoch has a single sample") &&
                                        ContainsSubstring("drop_last"));
  CHECK(note(normalizing(11, "batch_norm", true)).empty());
  CHECK(note(normalizing(11, "layer_norm")).empty());
  CHECK(note(normalizing(5)).empty());
  CHECK(note(normalizing(full_batch)).empty());
  CHECK(note(normalizing(4), 0.5).empty());  // 6 samples are left
  CHECK_FALSE(note(normalizing(5), 0.5).empty());
}

TEST_CASE("a run that nobody checked before refuses the same by itself") {
  const auto both_refuse = [](const std::shared_ptr<const Dataset>& dataset, auto change) {
    const TrainingConfig config = changed(*dataset, change);
    const PreparedData prepared = prepare(config, 1, dataset);
    std::string planned;
    try {
      validate(config, prepared);
    } catch (const tryall::Error& error) {
      planned = error.what();
    }
    CHECK_FALSE(planned.empty());
    CHECK_THROWS_WITH(run(config, 1, prepared), planned);
  };
  both_refuse(table(), [](TrainingConfig& c) { c.batch_size = 13; });
  both_refuse(table(), [](TrainingConfig& c) {
    c.batch_size = 1;
    c.normalization = {"batch_norm", {}};
  });
  both_refuse(table(), [](TrainingConfig& c) { c.early_stopping = patience("validation_loss"); });
  both_refuse(images(), [](TrainingConfig& c) { c.model = cnn("kernel", 6); });
  both_refuse(table(), [](TrainingConfig& c) { c.augmentation = {"flip", {}}; });
}

}  // namespace validate_test
