#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace tryall::cli {

using Words = std::vector<std::string>;

/// What completion offers as an option's value.
using Suggestions = std::map<const CLI::Option*, std::function<Words()>>;

/// An option or a positional argument that a command has declared, to demand more of it. A value that breaks
/// a demand ends the program with exit status 2.
class Option {
 public:
  Option(CLI::Option* option, Suggestions* suggestions) : option_(option), suggestions_(suggestions) {}

  const Option& required() const;
  /// The help shows the variable's value of now as the default.
  const Option& show_default() const;

  /// Completion offers the words, too.
  const Option& one_of(const Words& words) const;
  const Option& between(double low, double high) const;
  /// Above 0.
  const Option& positive() const;
  /// 0 or above.
  const Option& non_negative() const;

  /// Of a list: "a,b" is two items.
  const Option& comma_separated() const;
  /// Of a list: each use of the option takes one word, and all uses count.
  const Option& one_word_per_use() const;
  /// Of a list: the option takes between `least` and `most` words.
  const Option& words(int least, int most) const;

  /// What completion offers as the value, which may be another all the same; without it, names of files.
  const Option& suggest(Words words) const;
  const Option& suggest(std::function<Words()> words) const;

  /// The two cannot stand in one command line.
  const Option& excludes(const Option& other) const;

  bool operator==(const Option&) const = default;

 private:
  /// `range` says the bounds in a complaint, `shown` in the help.
  const Option& within(double low, double high, const std::string& range, const std::string& shown) const;

  CLI::Option* option_;
  Suggestions* suggestions_;
};

/// An option or argument as completion sees it.
struct OptionDescription {
  Words spellings;           ///< "--output", "-o"; none of a positional argument.
  bool takes_value = false;  ///< False of flags.
  Words suggestions = {};
};

struct CommandDescription {
  std::string name;
  std::vector<OptionDescription> options;  ///< In the order of their declarations; --help first.
};

/// The options and arguments of one command. Refers to what a CommandParser owns; copies are the same
/// command.
class CommandLine {
 public:
  CommandLine(CLI::App* command, Suggestions* suggestions) : command_(command), suggestions_(suggestions) {}

  /// Declares an option ("--output,-o") or, without dashes, a positional argument ("spec"), whose value goes
  /// into the variable, which must outlive the parser. Numbers are read by `number_from`. `Value` is
  /// std::string, std::filesystem::path, int, std::int64_t, std::size_t, double, a std::optional of the last
  /// three, or std::vector<std::string>.
  template <class Value>
  Option option(const std::string& names, Value& variable, const std::string& help);

  /// Declares an option without a value.
  Option flag(const std::string& names, bool& variable, const std::string& help);

  /// Adds to what stands below the list of options in the help.
  void add_to_footer(const std::string& text);

  /// What is done when the command is called, after its variables are set.
  void action(std::function<void()> act);

  /// All commands of the program.
  std::vector<CommandDescription> all_commands() const;

 private:
  CLI::App* command_;
  Suggestions* suggestions_;
};

/// Reads the program's command line.
class CommandParser {
 public:
  struct About {
    std::string name, summary;
    std::string version;  ///< What --version prints.
    std::string footer;   ///< Below the list of commands in the help.
  };

  explicit CommandParser(const About& about);
  ~CommandParser();
  CommandParser(const CommandParser&) = delete;
  CommandParser& operator=(const CommandParser&) = delete;

  CommandLine add_command(const std::string& name, const std::string& summary, const std::string& footer);

  /// Sets the variables of the command that the words name, and calls its action. --help and --version are
  /// answered on standard output. Throws Error (bad input) for words that make no command line.
  void run(int count, char** words);

 private:
  std::unique_ptr<CLI::App> app_;
  Suggestions suggestions_;
};

}  // namespace tryall::cli
