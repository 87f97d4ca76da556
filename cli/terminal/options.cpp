#include "terminal/options.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <utility>

#include "tryall/error.hpp"

namespace tryall::cli {

const Option& Option::required() const {
  option_->required();
  return *this;
}

const Option& Option::show_default() const {
  option_->capture_default_str();
  return *this;
}

const Option& Option::one_of(const Words& words) const {
  option_->check(CLI::IsMember(words));
  return suggest(words);
}

const Option& Option::between(int low, int high) const {
  option_->check(CLI::Range(low, high));
  return *this;
}

const Option& Option::between(double low, double high) const {
  option_->check(CLI::Range(low, high));
  return *this;
}

const Option& Option::positive() const {
  option_->check(CLI::PositiveNumber);
  return *this;
}

const Option& Option::non_negative() const {
  option_->check(CLI::NonNegativeNumber);
  return *this;
}

const Option& Option::comma_separated() const {
  option_->delimiter(',');
  return *this;
}

const Option& Option::one_word_per_use() const {
  option_->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  return *this;
}

const Option& Option::words(int least, int most) const {
  option_->expected(least, most);
  return *this;
}

const Option& Option::suggest(Words words) const {
  return suggest([words = std::move(words)] { return words; });
}

const Option& Option::suggest(std::function<Words()> words) const {
  (*suggestions_)[option_] = std::move(words);
  return *this;
}

const Option& Option::excludes(const Option& other) const {
  option_->excludes(other.option_);
  return *this;
}

template <class Value>
Option CommandLine::option(const std::string& names, Value& variable, const std::string& help) {
  return {command_->add_option(names, variable, help), suggestions_};
}

template Option CommandLine::option(const std::string&, std::string&, const std::string&);
template Option CommandLine::option(const std::string&, std::filesystem::path&, const std::string&);
template Option CommandLine::option(const std::string&, int&, const std::string&);
template Option CommandLine::option(const std::string&, std::int64_t&, const std::string&);
template Option CommandLine::option(const std::string&, std::size_t&, const std::string&);
template Option CommandLine::option(const std::string&, double&, const std::string&);
template Option CommandLine::option(const std::string&, std::optional<std::int64_t>&, const std::string&);
template Option CommandLine::option(const std::string&, std::optional<std::size_t>&, const std::string&);
template Option CommandLine::option(const std::string&, std::optional<double>&, const std::string&);
template Option CommandLine::option(const std::string&, std::vector<std::string>&, const std::string&);

Option CommandLine::flag(const std::string& names, bool& variable, const std::string& help) {
  return {command_->add_flag(names, variable, help), suggestions_};
}

void CommandLine::add_to_footer(const std::string& text) { command_->footer(command_->get_footer() + text); }

void CommandLine::action(std::function<void()> act) { command_->callback(std::move(act)); }

namespace {

OptionDescription description_of(const CLI::Option& option, const Suggestions& suggestions) {
  OptionDescription description;
  for (const std::string& name : option.get_lnames()) description.spellings.push_back("--" + name);
  for (const std::string& name : option.get_snames()) description.spellings.push_back("-" + name);
  description.takes_value = option.get_items_expected_max() > 0;
  if (const auto found = suggestions.find(&option); found != suggestions.end())
    description.suggestions = found->second();
  return description;
}

}  // namespace

std::vector<CommandDescription> CommandLine::all_commands() const {
  std::vector<CommandDescription> commands;
  for (const CLI::App* command : command_->get_parent()->get_subcommands([](CLI::App*) { return true; })) {
    commands.push_back({command->get_name(), {}});
    for (const CLI::Option* option : command->get_options())
      commands.back().options.push_back(description_of(*option, *suggestions_));
  }
  return commands;
}

CommandParser::CommandParser(const About& about)
    : app_(std::make_unique<CLI::App>(about.summary, about.name)) {
  app_->set_version_flag("--version", about.version);
  app_->require_subcommand(1);
  app_->footer(about.footer);
}

CommandParser::~CommandParser() = default;

CommandLine CommandParser::add_command(const std::string& name, const std::string& summary,
                                       const std::string& footer) {
  CLI::App* command = app_->add_subcommand(name, summary);
  command->footer(footer);
  return {command, &suggestions_};
}

void CommandParser::run(int count, char** words) {
  try {
    app_->parse(count, words);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {  // --help, --version
      app_->exit(error);
      return;
    }
    std::string command;
    for (const CLI::App* parsed : app_->get_subcommands()) command = " " + parsed->get_name();
    throw Error(ErrorCode::bad_input, fmt::format("{}; see: tryall{} --help", error.what(), command));
  }
}

}  // namespace tryall::cli
