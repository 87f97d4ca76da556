#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <future>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "data_choice.hpp"
#include "model_output.hpp"
#include "model_report.hpp"
#include "sweep_options.hpp"
#include "terminal/curve_view.hpp"
#include "terminal/files.hpp"
#include "terminal/output.hpp"
#include "terminal/signals.hpp"
#include "tryall/data/formats/npy_writer.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/space/data_paths.hpp"
#include "tryall/sweeps/space/single_run.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"
#include "tryall/train/model_file.hpp"
#include "tryall/train/prediction.hpp"
#include "tryall/train/run.hpp"
#include "tryall/train/tensors/safetensors.hpp"
#include "weights_leak.hpp"

namespace tryall::cli {
namespace {

struct TrainOptions {
  std::string config;
  std::vector<std::string> set;
  std::int64_t seed = -1;  ///< -1: the file's.
  std::string format = "table";
  bool quiet = false;
  std::filesystem::path weights_in, weights_out, predictions_out, report;
};

/// What a run leaves behind.
struct Trained {
  Config config;  ///< Settled.
  std::uint64_t seed = 0;
  std::vector<train::Tensor> weights;
  train::Predictions predictions;
  std::string at_rest;                           ///< Why the optimizer no longer moves.
  std::vector<train::PastTraining> before = {};  ///< What the weights went through that it began with.
};

std::string numbered(const std::string& name, std::size_t index, std::size_t count) {
  return count == 1 ? name : fmt::format("{}_{}", name, index);
}

std::vector<std::string> prediction_columns(const data::Dataset& dataset, std::size_t outputs) {
  std::vector<std::string> columns = {"sample"};
  if (dataset.task == Task::classification) columns.insert(columns.end(), {"label", "prediction"});
  if (dataset.task == Task::regression)
    for (std::size_t k = 0; k < outputs; ++k) columns.push_back(numbered("target", k, outputs));
  const char* output = dataset.task == Task::regression ? "prediction" : "output";
  for (std::size_t k = 0; k < outputs; ++k) columns.push_back(numbered(output, k, outputs));
  return columns;
}

reports::Table prediction_table(const train::Predictions& predictions, const data::Dataset& dataset) {
  reports::Table table{prediction_columns(dataset, predictions.columns), {}};
  const std::span<const double> all(predictions.outputs);
  for (std::size_t i = 0; i < predictions.samples.size(); ++i) {
    const std::size_t sample = predictions.samples[i];
    const auto outputs = all.subspan(i * predictions.columns, predictions.columns);
    std::vector<reports::Cell> row = {static_cast<std::int64_t>(sample)};
    if (dataset.task == Task::classification) {
      row.emplace_back(static_cast<std::int64_t>(dataset.labels[sample]));
      row.emplace_back(static_cast<std::int64_t>(train::predicted_class(outputs)));
    }
    if (dataset.task == Task::regression)
      for (std::size_t k = 0; k < dataset.target_columns; ++k)
        row.emplace_back(dataset.targets[sample * dataset.target_columns + k]);
    row.insert(row.end(), outputs.begin(), outputs.end());
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// Throws Error, before anything is trained, for a name that ends neither in .npy nor in .csv.
void check_predictions_out(const std::filesystem::path& file) {
  if (!file.empty() && lower_ending(file) != "npy" && lower_ending(file) != "csv")
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: the name of the predictions file must end in .npy or .csv", file.string()));
}

void check_train_outputs(const TrainOptions& options, const std::vector<std::filesystem::path>& inputs) {
  check_outputs({{"--weights-out", options.weights_out},
                 {"--predictions-out", options.predictions_out},
                 {"--report", options.report}},
                inputs);
}

/// Writes a safetensors file whose metadata are the config, the seed, this program's version and what
/// predicting needs to know of the data.
void write_weights(const std::filesystem::path& file, const Trained& trained,
                   const train::PreparedData& prepared) {
  train::ModelFile model{.config = sweeps::canonical_text(trained.config),
                         .seed = trained.seed,
                         .before = trained.before,
                         .data = train::for_prediction(prepared)};
  model.members.push_back({trained.weights, model.data.map, model.data.target_map});
  write_model(file, std::move(model), trained.config);
}

/// Writes the outputs as a NumPy array {samples, outputs}, or a table with the samples' places in the
/// dataset, what was to be predicted, what was predicted, and for classes their outputs.
void write_predictions(const std::filesystem::path& file, const train::Predictions& predictions,
                       const data::Dataset& dataset) {
  if (lower_ending(file) == "npy")
    write_file(file, data::to_npy(predictions.outputs, predictions.samples.size(), predictions.columns));
  else
    write_file(file, render(prediction_table(predictions, dataset), reports::Format::csv));
}

sweeps::SingleRun read_config(const TrainOptions& options, const Vocabulary& vocabulary) {
  std::vector<sweeps::Override> overrides = overrides_of(options.set);
  if (options.seed >= 0) {
    sweeps::Override seed{"seed", std::to_string(options.seed), "--seed "};
    refuse_second(overrides, seed);
    overrides.push_back(std::move(seed));
  }
  try {
    return sweeps::read_single_run(sweeps::read_with_data_paths(options.config), vocabulary, overrides);
  } catch (const sweeps::SeveralConfigs& error) {
    throw Error(error.code(),
                fmt::format("{}; fix each axis with --set axis=value (the seed with --seed)", error.what()));
  }
}

/// Trains in a thread of its own, so that this one can watch for signals.
train::RunResult run_watched(sweeps::NativeTrainer& trainer, const Trained& trained,
                             train::TrainingHooks hooks) {
  constexpr std::chrono::milliseconds tick{50};
  const SignalWatch watch;
  std::stop_source stop;
  hooks.stop = stop.get_token();
  auto result = std::async(std::launch::async,
                           [&] { return trainer.train_model(trained.config, trained.seed, hooks); });
  while (result.wait_for(tick) != std::future_status::ready)
    if (SignalWatch::caught()) stop.request_stop();
  return result.get();
}

void write_report(const std::filesystem::path& file, const Trained& trained,
                  const train::PreparedData& prepared, const train::RunResult& result) {
  const std::string diverged = result.outcome == train::Outcome::diverged ? result.message : "";
  write_file(file, reports::to_html(
                       model_page({trained.config, trained.seed, prepared, trained.weights, diverged})));
}

/// All has been checked but the weights to start from: complaints are about those.
train::RunResult run_from(const TrainOptions& options, sweeps::NativeTrainer& trainer, Trained& trained,
                          train::TrainingHooks hooks) {
  const std::filesystem::path weights = options.weights_in;
  if (weights.empty()) return run_watched(trainer, trained, std::move(hooks));
  const train::TensorFile file = train::read_safetensors(weights);
  hooks.initial_weights = &file.tensors;
  if (const std::string leak = leak_in(file, trained.config, trained.seed); !leak.empty() && !options.quiet)
    note(fmt::format("note: {}: {}\n", weights.string(), leak));
  try {
    trained.before = train::trainings_of(file);
    return run_watched(trainer, trained, std::move(hooks));
  } catch (const Error& error) {
    if (error.code() != ErrorCode::bad_input) throw;
    throw Error(error.code(), fmt::format("{}: {}", weights.string(), error.what()));
  }
}

/// People see the curve grow; programs get it whole.
train::RunResult run_shown(const TrainOptions& options, sweeps::NativeTrainer& trainer, Trained& trained) {
  const bool table = options.format == "table";
  CurveView view(table ? print : note);
  train::TrainingHooks hooks;
  if (!options.quiet && (table || isatty(STDERR_FILENO)))
    hooks.epoch_done = [&](std::int64_t epoch, const auto& so_far) { view.show(epoch, so_far); };
  hooks.training_done = [&](const auto& weights, const auto& predictions) {
    trained.weights = weights;
    trained.predictions = predictions;
  };
  hooks.at_rest = [&](const std::string& reason) { trained.at_rest = reason; };
  return run_from(options, trainer, trained, std::move(hooks));
}

void show_end(const train::RunResult& result, reports::Format format) {
  if (format == reports::Format::table)
    print(result.epochs_done > 0 ? "\n" + test_text(result) : "");
  else
    print(table_text(curve_table(result), format));
  if (result.outcome == train::Outcome::diverged)
    note(fmt::format("diverged: {}\n", result.message));
  else if (!result.message.empty())
    note(result.message + "\n");
}

int train_config(const Context& context, const TrainOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  check_ending("--weights-out", options.weights_out, {"safetensors", "tryall"});
  check_predictions_out(options.predictions_out);
  check_ending("--report", options.report, {"html", "htm"});
  check_train_outputs(options, {options.config, options.weights_in});
  use_isa(context);
  sweeps::NativeTrainer trainer(context.data);
  const sweeps::SingleRun single = read_config(options, trainer.vocabulary());
  check_train_outputs(options, data_files(single.config.choice("dataset"), context.data));
  Trained trained{trainer.normalized(single.config, single.seed), single.seed, {}, {}, {}};
  if (!options.quiet) show_notes(trainer.notes());
  const auto prepared = trainer.prepared(train::training_config(trained.config), trained.seed);
  if (!options.predictions_out.empty() && prepared->split.test.empty() && prepared->split.validation.empty())
    throw Error(ErrorCode::bad_input, "there is neither a test nor a validation split to predict");
  if (!options.report.empty()) check_rows_to_report(*prepared);

  const train::RunResult result = run_shown(options, trainer, trained);
  if (result.outcome == train::Outcome::cancelled) {
    note("stopped; no file was written\n");
    return interrupted;
  }
  if (!options.weights_out.empty()) write_weights(options.weights_out, trained, *prepared);
  if (!options.predictions_out.empty())
    write_predictions(options.predictions_out, trained.predictions, *prepared->dataset);
  if (!options.report.empty()) write_report(options.report, trained, *prepared, result);
  if (options.quiet) return fine;
  show_end(result, format);
  if (!trained.at_rest.empty())
    note(fmt::format("{} has stopped moving: {}; its tolerances are settings\n",
                     trained.config.choice("optimizer").name, trained.at_rest));
  return fine;
}

void add_files(CommandLine& command, TrainOptions& options) {
  command.option("--weights-in", options.weights_in,
                 "Start from the weights in this safetensors file (F32, F64, F16 or BF16)");
  command.option("--weights-out", options.weights_out, "Write the trained weights as safetensors");
  command.option("--predictions-out", options.predictions_out,
                 "Write the predictions for the test split to a .csv or .npy file");
  command.option("--report", options.report,
                 "Write an HTML page on the model: its score on the test split with an interval and beside "
                 "the baseline's, mistakes or residuals, calibration, the most important columns");
}

void add_train(CommandLine& command, Context& context) {
  auto options = std::make_shared<TrainOptions>();
  command
      .option("config", options->config,
              "JSON file of the config: one value per axis, or a sweep with a single combination")
      .required();
  command.option("--set", options->set, "Override the value of an axis: axis=value; repeatable")
      .one_word_per_use()
      .suggest(set_beginnings);
  command.option("--seed", options->seed, "Override the file's seed; without either, the seed is 0")
      .non_negative();
  add_data_option(command, context);
  add_isa_option(command, context);
  add_files(command, *options);
  add_format_option(command, options->format);
  command.flag("--quiet,-q", options->quiet, "Print only errors");
  command.action([options, &context] { context.status = train_config(context, *options); });
}

}  // namespace

Command train_command() {
  return {.name = "train",
          .summary = "Train one config and print its curve; the store is neither read nor written",
          .example = "tryall train config.json --set learning_rate=0.01 --weights-out net.safetensors",
          .add = add_train};
}

}  // namespace tryall::cli
