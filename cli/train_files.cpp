#include "train_files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "context.hpp"
#include "tryall/data/formats/npy_writer.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/train/tensors/safetensors.hpp"
#include "version.hpp"

namespace tryall::cli {
namespace {

std::string numbered(const std::string& name, std::size_t index, std::size_t count) {
  return count == 1 ? name : fmt::format("{}_{}", name, index);
}

/// The largest output wins (the first, of equals); one output alone decides between two classes by its sign.
std::int64_t class_of(std::span<const double> outputs) {
  if (outputs.size() == 1) return outputs[0] > 0 ? 1 : 0;
  std::size_t largest = 0;
  for (std::size_t k = 1; k < outputs.size(); ++k)
    if (outputs[k] > outputs[largest]) largest = k;
  return static_cast<std::int64_t>(largest);
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
      row.emplace_back(class_of(outputs));
    }
    if (dataset.task == Task::regression)
      for (std::size_t k = 0; k < dataset.target_columns; ++k)
        row.emplace_back(dataset.targets[sample * dataset.target_columns + k]);
    row.insert(row.end(), outputs.begin(), outputs.end());
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace

void check_weights_out(const std::filesystem::path& file) {
  if (file.empty()) return;
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    throw Error(ErrorCode::bad_input, fmt::format("{}: is a folder, not a file", file.string()));
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  if (access(folder.c_str(), W_OK | X_OK) != 0)
    throw Error(ErrorCode::failed, fmt::format("{}: cannot write: {}", file.string(), std::strerror(errno)));
}

void check_predictions_out(const std::filesystem::path& file) {
  if (!file.empty() && file.extension() != ".npy" && file.extension() != ".csv")
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: predictions are written to a file named .npy or .csv", file.string()));
  check_weights_out(file);
}

void write_weights(const std::filesystem::path& file, const Trained& trained) {
  const auto type =
      trained.config.precision == "float64" ? train::TensorType::float64 : train::TensorType::float32;
  write_file(file, train::to_safetensors({trained.weights,
                                          {{"config", sweeps::canonical_text(trained.config)},
                                           {"seed", std::to_string(trained.seed)},
                                           {"tryall_version", version}}},
                                         type));
}

void write_predictions(const std::filesystem::path& file, const train::Predictions& predictions,
                       const data::Dataset& dataset) {
  if (file.extension() == ".npy")
    write_file(file, data::to_npy(predictions.outputs, predictions.samples.size(), predictions.columns));
  else
    write_file(file, render(prediction_table(predictions, dataset), reports::Format::csv));
}

}  // namespace tryall::cli
