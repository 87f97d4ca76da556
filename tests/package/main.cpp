// Trains through the installed library, extends it, and runs sweeps with what is added.
#include <cstdio>
#include <memory>

#include "parabola.hpp"
#include "read_back.hpp"
#include "sweep.hpp"
#include "techniques.hpp"
#include "tryall/train/run.hpp"

namespace {

int failures = 0;

void check(bool holds, const char* what) {
  if (holds) return;
  std::printf("FAILED: %s\n", what);
  ++failures;
}

/// One part of the test; an error of one does not keep the others from being tried.
template <class Part>
void attempt(const char* what, Part part) {
  try {
    part();
  } catch (const Error& error) {
    std::printf("FAILED: %s: %s\n", what, error.what());
    ++failures;
  }
}

void train_once() {
  const auto config = train::with_defaults({.learning_rate = 0.01, .epochs = 2});
  const auto digits = std::make_shared<const data::Dataset>(data::load(config.dataset, ""));
  const RunResult result = train::run(config, 0, train::prepare(config, 0, digits));
  check(result.final_values[train::test_accuracy] > 0.8, "a training with the standard library learns");
}

const char* const techniques = R"({"name": "techniques",
  "base": {"dataset": "stripes", "epochs": 3, "batch_size": 16, "model": {"name": "mlp", "activation": "arctangent"}},
  "axes": {"optimizer": ["sgd", {"name": "signum", "momentum": 0.5}], "init": ["he", "alternating"],
           "seed": {"count": 3}}})";

void run_techniques(const std::filesystem::path& store) {
  // extending: native trainer
  sweeps::NativeTrainer trainer({.data = "data", .library = extended_library()});
  // end
  check(run_sweep(trainer, techniques, store).trained == 12, "a sweep trains with added techniques");
  check(run_sweep(trainer, techniques, store).trained == 0, "and has nothing to do a second time");
  sweeps::NativeTrainer revised({.data = "data", .library = extended_library("2")});
  check(run_sweep(revised, techniques, store).trained == 6, "a revised technique is trained again");
}

void run_standard(const std::filesystem::path& store) {
  sweeps::NativeTrainer trainer("data");
  const char* const text = R"({"name": "standard", "base": {"dataset": "iris", "epochs": 2, "batch_size": 16},
                               "axes": {"optimizer": ["sgd", "adam"], "seed": {"count": 3}}})";
  check(run_sweep(trainer, text, store).trained == 6, "a sweep with the standard library");
}

void run_parabola(const std::filesystem::path& store) {
  Parabola trainer;
  const auto trained = [&](const char* text) { return run_sweep(trainer, text, store).trained; };
  check(trained(R"({"name": "grid", "axes": {"shape": [{"name": "square", "c": [1, 2]}, "absolute"],
                    "start": [[3], [1, 2]], "seed": {"count": 2}}})") == 12,
        "a trainer of one's own runs choices with settings, and lists");
  check(trained(R"({"name": "zip", "zip": {"step": [0.2, 0.3], "start": [[5], [6]]}})") == 2, "zip");
  check(
      trained(
          R"({"name": "exclude", "axes": {"shape": ["square", "absolute"], "step": [0.4, 0.5], "seed": {"count": 2}},
                    "exclude": [{"shape": "absolute", "step": 0.5}]})") == 6,
      "exclude");
  check(trained(R"({"name": "halving", "axes": {"step": [0.01, 0.02, 0.03, 0.04]}, "base": {"epochs": 16},
                    "search": {"name": "halving", "eta": 2}})") > 4,
        "halving");
}

}  // namespace

int main() {
  const std::filesystem::path store = std::filesystem::temp_directory_path() / "tryall-consumer.db";
  for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(store.string() + ending);
  attempt("training", train_once);
  attempt("techniques", [&] { run_techniques(store); });
  attempt("standard library", [&] { run_standard(store); });
  attempt("a trainer of one's own", [&] { run_parabola(store); });
  attempt("reading", [&] { check(reads_back(store), "results read back"); });
  return failures == 0 ? 0 : 1;
}
