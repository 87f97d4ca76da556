#include "tryall/experiment/suggest.hpp"

#include "catch.hpp"

using tryall::did_you_mean;
using tryall::near_names;
using tryall::nearest_name;

namespace {

const std::vector<std::string> known = {"sgd", "momentum", "adam", "adagrad"};

}  // namespace

TEST_CASE("a name one edit away is found: a letter changed, missing, too many, or two swapped") {
  CHECK(nearest_name("adom", known) == "adam");
  CHECK(nearest_name("adm", known) == "adam");
  CHECK(nearest_name("adamm", known) == "adam");
  CHECK(nearest_name("adma", known) == "adam");  // a swap is one edit: two would be too far for four letters
  CHECK(nearest_name("sg", known) == "sgd");
}

TEST_CASE("the nearest of several near names is taken, and the name itself before all") {
  CHECK(nearest_name("adagrat", known) == "adagrad");
  CHECK(nearest_name("adam", known) == "adam");
  CHECK(nearest_name("aa", {"ab", "aa"}) == "aa");
}

TEST_CASE("a name may be as many edits away as a third of its length, and no more") {
  CHECK(nearest_name("momemtun", known) == "momentum");  // 8 letters, 2 edits
  CHECK(nearest_name("nonentun", known).empty());        // 8 letters, 3 edits
  CHECK(nearest_name("adxy", known).empty());            // 4 letters, 2 edits
  CHECK(nearest_name("", known).empty());
  CHECK(nearest_name("adam", {}).empty());
}

TEST_CASE("the suggestion names the nearest, or all that are known when none is near") {
  CHECK(did_you_mean("adma", known) == " (did you mean 'adam'?)");
  CHECK(did_you_mean("lbfgs", known) == " (known: sgd, momentum, adam, adagrad)");
}

TEST_CASE("initials and beginnings of words stand for a name") {
  const std::vector<std::string> axes = {"model",        "batch_size", "learning_rate", "init",
                                         "weight_decay", "dropout",    "model.hidden",  "optimizer.beta1"};
  CHECK(nearest_name("lr", axes) == "learning_rate");
  CHECK(nearest_name("bs", axes) == "batch_size");
  CHECK(nearest_name("wd", axes) == "weight_decay");
  CHECK(nearest_name("batch", axes) == "batch_size");
  CHECK(nearest_name("hidden", axes) == "model.hidden");
  CHECK(nearest_name("hidden_layers", axes) == "model.hidden");
  CHECK(nearest_name("beta1", axes) == "optimizer.beta1");
  CHECK(nearest_name("Dropout-Rate", axes) == "dropout");
  const std::vector<std::string> metrics = {
      "train_loss", "train_accuracy", "validation_loss", "validation_accuracy", "validation_top5_accuracy",
      "test_loss",  "test_accuracy"};
  CHECK(near_names("val_acc", metrics) == std::vector<std::string>{"validation_accuracy"});
  CHECK(near_names("val_accuracy", metrics) == std::vector<std::string>{"validation_accuracy"});
  CHECK(near_names("val_loss", metrics) == std::vector<std::string>{"validation_loss"});
  CHECK(near_names("eval_loss", metrics) == std::vector<std::string>{"validation_loss"});
  CHECK(did_you_mean("acc", metrics) ==
        " (did you mean 'train_accuracy', 'validation_accuracy' or 'test_accuracy'?)");
}

TEST_CASE("other libraries' words for a technique find this one's") {
  const std::vector<std::string> inits = {"zeros",         "xavier", "glorot_uniform",
                                          "glorot_normal", "he",     "he_uniform"};
  CHECK(near_names("glorot", inits) == std::vector<std::string>{"glorot_uniform", "glorot_normal"});
  CHECK(nearest_name("kaiming", inits) == "he");
  CHECK(nearest_name("kaiming_uniform", inits) == "he_uniform");
  CHECK(nearest_name("KaimingNormal", inits) == "he");
  CHECK(nearest_name("xavier_uniform", inits) == "glorot_uniform");
  const std::vector<std::string> optimizers = {"sgd", "momentum", "nag", "rmsprop", "adam", "adamw", "nadam"};
  CHECK(nearest_name("AdamW", optimizers) == "adamw");
  CHECK(nearest_name("RMSProp", optimizers) == "rmsprop");
  CHECK(nearest_name("nesterov", optimizers) == "nag");
  const std::vector<std::string> losses = {"auto", "cross_entropy", "binary_cross_entropy", "mse", "mae"};
  CHECK(nearest_name("ce", losses) == "cross_entropy");
  CHECK(nearest_name("bce", losses) == "binary_cross_entropy");
  CHECK(nearest_name("CrossEntropyLoss", losses) == "cross_entropy");
  CHECK(nearest_name("mean_squared_error", losses) == "mse");
  const std::vector<std::string> schedules = {"constant", "step", "cosine", "cosine_restarts",
                                              "reduce_on_plateau"};
  CHECK(nearest_name("cosine_annealing", schedules) == "cosine");
  CHECK(nearest_name("CosineAnnealingLR", schedules) == "cosine");
  CHECK(nearest_name("ReduceLROnPlateau", schedules) == "reduce_on_plateau");
  CHECK(nearest_name("relu6", {"relu", "tanh", "leaky_relu"}) == "relu");
}

TEST_CASE("of many names the three nearest are shown, not all") {
  std::vector<std::string> many = {"zzzx", "zzxx", "zxxx"};
  for (int i = 0; i < 300; ++i) many.push_back("column_" + std::to_string(i));
  CHECK(did_you_mean("zzzzzz", many) == " (nearest: zzzx, zzxx, zxxx)");
}
