#include "model_report.hpp"

#include <fmt/format.h>

#include "tryall/error.hpp"
#include "tryall/reports/model/rows.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "version.hpp"

namespace tryall::cli {
namespace {

/// Settings that are not at their defaults, but for those that the title has.
std::string told_settings(const TrainedModel& model) {
  std::string text;
  for (const Axis& axis : model.config.axes()) {
    const bool in_title = axis.name == "dataset" || axis.name == "model";
    const bool idle = axis.name == "target_scaler" && model.data.dataset->task != Task::regression;
    if (in_title || idle || !sweeps::telling_json(axis, model.config.setting(axis.name))) continue;
    text += axis.name + " " + sweeps::axis_label(axis, model.config) + ", ";
  }
  return text + fmt::format("seed {}", model.seed);
}

reports::Facts all_settings(const TrainedModel& model) {
  reports::Facts facts;
  for (const Axis& axis : model.config.axes())
    facts.emplace_back(axis.name, sweeps::axis_label(axis, model.config));
  facts.emplace_back("seed", std::to_string(model.seed));
  const auto count = [&](const char* name, const std::vector<std::uint32_t>& rows) {
    facts.emplace_back(name, std::to_string(rows.size()));
  };
  count("training rows", model.data.split.training);
  count("validation rows", model.data.split.validation);
  count("test rows", model.data.split.test);
  return facts;
}

/// The data's name, of a file its own, and the model.
std::string title_of(const TrainedModel& model) {
  const Choice& dataset = model.config.choice("dataset");
  const auto file = dataset.settings.find("file");
  const auto* path = file == dataset.settings.end() ? nullptr : std::get_if<std::string>(&file->second);
  std::string title =
      path && !path->empty() ? std::filesystem::path(*path).filename().string() : model.data.dataset->name;
  for (const Axis& axis : model.config.axes())
    if (axis.name == "model") title += ": " + sweeps::axis_label(axis, model.config);
  return title;
}

}  // namespace

void check_rows_to_report(const train::PreparedData& data) {
  if (data.dataset->task == Task::function)
    throw Error(ErrorCode::bad_input,
                fmt::format("'{}' is a test function and has no rows to report on", data.dataset->name));
  if (data.split.test.empty() && data.split.validation.empty())
    throw Error(ErrorCode::bad_input, "there is neither a test nor a validation split to report on");
}

reports::ModelPage model_page(const TrainedModel& model) {
  const data::Dataset& dataset = *model.data.dataset;
  const auto& validation = model.data.split.validation;
  const auto& test = model.data.split.test;
  const train::Predictor predictor(train::training_config(model.config), model.data,
                                   train::members_of(model.data, {model.weights}));
  const auto& judged = test.empty() ? validation : test;
  const auto& shuffled = validation.empty() ? test : validation;
  const auto name = [&](const std::vector<std::uint32_t>& rows) {
    return &rows == &test ? "test rows, which the training has not seen"
                          : "validation rows, which it was not trained on";
  };
  reports::ModelPage page{.title = title_of(model),
                          .what = told_settings(model),
                          .rows = name(judged),
                          .importance_rows = name(shuffled),
                          .settings = all_settings(model),
                          .generator = std::string("tryall ") + version};
  if (!model.diverged.empty())
    page.paragraphs.push_back({.title = "Diverged",
                               .text = "The training ended early: " + model.diverged +
                                       ". What follows is of the weights that it ended with."});
  const auto answers = [&](const auto& rows) { return reports::answers_to(predictor, dataset, rows); };
  std::vector<double> other_errors;
  if (dataset.task == Task::regression && &judged != &validation && !validation.empty())
    other_errors = reports::squared_errors(dataset, validation, answers(validation));
  page.evaluation = reports::evaluate(dataset, judged, answers(judged),
                                      reports::baseline_of(dataset, model.data.split.training), other_errors);
  page.importance = reports::permutation_importance(predictor, dataset, shuffled, {.seed = model.seed});
  return page;
}

}  // namespace tryall::cli
