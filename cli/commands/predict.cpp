#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/output.hpp"
#include "tryall/data/sample_rows.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/model/evaluation.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/space/data_paths.hpp"
#include "tryall/sweeps/space/single_run.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"
#include "tryall/train/model_file.hpp"
#include "tryall/train/prediction.hpp"
#include "tryall/train/tensors/safetensors.hpp"

namespace tryall::cli {
namespace {

constexpr std::size_t rows_at_once = 4096;

struct PredictOptions {
  std::filesystem::path model, data, config;
  Output output;
  bool quiet = false;
};

struct Model {
  train::TrainingConfig config;  ///< Normalized.
  train::PreparedData data;
  std::vector<train::ModelMember> members;
};

/// Throws Error; of a file of another kind without what its bytes would be as safetensors.
train::TensorFile read_model(const std::filesystem::path& file) {
  try {
    return train::read_safetensors(file);
  } catch (const Error& error) {
    const auto ending = file.extension();
    const bool named_so = ending == ".tryall" || ending == ".safetensors";
    if (named_so || std::string(error.what()).find("is not a safetensors file") == std::string::npos) throw;
    throw Error(ErrorCode::bad_input,
                fmt::format("{} is not a model file (.tryall or .safetensors)", file.string()));
  }
}

/// From what the file says of itself.
Model described_model(const PredictOptions& options, const train::TensorFile& file, const Context& context) {
  const std::string name = options.model.string();
  if (!train::describes_model(file))
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: does not say what config and data its weights belong to, as files of tryall "
                            "train --weights-out do; name the config with --config",
                            name));
  train::ModelFile model = train::model_from(file, name);
  const sweeps::NativeTrainer trainer(context.data);
  try {
    const auto json = nlohmann::json::parse(model.config);
    return {train::training_config(sweeps::config_from_json(trainer.axes(), json)), std::move(model.data),
            std::move(model.members)};
  } catch (const nlohmann::json::exception&) {
    throw Error(ErrorCode::bad_input, fmt::format("{}: its config is damaged; name one with --config", name));
  }
}

/// From a config and the data that it names, which are split and scaled as in its training.
Model configured_model(const PredictOptions& options, const train::TensorFile& file, const Context& context) {
  sweeps::NativeTrainer trainer(context.data);
  const sweeps::SingleRun single =
      sweeps::read_single_run(sweeps::read_with_data_paths(options.config), trainer.vocabulary(), {});
  const auto config = train::training_config(trainer.normalized(single.config, single.seed));
  Model model{config, train::for_prediction(*trainer.prepared(config, single.seed)), {}};
  model.members.push_back({file.tensors, model.data.map, model.data.target_map});
  return model;
}

/// What predictions come to where rows have the target, too.
class Score {
 public:
  void add(const data::Dataset& dataset, const train::ModelAnswers& answers,
           const std::vector<bool>& has_target) {
    std::vector<std::uint32_t> samples(has_target.size());
    std::iota(samples.begin(), samples.end(), 0U);
    std::vector<double> errors;
    if (dataset.task == Task::regression) errors = reports::squared_errors(dataset, samples, answers);
    for (const std::uint32_t row : samples) {
      if (!has_target[row]) continue;
      ++rows_;
      sum_ += dataset.task == Task::regression                 ? errors[row]
              : answers.class_of(row) == dataset.class_of(row) ? 1
                                                               : 0;
    }
  }
  std::string text(Task task) const {
    if (rows_ == 0) return {};
    const double mean = sum_ / static_cast<double>(rows_);
    const std::string of = fmt::format("over {} row{} with a target", rows_, rows_ == 1 ? "" : "s");
    return task == Task::classification ? fmt::format("accuracy {:.4g} % {}", 100 * mean, of)
                                        : fmt::format("RMSE {:.4g} {}", std::sqrt(mean), of);
  }

 private:
  std::size_t rows_ = 0;
  double sum_ = 0;
};

std::vector<std::string> answer_columns(const data::Dataset& frame, const train::ModelAnswers& answers) {
  std::vector<std::string> columns;
  if (frame.task == Task::classification || answers.columns == 1)
    columns.emplace_back("prediction");
  else
    for (std::size_t k = 0; k < answers.columns; ++k) columns.push_back(fmt::format("prediction_{}", k));
  if (!answers.probabilities.empty())
    for (std::size_t label = 0; label < frame.classes; ++label)
      columns.push_back("probability_" + frame.class_name(label));
  return columns;
}

