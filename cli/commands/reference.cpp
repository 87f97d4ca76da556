#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "command.hpp"
#include "terminal/files.hpp"
#include "terminal/tables.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/config.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::cli {
namespace {

/// A page of docs/reference, in Markdown.
struct ReferencePage {
  std::string file;
  std::string text;
};

/// What a page's formulas take for granted, by the family's plural.
const std::map<std::string, std::string, std::less<>>& notation() {
  static const std::map<std::string, std::string, std::less<>> table = {
      {"optimizers",
       "w are the parameters, g the gradient of a batch (the regularizer's part included), lr the learning "
       "rate after schedule and warm-up, t the number of the update from 1; products and roots are taken "
       "element by element. The default learning_rate of 0.001 is meant for adam: other optimizers need "
       "other rates, and a comparison should give each its own range."},
      {"inits",
       "fan_in is the number of inputs that a unit sums over, fan_out the number of outputs that an input "
       "takes part in (both times the kernel's area in a convolution)."},
      {"schedules",
       "A schedule multiplies learning_rate by a factor. It begins after the epochs of `warmup` and lasts "
       "for the remaining `epochs - warmup`. Warm-up: with W = round(`warmup` x updates per epoch), halves "
       "rounded up, update u (counted from 1) has the rate learning_rate x u / W for u = 1 to W, so that "
       "update W has the full learning_rate. Update W + 1 + k has learning_rate times the schedule's factor "
       "after k updates. reduce_on_plateau ignores the epochs that end within the warm-up."},
      {"clippings", "g is the gradient of a batch, the regularizer's part included."},
      {"losses", "z are a sample's outputs, t its targets; what is minimized is the mean over a batch."},
      {"normalizations", "Models without hidden layers have nothing to normalize."},
      {"dropouts", "Models without hidden layers have nothing to drop."},
      {"regularizers", "w are the weights, without biases unless include_bias is set."},
      {"augmentations", "For images; applied only to training samples, before they are scaled."},
      {"scalers", "The statistics are those of the training split."},
  };
  return table;
}

/// Marks of Markdown that the descriptions use as signs of their formulas.
std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '*' || c == '<' || c == '[') result += '\\';
    result += c;
  }
  return result;
}

std::string title_of(std::string name) {
  for (char& c : name)
    if (c == '_') c = ' ';
  name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
  return name;
}

/// The start of every page.
std::string opening(const std::string& title, const std::string& intro) {
  return fmt::format(
      "<!-- Written by `tryall reference docs/reference` from the tables in lib/src. -->\n\n# {}\n\n{}\n",
      title, intro);
}

/// The last section: a line of JSON for a sweep's file. No string in it holds a colon or a comma.
std::string example(const nlohmann::ordered_json& sweep) {
  std::string json;
  for (const char c : sweep.dump()) {
    json += c;
    if (c == ':' || c == ',') json += ' ';
  }
  return fmt::format("\n## In a sweep\n\n```json\n{}\n```\n", json);
}

std::string axes_example(const nlohmann::ordered_json& axes) { return example({{"axes", axes}}); }

std::string section(const Technique& technique) {
  std::string text = fmt::format("\n## {}\n\n{}\n", technique.name, escaped(technique.summary));
  if (!technique.source.empty()) text += fmt::format("\nSource: {}\n", escaped(technique.source));
  if (!technique.advice.empty()) text += fmt::format("\nWhen it helps: {}\n", escaped(technique.advice));
  if (technique.parameters.empty()) return text;
  return text + "\n" + reports::render(setting_table(technique.parameters), reports::Format::markdown);
}

std::vector<const Axis*> axes_of(const Family& family) {
  std::vector<const Axis*> result;
  for (const Axis& axis : axes())
    if (axis.family == &family) result.push_back(&axis);
  return result;
}

std::string default_of(const Axis& axis) { return sweeps::axis_label(axis, axis.fallback()); }

std::string intro_of(const Family& family) {
  std::string text;
  for (const Axis* axis : axes_of(family))
    text += fmt::format("{}The axis `{}`: {}; by default `{}`.", text.empty() ? "" : " ", axis->name,
                        axis->meaning, default_of(*axis));
  return text;
}

/// The first two techniques that can be chosen by their name alone.
nlohmann::ordered_json example_values(const Family& family) {
  nlohmann::ordered_json names = nlohmann::ordered_json::array();
  for (const Technique* technique : family.techniques) {
    const auto required = [](const Parameter& parameter) { return !parameter.fallback; };
    const auto& parameters = technique->parameters;
    if (names.size() < 2 && std::none_of(parameters.begin(), parameters.end(), required))
      names.push_back(technique->name);
  }
  return names;
}

