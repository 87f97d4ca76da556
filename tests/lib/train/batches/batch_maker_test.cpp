// What reaches a model of augmented and scaled samples. Each augmentation and each scaler is tested in
// tests/lib/data.
#include "train/batches/batch_maker.hpp"

#include "../tiny_runs.hpp"
#include "catch.hpp"
#include "tryall/data/scalers/scaler.hpp"

namespace batch_maker_test {

using tryall::Buffer;
using tryall::Choice;
using tryall::train::TrainingConfig;
using namespace tryall::testing;

namespace {

const std::vector<std::uint32_t> samples = {3, 700, 41, 12, 5};
const Choice combined = {"combined",
                         {{"crop", std::int64_t{1}},
                          {"rotation", 15.0},
                          {"flip", std::string("horizontal")},
                          {"noise", 0.5},
                          {"cutout", std::int64_t{3}}}};
const Choice two_components = {"whitening", {{"components", std::int64_t{2}}}};

TrainingConfig config_of(const Choice& augmentation, const Choice& scaler) {
  TrainingConfig config = tiny_config();
  config.augmentation = augmentation;
  config.scaler = scaler;
  return with_defaults(config);
}

/// The inputs of a training batch, or of one that is evaluated.
Buffer<double> inputs(const TrainingConfig& config, bool training) {
  const tryall::train::PreparedData prepared = tryall::train::prepare(config, 1, digits());
  tryall::train::BatchMaker<double> batch_maker(config, prepared, 10, 5);
  if (training)
    batch_maker.make({6, 2, samples}, {});
  else
    batch_maker.make(samples);
  const tryall::Batch<const double> batch = batch_maker.inputs();
  return Buffer<double>(batch.data, batch.data + batch.features * batch.rows);
}

}  // namespace

TEST_CASE("training batches are augmented before they are scaled, evaluated ones are not augmented") {
  for (const Choice& scaler :
       {Choice{"none", {}}, Choice{"standard", {}}, Choice{"per_image", {}}, two_components}) {
    INFO(scaler.name);
    const TrainingConfig config = config_of(combined, scaler), plain = config_of({"none", {}}, scaler);
    CHECK(inputs(config, false) == inputs(plain, false));
    CHECK(inputs(plain, true) == inputs(plain, false));
    Buffer<double> images(64 * samples.size());
    tryall::data::gather<double>(*digits(), samples, {images.data(), 64, 5});
    tryall::data::make_augmentation<double>(config.augmentation, {1, 8, 8})
        ->apply({images.data(), 64, 5}, {6, 2, samples});
    const auto map = tryall::train::prepare(config, 1, digits()).map;
    Buffer<double> expected(map.outputs() * samples.size());
    apply<double>(map, {images.data(), 64, 5},
                  {expected.data(), static_cast<std::ptrdiff_t>(map.outputs()), 5});
    CHECK(inputs(config, true) == expected);
  }
}

TEST_CASE("a run with any scaler and the combined augmentation completes, the same each time") {
  for (const tryall::data::ScalerEntry& entry : tryall::data::scaler_table()) {
    INFO(entry.about.name);
    const TrainingConfig config = config_of(combined, {entry.about.name, {}});
    const tryall::train::RunResult once = run_tiny(config), again = run_tiny(config);
    CHECK(once.outcome == tryall::train::Outcome::completed);
    CHECK(once.curves[0] == again.curves[0]);
  }
  CHECK(run_tiny(config_of({"none", {}}, two_components)).outcome == tryall::train::Outcome::completed);
}

}  // namespace batch_maker_test