/// A row for each sample: its class or values, and the classes' probabilities.
reports::Table answer_table(const data::Dataset& frame, const train::ModelAnswers& answers) {
  reports::Table table{answer_columns(frame, answers), {}};
  for (std::size_t row = 0; row < answers.rows(); ++row) {
    std::vector<reports::Cell> cells;
    const auto add = [&](std::span<const double> values) {
      cells.insert(cells.end(), values.begin(), values.end());
    };
    if (frame.task == Task::classification)
      cells.emplace_back(frame.class_name(answers.class_of(row)));
    else
      add(answers.outputs_of(row));
    if (!answers.probabilities.empty()) add(answers.probabilities_of(row));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

/// Writes tables with the same columns as they come, where the format lets it (CSV on standard output), else
/// as one at the end.
class AnswerWriter {
 public:
  explicit AnswerWriter(const Output& output)
      : output_(output), at_once_(output.file.empty() && output.format == "csv") {}

  void add(reports::Table table) {
    if (at_once_) {
      const std::string text = render(table, reports::Format::csv);
      print(all_.columns.empty() ? text : text.substr(text.find('\n') + 1));
    } else {
      std::ranges::move(table.rows, std::back_inserter(all_.rows));
    }
    all_.columns = std::move(table.columns);
  }
  void finish() const {
    if (!at_once_) write_table(all_, output_);
  }

 private:
  Output output_;
  bool at_once_;
  reports::Table all_;
};

void check_finite(const train::ModelAnswers& answers, std::size_t before, const std::filesystem::path& file) {
  for (std::size_t row = 0; row < answers.rows(); ++row)
    for (const double output : answers.outputs_of(row))
      if (!std::isfinite(output))
        throw Error(
            ErrorCode::bad_input,
            fmt::format("{}: row {} (counted from 1): the prediction is no finite number; a value of the "
                        "row is too large, or the model diverged",
                        file.string(), before + row + 1));
}

/// Throws Error, with the file's name, where weights do not fit the model or are no finite numbers.
train::Predictor predictor_of(const Model& model, const std::filesystem::path& file) {
  try {
    return {model.config, model.data, model.members};
  } catch (const Error& error) {
    throw Error(error.code(), fmt::format("{}: {}", file.string(), error.what()));
  }
}

int predict(const Context& context, PredictOptions options) {
  if (options.output.format.empty() && options.output.file.empty()) options.output.format = "csv";
  check_output(options.output, {options.data, options.model, options.config});
  use_isa(context);
  const train::TensorFile file = read_model(options.model);
  const Model model = options.config.empty() ? described_model(options, file, context)
                                             : configured_model(options, file, context);
  const data::Dataset& frame = *model.data.dataset;
  const train::Predictor predictor = predictor_of(model, options.model);
  const auto rows = data::rows_for(model.data.dataset, model.config.dataset, options.data);
  AnswerWriter writer(options.output);
  Score score;
  std::size_t predicted = 0;
  for (auto dataset = rows->next(rows_at_once); dataset->samples() > 0; dataset = rows->next(rows_at_once)) {
    const train::ModelAnswers answers = predictor.predict(dataset);
    check_finite(answers, predicted, options.data);
    writer.add(answer_table(frame, answers));
    score.add(*dataset, answers, rows->has_target());
    predicted += dataset->samples();
  }
  if (predicted == 0)
    throw Error(ErrorCode::bad_input, fmt::format("{}: a header and no rows", options.data.string()));
  writer.finish();
  if (options.quiet) return fine;
  show_notes(rows->notes());
  if (const std::string text = score.text(frame.task); !text.empty()) note(text + "\n");
  return fine;
}

void add_predict(CommandLine& command, Context& context) {
  auto options = std::make_shared<PredictOptions>();
  command
      .option("model", options->model,
              "The model.tryall of tryall everything, or weights that tryall train --weights-out wrote "
              "(.safetensors)")
      .required();
  command
      .option("rows", options->data,
              "A table with the columns that the model was trained on, in any order (- is the standard "
              "input); for a model of arrays or images a .npy, .npz or IDX file. If the rows include "
              "the target, the predictions are scored")
      .required();
  command.option(
      "--config", options->config,
      "For weights from elsewhere: the config that they belong to, whose data are read to scale by");
  add_data_option(command, context);
  add_isa_option(command, context);
  add_output_options(command, options->output);
  command.flag("--quiet,-q", options->quiet, "Print only predictions and errors");
  command.action([options, &context] { context.status = predict(context, *options); });
}

}  // namespace

Command predict_command() {
  return {.name = "predict",
          .summary = "Predict the rows of a table, or images, with a trained model",
          .example = "tryall predict customers-everything/model.tryall new.csv > predictions.csv",
          .add = add_predict};
}

}  // namespace tryall::cli
