#include "terminal/hints.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/query/query.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::cli {
namespace {

using Words = std::vector<std::string>;
using Synonyms = std::map<std::string, std::string, std::less<>>;

bool has(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// What people type, and what it is called here.
const Synonyms& option_synonyms() {
  static const Synonyms synonyms = {
      {"--database", "--db"},      {"--store", "--db"},           {"--storage", "--db"},
      {"--workers", "--jobs"},     {"--threads", "--jobs"},       {"--parallel", "--jobs"},
      {"--processes", "--jobs"},   {"--num-workers", "--jobs"},   {"--n-jobs", "--jobs"},
      {"--max-workers", "--jobs"}, {"--filter", "--where"},       {"--limit", "--top"},
      {"--silent", "--quiet"},     {"--time-limit", "--timeout"}, {"--override", "--set"},
      {"--param", "--set"},        {"--save", "--output"},        {"--file", "--output"},
      {"--overwrite", "--output"}, {"--order-by", "--metric"},    {"--sort", "--metric"},
      {"--name", "--sweep"},       {"--experiment", "--sweep"}};
  return synonyms;
}

const Synonyms& command_synonyms() {
  static const Synonyms synonyms = {
      {"ls", "list"},          {"rm", "delete"},         {"remove", "delete"},    {"drop", "delete"},
      {"mv", "rename"},        {"start", "run"},         {"resume", "run"},       {"sweep", "run"},
      {"optimize", "run"},     {"fit", "train"},         {"results", "query"},    {"best", "query"},
      {"sql", "query"},        {"leaderboard", "query"}, {"diff", "compare"},     {"clean", "gc"},
      {"describe", "explain"}, {"datasets", "data"},     {"agent", "run"},        {"create-study", "run"},
      {"best-trial", "query"}, {".tables", "query"},     {"tables", "query"},     {"export", "query"},
      {"trials", "query"},     {"log", "history"},       {"dashboard", "report"}, {"ui", "report"},
      {"evaluate", "predict"}, {"import", "merge"}};
  return synonyms;
}

/// Behind an option that a command does not have.
std::string option_hint(const std::string& command, const std::string& option, const Words& known) {
  const bool reads_file = has(known, "--set") && command != "data";
  if (reads_file && (option == "--config" || option == "--spec" || option == "--file" || option == "--sweep"))
    return fmt::format("; the file is named without an option: tryall {} FILE", command);
  if (reads_file && option.starts_with("--seed"))
    return fmt::format("; seeds are set with --set seed={}", command == "train" ? "1" : "0..4");
  if (reads_file && !has(known, "--output") && option.starts_with("--out"))
    return "; results go into the store that --db names";
  if (reads_file && option == "--metric")
    return "; what is maximized stands in the sweep's file, \"objective\": {\"metric\": \"test_accuracy\"}; "
           "tryall "
           "query takes --metric";
  if (option == "--dry-run" && command == "run") return "; see what would be trained with: tryall plan FILE";
  const auto synonym = option_synonyms().find(option);
  if (synonym != option_synonyms().end() && has(known, synonym->second))
    return fmt::format(" (did you mean '{}'?)", synonym->second);
  if (std::string hint = did_you_mean_or(option, known, ""); !hint.empty()) return hint;
  if (reads_file)
    if (const std::string axis = nearest_name(option.substr(2), reports::question_axes(axes()));
        !axis.empty())
      return fmt::format("; axes are set with --set {}=...", axis);
  return "";
}

/// Behind words of which the first is a setting, as Hydra takes them: learning_rate=0.1.
std::string setting_hint(const Words& words, const Words& known) {
  const std::string& word = words.front();
  const std::size_t equals = word.find('=');
  if (!has(known, "--set") || equals == std::string::npos || equals == 0) return "";
  return fmt::format(" (did you mean '--set {}'?)", word);
}

}  // namespace

std::string unknown_words(const std::string& command, const Words& words, const Words& options) {
  const auto option = std::find_if(words.begin(), words.end(),
                                   [](const std::string& word) { return word.size() > 1 && word[0] == '-'; });
  if (option != words.end()) {
    const std::string name = option->substr(0, option->find('='));
    const bool is_long = name.starts_with("--") && name.size() > 2;
    return fmt::format("unknown option '{}'{}", name, is_long ? option_hint(command, name, options) : "");
  }
  return fmt::format("unexpected argument{} '{}'{}", words.size() == 1 ? "" : "s", fmt::join(words, "' '"),
                     setting_hint(words, options));
}

std::string unknown_command(const std::string& word, const Words& commands) {
  if (word.size() > 1 && word[0] == '-') {
    return fmt::format("unknown option '{}'{}", word,
                       did_you_mean_or(word, {"--help", "--version"}, "; options go after the command"));
  }
  const auto synonym = command_synonyms().find(word);
  if (synonym != command_synonyms().end() && has(commands, synonym->second))
    return fmt::format("unknown command '{}' (did you mean '{}'?)", word, synonym->second);
  if (word == "version") return "unknown command 'version' (did you mean '--version'?)";
  return fmt::format("unknown command '{}'{}", word, did_you_mean_or(word, commands, ""));
}

}  // namespace tryall::cli
