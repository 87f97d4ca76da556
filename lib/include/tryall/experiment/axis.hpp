#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tryall/experiment/technique.hpp"

namespace tryall {

/// Letters, digits and _, not a digit first: what an axis or a metric can be named.
bool is_identifier(std::string_view name);

/// What a config says on an axis: a plain value, or a technique with its settings.
using Setting = std::variant<Value, Choice>;

/// Of a config that does not have the axis, where configs of several trainers stand side by side.
inline const Setting absent = Value(std::monostate{});

/// One dimension that a sweep can vary: plain values of a type and range, or choices from a family.
struct Axis {
  std::string name;
  std::string meaning;
  const Family* family = nullptr;          ///< Of choices; outlives the axis.
  Choice standard = {};                    ///< Of choices: the default, with all its settings.
  Parameter parameter = {};                ///< Of plain values: type, range and default.
  std::shared_ptr<const void> owner = {};  ///< What the family belongs to, where the axis alone keeps it.

  bool is_choice() const { return family != nullptr; }
  /// The default.
  Setting fallback() const;
  /// The setting in the axis' own type, validated; a choice with its defaults filled in. Throws SettingError.
  Setting validated(const Setting& setting) const;
};

/// An axis of choices; the default is the technique of that name with its own defaults.
Axis choice_axis(std::string name, const Family& family, const std::string& standard, std::string meaning);

/// The same with techniques of its own, the default first.
Axis choice_axis(std::string name, std::vector<Technique> techniques, std::string meaning);

/// An axis of plain values: the parameter's name, meaning, type, range and default.
Axis value_axis(const Parameter& parameter);
/// Of numbers, of whole numbers and of lists of whole numbers; values are at least `low`.
Axis number_axis(std::string name, double standard, std::string meaning,
                 double low = -std::numeric_limits<double>::infinity());
Axis integer_axis(std::string name, std::int64_t standard, std::string meaning,
                  double low = -std::numeric_limits<double>::infinity());
Axis list_axis(std::string name, const std::vector<std::int64_t>& standard, std::string meaning);

/// The axes of a trainer, in the order in which tables show them; shared by all its configs.
class AxisTable {
 public:
  AxisTable() = default;
  /// `owner` is kept as long as the table: what the families belong to. Throws Error for a name that is
  /// empty, taken, reserved (`seed`) or no identifier, and for an axis of plain values without a default.
  explicit AxisTable(std::vector<Axis> axes, std::shared_ptr<const void> owner = {});

  std::size_t size() const { return axes_.size(); }
  const Axis& operator[](std::size_t index) const { return axes_[index]; }
  auto begin() const { return axes_.begin(); }
  auto end() const { return axes_.end(); }

  /// Null when there is none of that name.
  const Axis* find(std::string_view name) const;
  /// Its place in the table. A caller's error if there is none of that name.
  std::size_t index(std::string_view name) const;
  std::size_t index(const Axis& axis) const { return static_cast<std::size_t>(&axis - axes_.data()); }
  std::vector<std::string> names() const;
  /// All families, each once.
  std::vector<const Family*> families() const;

 private:
  std::shared_ptr<const void> owner_;
  std::vector<Axis> axes_;
  std::vector<std::size_t> by_name_;  // places in the order of names
};

}  // namespace tryall
