#pragma once

#include <map>
#include <unordered_map>

#include "space/axis_values.hpp"
#include "space/relation.hpp"

namespace tryall::sweeps {

/// The values of all variables by number, and what the variables are: axes first, then the seed, then
/// settings of choices ("optimizer.momentum") in the order in which they come up.
class VariableTable {
 public:
  explicit VariableTable(std::shared_ptr<const AxisTable> axes) : settings(std::move(axes)) {}

  const AxisTable& axes() const { return settings.axes(); }
  /// The seed's variable; settings of choices follow it.
  Variable seed_variable() const { return sweeps::seed_variable(axes()); }

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
  Relation relation(const Document& document, const std::string& name, const nlohmann::json& json,
                    const std::string& path);

  /// "optimizer", "seed", "optimizer.momentum".
  std::string name(Variable variable) const;

  std::uint32_t seed_number(std::uint64_t seed);

  SettingTable settings;
  std::vector<std::uint64_t> seeds;
  std::vector<Dotted> dotted;  ///< Variables from `seed_variable() + 1`.
  std::vector<Given> given;

 private:
  void read_seeds(const Document& document, const RawValue& raw, Relation& relation);
  void read_dotted(const Document& document, const std::string& name, const RawValue& raw,
                   Relation& relation);

  std::unordered_map<std::uint64_t, std::uint32_t> seed_numbers_;
  std::map<std::string, std::size_t> dotted_numbers_;
};

}  // namespace tryall::sweeps
