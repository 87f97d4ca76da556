#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tryall/experiment/axis.hpp"

namespace tryall {

/// Every setting of a training but the seed: one for each axis of a table. A config with its seed, the
/// data's bytes and the version of what trains determines a run to the last bit. Copies share settings.
class Config {
 public:
  /// Of no axes.
  Config();
  /// Everything at its default.
  explicit Config(std::shared_ptr<const AxisTable> axes);

  const AxisTable& axes() const { return *axes_; }
  const std::shared_ptr<const AxisTable>& shared_axes() const { return axes_; }

  /// By the axis' place in the table.
  const Setting& operator[](std::size_t axis) const { return *settings_[axis]; }

  // By the axis' name. A caller's error where there is no such axis or its type is another.
  const Setting& setting(std::string_view axis) const;
  const Choice& choice(std::string_view axis) const;
  const Value& value(std::string_view axis) const;
  double number(std::string_view axis) const;
  std::int64_t integer(std::string_view axis) const;
  bool flag(std::string_view axis) const;
  const std::string& word(std::string_view axis) const;

  /// Sets it, validated and with defaults filled in. Throws SettingError, also where there is no such axis.
  void set(std::string_view axis, const Setting& setting);
  /// Sets what is known to be validated and to have all its settings.
  void put(std::size_t axis, Setting setting);
  void put(std::size_t axis, std::shared_ptr<const Setting> setting) { settings_[axis] = std::move(setting); }

  /// Equal settings on the axes of the same names.
  bool operator==(const Config& other) const;
  /// Equal for equal configs.
  std::size_t hash() const;

 private:
  std::shared_ptr<const AxisTable> axes_;
  std::vector<std::shared_ptr<const Setting>> settings_;
};

/// What the config says on the axis `epochs`; 1 where there is none of whole numbers.
std::int64_t epochs_of(const Config& config);

}  // namespace tryall

template <>
struct std::hash<tryall::Config> {
  std::size_t operator()(const tryall::Config& config) const { return config.hash(); }
};
