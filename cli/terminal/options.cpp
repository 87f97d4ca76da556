#include "terminal/options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "terminal/hints.hpp"
#include "terminal/output.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/number_text.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/tables/folded.hpp"

namespace tryall::cli {
namespace {

constexpr const char* real_type = "FLOAT";

/// The whole number that a text says, also as "1e3".
std::optional<std::int64_t> whole_number_from(const std::string& text) {
  constexpr double exact = 9e15;
  const std::optional<Value> number = number_from(text);
  if (!number) return std::nullopt;
  if (const auto* whole = std::get_if<std::int64_t>(&*number)) return *whole;
  const double real = std::get<double>(*number);
  if (real != std::floor(real) || std::abs(real) > exact) return std::nullopt;
  return static_cast<std::int64_t>(real);
}

/// Why a text is no number within these bounds, which `range` says; empty where it is.
std::string number_complaint(const std::string& text, bool whole, double low, double high,
                             const std::string& range) {
  try {
    const std::optional<double> number = real_number_from(text);
    const bool is_right = number && *number >= low && *number <= high && (!whole || whole_number_from(text));
    if (is_right) return "";
    return fmt::format("expected a {}number{}, not '{}'", whole ? "whole " : "", range, text);
  } catch (const SettingError& error) {
    return error.what();
  }
}

}  // namespace

const Option& Option::required() const {
  option_->required();
  return *this;
}

const Option& Option::show_default() const {
  option_->capture_default_str();
  return *this;
}

const Option& Option::one_of(const Words& words) const {
  option_->check(CLI::Validator(
      [words](std::string& text) {
        if (std::find(words.begin(), words.end(), text) != words.end()) return std::string();
        return fmt::format("unknown value '{}'{}", text, did_you_mean(text, words));
      },
      fmt::format("{{{}}}", fmt::join(words, ","))));
  return suggest(words);
}

const Option& Option::between(double low, double high) const {
  return within(low, high, fmt::format("from {} to {}", low, high), fmt::format("[{} - {}]", low, high));
}

const Option& Option::positive() const {
  return option_->get_type_name() == real_type
             ? within(std::numeric_limits<double>::denorm_min(), HUGE_VAL, "above 0", "POSITIVE")
             : within(1, HUGE_VAL, "of at least 1", "POSITIVE");
}

const Option& Option::non_negative() const { return within(0, HUGE_VAL, "of at least 0", "NONNEGATIVE"); }

const Option& Option::within(double low, double high, const std::string& range,
                             const std::string& shown) const {
  const bool whole = option_->get_type_name() != real_type;
  option_->check(CLI::Validator(
      [=](std::string& text) { return number_complaint(text, whole, low, high, " " + range); }, shown));
  return *this;
}

const Option& Option::comma_separated() const {
  option_->delimiter(',');
  return *this;
}

const Option& Option::one_word_per_use() const {
  option_->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
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

namespace {

template <class Number>
std::string default_text(const Number& number) {
  return fmt::format("{}", number);
}
template <class Number>
std::string default_text(const std::optional<Number>& number) {
  return number ? default_text(*number) : "";
}

template <class Number>
struct Optional {
  using Type = Number;
};
template <class Number>
struct Optional<std::optional<Number>> {
  using Type = Number;
};

/// Declares an option whose value is read as `number_from` does, which no library's idea of numbers is.
template <class Variable>
CLI::Option* number_option(CLI::App& command, const std::string& names, Variable& variable,
                           const std::string& help) {
  using Number = typename Optional<Variable>::Type;
  constexpr bool whole = std::is_integral_v<Number>;
  const std::string name = names.substr(0, names.find(','));
  const auto read = [&variable, name](const CLI::results_t& words) {
    constexpr auto low = static_cast<double>(std::numeric_limits<Number>::lowest());
    constexpr auto high = static_cast<double>(std::numeric_limits<Number>::max());
    const std::string complaint =
        number_complaint(words.back(), whole, low, high, std::is_signed_v<Number> ? "" : " of at least 0");
    if (!complaint.empty()) throw CLI::ValidationError(name, complaint);
    if constexpr (whole)
      variable = static_cast<Number>(whole_number_from(words.back()).value());
    else
      variable = real_number_from(words.back()).value();
    return true;
  };
  CLI::Option* option =
      command.add_option(names, read, help, false, [&variable] { return default_text(variable); });
  option->allow_extra_args(false);
  option->type_name(!whole ? real_type : std::is_signed_v<Number> ? "INT" : "UINT");
  return option;
}

/// No operand has the name of an option of its command: newer versions of CLI11 refuse that when the program
/// starts, older ones do not see it.
void check_names(const CLI::App& command, const CLI::Option& added) {
  const auto names_of = [](const CLI::Option& option) {
    Words names = option.get_lnames();
    names.insert(names.end(), option.get_snames().begin(), option.get_snames().end());
    names.push_back(option.get_single_name());
    return names;
  };
  for (const std::string& name : names_of(added))
    for (const CLI::Option* other : command.get_options())
      if (const Words taken = names_of(*other);
          other != &added && std::find(taken.begin(), taken.end(), name) != taken.end())
        throw std::logic_error(fmt::format("{}: '{}' names two things", command.get_name(), name));
}

}  // namespace

template <class Value>
Option CommandLine::option(const std::string& names, Value& variable, const std::string& help) {
  if constexpr (std::is_arithmetic_v<typename Optional<Value>::Type>) {
    CLI::Option* option = number_option(*command_, names, variable, help);
    check_names(*command_, *option);
    return {option, suggestions_};
  } else {
    CLI::Option* option = command_->add_option(names, variable, help);
    check_names(*command_, *option);
    option->check(CLI::Validator(
        [](std::string& text) { return text.empty() ? std::string("must not be empty") : std::string(); },
        ""));
    return {option, suggestions_};
  }
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

namespace {

/// Says what an option cannot stand with behind what it is for, and breaks that at blanks, beside the
/// option's name, where the help goes to a terminal.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_footer(const CLI::App* app) const override {
    return prose_text(CLI::Formatter::make_footer(app));
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string text = CLI::Formatter::make_option_opts(option);
    return text.substr(0, text.find(" Excludes:"));
  }
  std::string make_option_desc(const CLI::Option* option) const override {
    constexpr std::size_t least = 20;
    std::string text = CLI::Formatter::make_option_desc(option);
    Words others;
    for (const CLI::Option* other : option->get_excludes()) others.push_back(other->get_name());
    std::sort(others.begin(), others.end());
    if (!others.empty()) text += fmt::format(" (not with {})", fmt::join(others, ", "));
    const std::size_t width = output_width();
    if (width < get_column_width() + least) return text;
    return fmt::format("{}", fmt::join(reports::folded_text(text, width - get_column_width()), "\n"));
  }
};

}  // namespace

CommandParser::CommandParser(const About& about)
    : app_(std::make_unique<CLI::App>(about.summary, about.name)) {
  app_->formatter(std::make_shared<HelpFormatter>());
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

namespace {

/// What the library's exceptions say, in this program's words.
std::string complaint_of(const CLI::ParseError& error, const CLI::App& command) {
  std::string text = error.what();
  const std::string option = text.substr(0, text.find(':'));
  if (dynamic_cast<const CLI::ExtrasError*>(&error)) {
    Words spellings;
    for (const CLI::Option* known : command.get_options())
      for (const std::string& name : known->get_lnames()) spellings.push_back("--" + name);
    return unknown_words(command.get_name(), command.remaining(), spellings);
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) {
    if (text.ends_with("missing")) return option + ": its value is missing";
    const CLI::Option* known = command.get_option_no_throw(option);
    const int most = known ? known->get_expected_max() : 1;
    return most > 1 ? fmt::format("{}: takes {} words at most", option, most)
                    : option + ": may be given only once";
  }
  if (dynamic_cast<const CLI::ConversionError*>(&error))
    return fmt::format("this option takes no value:{}", text.substr(text.find(':') + 1));
  return text;
}

}  // namespace

void CommandParser::run(int count, char** words) {
  try {
    app_->parse(count, words);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {  // --help, --version
      std::ostringstream text;
      app_->exit(error, text, text);
      print(text.str());
      return;
    }
    const auto parsed = app_->get_subcommands();
    const CLI::App& command = parsed.empty() ? *app_ : *parsed.front();
    throw Error(ErrorCode::bad_input, fmt::format("{}; see: tryall{} --help", complaint_of(error, command),
                                                  parsed.empty() ? "" : " " + command.get_name()));
  }
}

}  // namespace tryall::cli