ReferencePage family_page(const Family& family) {
  std::string intro = intro_of(family);
  if (const auto found = notation().find(family.plural); found != notation().end())
    intro += "\n\n" + found->second;
  std::string text = opening(title_of(family.plural), intro);
  for (const Technique* technique : family.techniques) text += section(*technique);
  nlohmann::ordered_json axes = {{axes_of(family).front()->name, example_values(family)}};
  if (axes.contains("dataset")) axes["batch_size"] = 32;  // the default is too large for the smallest tables
  return {family.plural + ".md", text + axes_example(axes)};
}

const std::string activations_intro =
    "The setting `activation` of the models `mlp` and `cnn`: the function after each hidden layer, unit by "
    "unit.";

ReferencePage activations_page() {
  std::string text = opening("Activations", activations_intro);
  nlohmann::ordered_json names;
  for (const nn::ActivationEntry& entry : nn::activation_table()) {
    text += section(entry.about);
    if (names.size() < 2) names.push_back(entry.about.name);
  }
  return {"activations.md", text + axes_example({{"model.activation", names}})};
}

const std::string axes_intro =
    "What a sweep can vary. Axes that a sweep's file does not name keep their defaults.";

std::string axis_row(const Axis& axis) {
  const std::string range =
      axis.is_choice() ? fmt::format("[{0}]({0}.md)", axis.family->plural)
                       : fmt::format("{}: {}", type_text(axis.parameter), allowed_text(axis.parameter));
  return fmt::format("| `{}` | `{}` | {} | {} |\n", axis.name, default_of(axis), range,
                     escaped(axis.meaning));
}

ReferencePage axes_page() {
  std::string text =
      opening("Axes", axes_intro) + "\n| axis | default | range | what |\n| --- | --- | --- | --- |\n";
  for (const Axis& axis : axes()) text += axis_row(axis);
  text += "| `seed` | `0` | integer: at least 0 | replicates: init, data order and split |\n";
  text += axes_example({{"learning_rate", {{"log", {0.001, 1, 4}}}}, {"seed", {{"count", 3}}}});
  return {"axes.md", text};
}

const std::string metrics_intro =
    "What is measured in each run: columns of the store's views, and what an objective can name.";

ReferencePage metrics_page() {
  std::string text =
      opening("Metrics", metrics_intro) + "\n" + reports::render(metrics_table(), reports::Format::markdown);
  text += example(
      {{"axes", {{"optimizer", {"sgd", "adam"}}}}, {"objective", {{"metric", "validation_macro_f1"}}}});
  return {"metrics.md", text};
}

std::string index_line(const std::string& file, const std::string& title, const std::string& intro) {
  return fmt::format("- [{}]({}): {}\n", title, file, intro);
}

ReferencePage index_page() {
  std::string text = opening("Reference",
                             "Every axis and technique: its formula, its source, its settings, and when it "
                             "helps. `tryall explain NAME` shows the same for one of them.") +
                     "\n" + index_line("axes.md", "Axes", axes_intro) +
                     index_line("metrics.md", "Metrics", metrics_intro) +
                     index_line("activations.md", "Activations", activations_intro);
  for (const Family* family : families())
    text += index_line(family->plural + ".md", title_of(family->plural), intro_of(*family));
  return {"README.md", text};
}

/// An index (README.md), the axes, the metrics, the activations, and a page a family of techniques, all from
/// the descriptions in the library's tables.
std::vector<ReferencePage> reference_pages() {
  std::vector<ReferencePage> pages = {index_page(), axes_page(), metrics_page(), activations_page()};
  for (const Family* family : families()) pages.push_back(family_page(*family));
  return pages;
}

void write_pages(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    throw Error(ErrorCode::failed,
                fmt::format("{}: cannot create the folder: {}", folder.string(), error.message()));
  for (const ReferencePage& page : reference_pages()) write_file(folder / page.file, page.text);
}

void add_reference(CommandLine& command, Context&) {
  auto folder = std::make_shared<std::filesystem::path>();
  command.option("folder", *folder, "Folder for the pages; created if necessary").required();
  command.action([folder] { write_pages(*folder); });
}

}  // namespace

Command reference_command() {
  return {.name = "reference",
          .summary = "Write the reference of all axes and techniques as Markdown pages",
          .example = "tryall reference docs/reference",
          .add = add_reference};
}

}  // namespace tryall::cli
