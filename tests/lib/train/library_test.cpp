#include "tryall/train/library.hpp"

#include "catch.hpp"
#include "tiny_runs.hpp"
#include "tryall/train/metric.hpp"

namespace library_test {

using tryall::Choice;
using tryall::Library;
using tryall::Technique;
using namespace tryall::testing;
using namespace tryall::train;

namespace {

/// A technique of a name that no table of ours has.
Technique foreign() { return {.name = "foreign", .summary = "from outside", .source = ""}; }

/// The entry of that name, under the name "foreign".
template <class Entry>
void add_renamed(tryall::Table<Entry>& table, const char* name) {
  Entry entry = *table.named(name);
  entry.about.name = "foreign";
  table.add(std::move(entry));
}

/// Each table with one entry more; each does what one of ours does.
Library extended() {
  Library library = tryall::standard_library();
  add_renamed(library.sources, "digits");
  add_renamed(library.splits, "holdout");
  add_renamed(library.scalers, "standard");
  add_renamed(library.target_scalers, "standard");
  add_renamed(library.augmentations, "shift");
  add_renamed(library.models, "mlp");
  add_renamed(library.normalizations, "layer_norm");
  add_renamed(library.dropouts, "dropout");
  add_renamed(library.activations, "tanh");
  add_renamed(library.losses, "mae");
  add_renamed(library.inits, "xavier");
  add_renamed(library.optimizers, "rmsprop");
  add_renamed(library.clippings, "norm");
  add_renamed(library.schedules, "cosine");
  add_renamed(library.regularizers, "l2");
  add_renamed(library.early_stoppings, "patience");
  return library;
}

/// A config in which every choice is of the name that ours has, or "foreign".
TrainingConfig choosing(bool from_outside) {
  const auto named = [&](const char* ours) { return Choice{from_outside ? "foreign" : ours, {}}; };
  TrainingConfig config = tiny_config();
  config.split = named("holdout");
  config.scaler = named("standard");
  config.augmentation = named("shift");
  config.model = named("mlp");
  config.model.settings["hidden"] = std::vector<std::int64_t>{16};
  config.model.settings["activation"] = named("tanh").name;
  config.normalization = named("layer_norm");
  config.dropout = named("dropout");
  config.loss = named("mae");
  config.init = config.bias_init = named("xavier");
  config.optimizer = named("rmsprop");
  config.clipping = named("norm");
  config.schedule = named("cosine");
  config.regularizer = named("l2");
  config.early_stopping = named("patience");
  return config;
}

}  // namespace

TEST_CASE("a training takes every technique from its library") {
  TrainingConfig config = choosing(true);
  config.library = share(extended());
  const auto dataset = std::make_shared<const tryall::data::Dataset>(
      tryall::data::load({"foreign", {}}, {}, config.library->sources));
  const RunResult result = run_on(dataset, config);
  CHECK(result.outcome == Outcome::completed);
  CHECK(same_bits(result, run_tiny(choosing(false))));
}

TEST_CASE("a regression takes the scaler of its targets from its library") {
  const auto run = [](const char* name) {
    TrainingConfig config = tiny_config();
    config.target_scaler = {name, {}};
    config.library = share(extended());
    const auto diabetes =
        std::make_shared<const tryall::data::Dataset>(tryall::data::load({"diabetes", {}}, {}));
    return run_on(diabetes, config);
  };
  CHECK(same_bits(run("foreign"), run("standard")));
}

TEST_CASE("without a library of its own a config knows the standard techniques alone") {
  CHECK_THROWS_WITH(with_defaults(choosing(true)), ContainsSubstring("unknown split 'foreign'"));
  CHECK(&library_of(tiny_config()) == tryall::shared_standard_library().get());
}

TEST_CASE("the axes of a library have its techniques, and keep it alive") {
  auto library = share(extended());
  const auto axes = training_axes(library);
  const std::weak_ptr<const Library> watched = library;
  library.reset();
  CHECK_FALSE(watched.expired());
  tryall::Config config(axes);
  config.set("optimizer", Choice{"foreign", {}});
  CHECK(config.choice("optimizer").number("epsilon") > 0);
  CHECK(axes->find("init")->family == axes->find("bias_init")->family);
  CHECK_THROWS(tryall::Config(training_axes()).set("optimizer", Choice{"foreign", {}}));
}

TEST_CASE("models take an added activation, and only in that library") {
  const auto words = [](const Library& library) {
    return library.models.named("mlp")->about.find("activation")->words;
  };
  const auto library = share(extended());
  CHECK(words(*library).back() == "foreign");
  CHECK(words(*tryall::shared_standard_library()) == tryall::nn::activations().names());
}

TEST_CASE("an added test function is a dataset") {
  Library library = tryall::standard_library();
  add_renamed(library.functions, "rosenbrock");
  TrainingConfig config = tiny_config();
  config.library = share(std::move(library));
  const auto dataset = std::make_shared<const tryall::data::Dataset>(
      tryall::data::load({"foreign", {}}, {}, config.library->sources));
  CHECK(dataset->function == "foreign");
  CHECK(run_on(dataset, config).value(test_loss) > 0);
}

TEST_CASE("activations and functions have no revision, since no key would have it") {
  Library library = tryall::standard_library();
  tryall::nn::ActivationEntry activation = *library.activations.named("tanh");
  activation.about = foreign();
  activation.about.revision = "2";
  library.activations.add(activation);
  CHECK_THROWS_WITH(share(library), ContainsSubstring("activation 'foreign' has a revision"));
}

TEST_CASE("a config that lacks settings is given their defaults by its run") {
  TrainingConfig config = tiny_config();
  config.optimizer = {"momentum", {{"momentum", 0.5}}};
  config.init = {"orthogonal", {}};
  const PreparedData prepared = prepare(config, 1, digits());
  const RunResult result = run<float>(config, 1, prepared);
  CHECK(same_bits(result, run_tiny(config)));
}

TEST_CASE("a run of an unknown technique, setting or type says so") {
  const PreparedData prepared = prepare(tiny_config(), 1, digits());
  const auto message = [&](Choice optimizer) {
    TrainingConfig config = tiny_config();
    config.optimizer = std::move(optimizer);
    try {
      run(config, 1, prepared);
    } catch (const tryall::SettingError& error) {
      return std::string(error.what());
    }
    return std::string("nothing was thrown");
  };
  CHECK(message({"adamm", {}}) ==
        "unknown optimizer 'adamm' (did you mean 'adam'? see: tryall list optimizers)");
  CHECK_THAT(message({"adam", {{"beta", 0.5}}}), ContainsSubstring("has no setting 'beta'"));
  CHECK_THAT(message({"sgd", {{"rate", 0.5}}}), ContainsSubstring("has no settings"));
  CHECK_THAT(message({"momentum", {{"momentum", std::string("much")}, {"form", std::string("buffer")}}}),
             ContainsSubstring("momentum must be a number"));
}

}  // namespace library_test
