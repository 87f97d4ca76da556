#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/output.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/config.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::cli {
namespace {

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

/// A line of a "case": nothing where there are no words, so that names of files are offered.
std::string case_line(const std::string& pattern, const std::vector<std::string>& words) {
  return words.empty() ? "" : fmt::format("    {}) known=\"{}\" ;;\n", pattern, joined(words));
}

using Commands = std::vector<CommandDescription>;

/// What may follow each option that takes a value: its known words, or else files ("-").
std::string value_lines(const Commands& commands) {
  std::string lines;
  for (const CommandDescription& command : commands)
    for (const OptionDescription& option : command.options) {
      if (!option.takes_value) continue;
      for (const std::string& spelling : option.spellings)
        lines += case_line(command.name + "," + spelling,
                           option.suggestions.empty() ? Words{"-"} : option.suggestions);
    }
  return lines;
}

std::string option_lines(const Commands& commands) {
  std::string lines;
  for (const CommandDescription& command : commands) {
    std::vector<std::string> words;
    for (const OptionDescription& option : command.options)
      for (const std::string& spelling : option.spellings)
        if (spelling.starts_with("--")) words.push_back(spelling);
    lines += case_line(command.name, words);
  }
  return lines;
}

std::string positional_lines(const Commands& commands) {
  std::string lines;
  for (const CommandDescription& command : commands)
    for (const OptionDescription& option : command.options)
      if (option.spellings.empty()) lines += case_line(command.name, option.suggestions);
  return lines;
}

/// What may follow "--set optimizer=".
std::string choice_lines() {
  std::string lines;
  for (const Axis& axis : axes())
    if (axis.is_choice()) lines += case_line(axis.name, axis.family->names());
  return lines;
}

std::vector<std::string> names_of(const Commands& commands) {
  std::vector<std::string> names;
  for (const CommandDescription& command : commands) names.push_back(command.name);
  return names;
}

/// Written for bash and for zsh's emulation of it. Where no words are known, names of files are offered.
constexpr const char* script = R"(_tryall() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command=${{COMP_WORDS[1]}}
  local known= axis= prefix=
  COMPREPLY=()
  if [ "$before" = x ]; then before=--pivot; fi
  # bash makes words of their own of "optimizer", "=" and "adam", zsh does not
  if [ "$word" = "=" ]; then axis=$before word=
  elif [ "$before" = "=" ]; then axis=${{COMP_WORDS[COMP_CWORD-2]}}
  else case $word in [a-z]*=*) axis=${{word%%=*}} prefix=$axis= word=${{word#*=}} ;; esac
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then known="{commands} --help --version"
  elif [ -n "$axis" ]; then case $axis in
{choices}    esac
  else case "$command,$before" in
{values}    esac
  fi
  if [ "$known" = - ]; then return; fi
  if [ -z "$known$axis" ]; then case $word in
    -*) case $command in
{options}    esac ;;
    *) case $command in
{positionals}    esac ;;
    esac
  fi
  # the names that are in the store now
  case $known in @*)
    local i= db=
    for ((i = 2; i < COMP_CWORD; i++)); do
      if [ "${{COMP_WORDS[i]}}" = --db ]; then db=${{COMP_WORDS[i+1]}}; fi
    done
    known=$("${{COMP_WORDS[0]}}" completion "${{known#@}}" ${{db:+--db "$db"}} 2>/dev/null) ;;
  esac
  case $known in *=) compopt -o nospace 2>/dev/null ;; esac
  # of a list "a,b" the last item is completed
  case $word in *,*) prefix=$prefix${{word%,*}}, word=${{word##*,}} ;; esac
  COMPREPLY=($(compgen -P "$prefix" -W "$known" -- "$word"))
}}
complete -o default -F _tryall tryall
)";

constexpr const char* zsh_beginning = R"((( $+functions[compdef] )) || { autoload -U compinit && compinit; }
autoload -U +X bashcompinit && bashcompinit
)";

std::string completion(const Commands& commands, const std::string& shell) {
  const std::vector<std::string> shells = {"bash", "zsh"};
  if (shell != "bash" && shell != "zsh")
    throw Error(ErrorCode::bad_input,
                fmt::format("unknown shell '{}'{}", shell, did_you_mean(shell, shells)));
  return fmt::format(
             "# Completion of tryall for {0}; put this into your shell's startup file: source <(tryall "
             "completion {0})\n",
             shell) +
         (shell == "zsh" ? zsh_beginning : "") +
         fmt::format(script, fmt::arg("commands", joined(names_of(commands))),
                     fmt::arg("choices", choice_lines()), fmt::arg("values", value_lines(commands)),
                     fmt::arg("options", option_lines(commands)),
                     fmt::arg("positionals", positional_lines(commands)));
}

/// The names that the script asks for, one per line; none with a blank, which a shell would take apart.
std::string names_in_store(const Context& context, const std::string& kind) {
  const reports::StoreReader store(context.db);
  std::vector<std::string> names = kind == "sweeps" ? store.sweep_names() : store.baseline_names();
  if (kind == "sweeps")
    for (const reports::SweepRow& sweep : store.sweeps())
      if (sweep.label != sweep.name) names.push_back(sweep.label);
  std::string text;
  for (const std::string& name : names)
    if (name.find_first_of(" \t\n$`\\\"'") == std::string::npos) text += name + "\n";
  return text;
}

void add_completion(CommandLine& command, Context& context) {
  auto shell = std::make_shared<std::string>();
  command
      .option("shell", *shell,
              "bash or zsh; sweeps or baselines lists the names in the store, for these scripts")
      .required()
      .suggest({"bash", "zsh"});
  add_db_option(command, context);
  command.action([shell, command, &context] {
    if (*shell == "sweeps" || *shell == "baselines")
      print(names_in_store(context, *shell));
    else
      print(completion(command.all_commands(), *shell));
  });
}

}  // namespace

Command completion_command() {
  return {.name = "completion",
          .summary = "Print a completion script for bash or zsh",
          .example = "tryall completion bash > ~/.local/share/bash-completion/completions/tryall",
          .add = add_completion};
}

}  // namespace tryall::cli
