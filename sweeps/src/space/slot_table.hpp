#pragma once

#include <map>
#include <unordered_map>

#include "space/axis_values.hpp"
#include "space/strips.hpp"

namespace tryall::sweeps {

/// The values of all slots by number, and what the slots are: axes first, then the seed, then settings of
/// choices ("optimizer.momentum") in the order in which they come up.
class SlotTable {
 public:
  explicit SlotTable(std::shared_ptr<const AxisTable> axes) : settings(std::move(axes)) {}

  const AxisTable& axes() const { return settings.axes(); }
  /// The seed's slot; settings of choices follow it.
  Slot seed_slot() const { return sweeps::seed_slot(axes()); }

  /// A place where a setting of choices is given values: some choice must have it.
  struct Given {
    std::string path;
    bool used = false;
    std::vector<std::string> known = {};  ///< Settings of the choices that came up instead.
  };

  /// One setting of an axis' choices.
  struct Dotted {
    struct Raw {
      RawValue value;
      std::size_t given;  ///< Index into `given`.
    };
    std::size_t axis;
    std::string setting;
    std::vector<Raw> values;
  };

  /// The values of an axis, a seed or a setting, as they stand in `axes` or `zip`. Throws Error.
  Strip strip(const Document& document, const std::string& name, const nlohmann::json& json,
              const std::string& path);

  /// "optimizer", "seed", "optimizer.momentum".
  std::string name(Slot slot) const;

  std::uint32_t seed_number(std::uint64_t seed);

  SettingTable settings;
  std::vector<std::uint64_t> seeds;
  std::vector<Dotted> dotted;  ///< Slots from `seed_slot() + 1`.
  std::vector<Given> given;

 private:
  void read_seeds(const Document& document, const RawValue& raw, Strip& strip);
  void read_dotted(const Document& document, const std::string& name, const RawValue& raw, Strip& strip);

  std::unordered_map<std::uint64_t, std::uint32_t> seed_numbers_;
  std::map<std::string, std::size_t> dotted_numbers_;
};

}  // namespace tryall::sweeps
