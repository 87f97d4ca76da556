#include "completion_words.hpp"

#include <algorithm>

#include "tryall/experiment/config.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/reports/query/query.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::cli {
namespace {

using Words = std::vector<std::string>;

Words operator+(Words first, const Words& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

/// The columns of a leaderboard.
Words columns() {
  Words words =
      Words{"rank", "group_key", "n", "diverged", "p_best", "not_distinguishable"} + reports::question_axes();
  for (const std::string& metric : train::metric_names())
    words = std::move(words) +
            Words{metric, "mean_" + metric, "sd_" + metric, "ci_low_" + metric, "ci_high_" + metric};
  return words;
}

Words lists() {
  Words words = {"axes", "metrics", "activations"};
  for (const Family* family : families()) words.push_back(family->plural);
  return words;
}

/// Everything that has a name.
Words names() {
  Words words = axis_names() + train::metric_names();
  for (const Family* family : families()) words = std::move(words) + family->names();
  for (const nn::ActivationEntry& entry : nn::activation_table()) words.push_back(entry.name);
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

Words values_of_axes() {
  Words words;
  for (const std::string& axis : reports::question_axes()) words.push_back(axis + "=");
  return words;
}

Words formats(const std::string& command) {
  if (command == "show") return {"table", "json"};
  if (command == "check") return {"table", "json", "md", "junit"};
  const Words texts = {"table", "csv", "json", "md"};
  return command == "query" ? texts + Words{"npy", "npz"} : texts;
}

}  // namespace

std::vector<std::string> completion_words(const std::string& command, const std::string& option) {
  if (option == "format") return formats(command);
  if (option == "metric") return train::metric_names();
  if (option == "group-by" || option == "best-over" || option == "pivot") return reports::question_axes();
  if (option == "columns") return columns();
  if (option == "direction") return {"maximize", "minimize"};
  if (option == "set") return Words{"seed="} + values_of_axes();
  if (command == "compare" && option == "a") return values_of_axes();  // both sides are completed alike
  if (command == "list" && option == "what") return lists();
  if (command == "explain" && option == "name") return names();
  if (command == "data" && option == "name") return find_axis("dataset")->family->names();
  if (command == "baseline" && option == "action") return {"set", "list", "show", "export", "import"};
  if (command == "history" && option == "by") return {"commit", "date"};
  if (command == "completion" && option == "shell") return {"bash", "zsh"};
  return {};
}

}  // namespace tryall::cli
