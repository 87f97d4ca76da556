#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tryall {

struct Value;
using List = std::vector<Value>;

/// A setting's value. Integers are kept apart from numbers so that counts stay exact; monostate is JSON's
/// null.
struct Value : std::variant<std::monostate, bool, std::int64_t, double, std::string, List> {
  using variant::variant;
  /// A list of whole numbers.
  Value(const std::vector<std::int64_t>& list);  // NOLINT: such a list is a value
};

/// The whole numbers of a list. A caller's error where it holds anything else.
std::vector<std::int64_t> integers(const Value& list);

/// The shortest text that reads back as the same value ("0.001", "true", "relu", "[128, 64]").
std::string to_text(const Value& value);

/// A technique picked by name, with its settings: {"momentum", {{"momentum", 0.9}}}.
struct Choice {
  std::string name;
  std::map<std::string, Value, std::less<>> settings;

  bool operator==(const Choice&) const = default;

  double number(std::string_view setting) const;
  std::int64_t integer(std::string_view setting) const;
  bool flag(std::string_view setting) const;
  const std::string& word(std::string_view setting) const;
  std::vector<std::int64_t> integers(std::string_view setting) const;
};

/// One setting of a technique, or one numeric axis: its type, default and range. The command line, the
/// documentation, the space's grammar and the store's columns are all derived from these.
struct Parameter {
  enum class Type { boolean, integer, number, word, integers };

  std::string name;
  Type type = Type::number;
  std::optional<Value> fallback = {};  ///< The default; without one the setting must be given.
  std::string meaning = {};
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool low_open = false;                ///< `low` itself is not allowed.
  bool high_open = false;               ///< `high` itself is not allowed.
  std::vector<std::string> words = {};  ///< Type word: what is allowed; empty means anything.
  std::string zero_word = {};  ///< Type integer: a word that stands for 0, as "full" does for batch_size.
};

/// The range in words: "greater than 0, at most 1".
std::string range_text(const Parameter& parameter);

/// Checks a value against a parameter and returns it in the parameter's own type (an integer where a number
/// is meant becomes a number, the zero word becomes 0). Throws SettingError.
Value validated(const Parameter& parameter, const Value& value);

/// One entry of a table: an optimizer, an initializer, a scaler, ...
struct Technique {
  std::string name;
  std::string summary = {};  ///< What it computes, with the formula.
  std::string source = {};   ///< Where it is from.
  std::string advice = {};   ///< When it helps and when not.
  std::vector<Parameter> parameters = {};
  /// Part of the key of every run that uses it; to be changed whenever the same settings would give other
  /// results. Empty for what comes with this library, whose keys have the numerics version instead.
  std::string revision = {};

  const Parameter* find(std::string_view parameter) const;
};

/// The techniques that compete for one axis. `singular` names the axis, `plural` the list.
struct Family {
  std::string singular;
  std::string plural;
  std::vector<const Technique*> techniques;

  /// Where a plain number may stand for a choice, as in "dropout": 0.5: the technique and its setting that
  /// the number is, and the technique that 0 stands for.
  struct Shorthand {
    std::string technique, setting, zero;
  };
  std::optional<Shorthand> shorthand = {};

  std::vector<std::string> names() const;
  /// Throws SettingError with the nearest known name.
  const Technique& find(std::string_view name) const;
};

/// Checks the choice's name and settings and fills in the defaults, so that equal trainings have equal
/// choices. Throws SettingError.
Choice with_defaults(const Family& family, const Choice& choice);

/// Whether the choice has each setting of its technique, in the setting's own type, and no other.
bool has_all_settings(const Technique& technique, const Choice& choice);

/// A short label: the name and the settings that differ from their defaults, "momentum(momentum=0.5)".
std::string label(const Family& family, const Choice& choice);

}  // namespace tryall
