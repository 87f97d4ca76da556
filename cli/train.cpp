#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <future>

#include "context.hpp"
#include "curve_view.hpp"
#include "signals.hpp"
#include "train_files.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/space/single_run.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"
#include "tryall/train/tensors/safetensors.hpp"

namespace tryall::cli {
namespace {

struct TrainOptions {
  std::string config;
  std::vector<std::string> set;
  std::int64_t seed = -1;  ///< -1: the file's.
  std::string format = "table";
  bool quiet = false;
  std::filesystem::path weights_in, weights_out, predictions_out;
};

sweeps::SingleRun read_config(const TrainOptions& options) {
  std::vector<sweeps::Override> overrides;
  for (const std::string& argument : options.set) overrides.push_back(sweeps::parse_override(argument));
  if (options.seed >= 0) overrides.push_back({"seed", std::to_string(options.seed)});
  return sweeps::read_single_run(sweeps::Document::read(options.config), overrides);
}

/// Carries out the run in a thread of its own, so that this one can watch for signals.
train::RunResult run_watched(sweeps::Trainer& trainer, const Trained& trained, train::Hooks hooks) {
  constexpr std::chrono::milliseconds tick{50};
  const SignalWatch watch;
  std::stop_source stop;
  hooks.stop = stop.get_token();
  auto result =
      std::async(std::launch::async, [&] { return trainer.run(trained.config, trained.seed, hooks); });
  while (result.wait_for(tick) != std::future_status::ready)
    if (SignalWatch::caught()) stop.request_stop();
  return result.get();
}

/// All has been checked but the weights to start from: complaints are about those.
train::RunResult run_from(const std::filesystem::path& weights, sweeps::Trainer& trainer,
                          const Trained& trained, train::Hooks hooks) {
  if (weights.empty()) return run_watched(trainer, trained, std::move(hooks));
  const train::TensorFile file = train::read_safetensors(weights);
  hooks.start = &file.tensors;
  try {
    return run_watched(trainer, trained, std::move(hooks));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::bad_input) throw;
    throw Error(error.code(), fmt::format("{}: {}", weights.string(), error.what()));
  }
}

/// People see the curve grow; programs get it whole.
train::RunResult run(const TrainOptions& options, sweeps::Trainer& trainer, Trained& trained) {
  const bool table = options.format == "table";
  CurveView view(table ? print : note);
  train::Hooks hooks;
  if (!options.quiet && (table || isatty(STDERR_FILENO)))
    hooks.epoch_done = [&](std::int64_t epoch, const auto& so_far) { view.show(epoch, so_far); };
  hooks.ended = [&](const auto& weights, const auto& predictions) {
    trained.weights = weights;
    trained.predictions = predictions;
  };
  return run_from(options.weights_in, trainer, trained, std::move(hooks));
}

void show_end(const train::RunResult& result, reports::Format format) {
  if (format == reports::Format::table)
    print(result.epochs_done > 0 ? "\n" + test_text(result) : "");
  else
    print(render(curve_table(result), format));
  if (result.outcome == train::Outcome::diverged)
    note(fmt::format("diverged: {}\n", result.message));
  else if (!result.message.empty())
    note(result.message + "\n");
}

int train(const Context& context, const TrainOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  check_weights_out(options.weights_out);
  check_predictions_out(options.predictions_out);
  const sweeps::SingleRun single = read_config(options);
  sweeps::NativeTrainer trainer(context.data);
  Trained trained{trainer.checked(single.config, single.seed), single.seed, {}, {}};
  const auto prepared = trainer.prepared(trained.config, trained.seed);
  if (!options.predictions_out.empty() && prepared->split.test.empty() && prepared->split.validation.empty())
    throw Error(ErrorCode::bad_input, "there is neither a test nor a validation split to predict");

  const train::RunResult result = run(options, trainer, trained);
  if (result.outcome == train::Outcome::cancelled) {
    note("stopped; no file was written\n");
    return interrupted;
  }
  if (!options.weights_out.empty()) write_weights(options.weights_out, trained);
  if (!options.predictions_out.empty())
    write_predictions(options.predictions_out, trained.predictions, *prepared->dataset);
  if (!options.quiet) show_end(result, format);
  return fine;
}

void add_files(CommandLine& command, TrainOptions& options) {
  command.option("--weights-in", options.weights_in,
                 "Start from the weights in this safetensors file (F32 or F64)");
  command.option("--weights-out", options.weights_out, "Write the trained weights as safetensors");
  command.option("--predictions-out", options.predictions_out,
                 "Write what is predicted for the test split, to a file named .csv or .npy");
}

}  // namespace

void add_train(CommandLine& command, Context& context) {
  auto options = std::make_shared<TrainOptions>();
  command
      .option("config", options->config,
              "The config's JSON file: axes with a value each, or a sweep of one combination")
      .required();
  command.option("--set", options->set, "A value for an axis in place of the file's; repeatable")
      .one_word_per_use();
  command.option("--seed", options->seed, "The seed in place of the file's, by default 0").non_negative();
  add_data_option(command, context);
  add_files(command, *options);
  add_format_option(command, options->format);
  command.flag("--quiet,-q", options->quiet, "Print nothing but errors");
  command.action([options, &context] { context.status = train(context, *options); });
}

}  // namespace tryall::cli
