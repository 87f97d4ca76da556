#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "connection.hpp"
#include "tryall/experiment/config.hpp"

namespace tryall::reports {

/// Reads stored configs, of which there are as many as groups: a setting whose text was seen before is not
/// parsed again, and configs that agree on an axis share it.
class ConfigReader {
 public:
  /// Configs are over `axes`; those in the store were written over `own`, whose axes are among them. What the
  /// others would say is absent.
  ConfigReader(std::filesystem::path store, std::shared_ptr<const AxisTable> axes,
               std::shared_ptr<const AxisTable> own);

  /// The config of a JSON object of the shortest form with sorted names; valid until the next call. What it
  /// does not say is at its default. Throws Error, which names the store, for what is no config.
  const Config& read(std::string_view text);

  /// From now on the axis stays as it was last read, which spares time where its settings are many.
  void ignore(std::size_t axis);
  /// All axes but these, which stay at their defaults.
  void ignore_all_but(const std::vector<std::string>& axes);

 private:
  using Shared = std::shared_ptr<const Setting>;

  /// What the texts say on one axis.
  struct Member {
    std::size_t axis = 0;
    std::string name;
    const Axis* own = nullptr;  ///< Null where the store's configs do not have it.
    Shared fallback;
    bool ignored = false;
    std::string last = {};  ///< With the name, as last read; empty where it was not said.
    std::unordered_map<std::string, Shared> known = {};  ///< By the same.
  };

  void put(Member& member, std::string_view text);
  Shared parsed(const Member& member, std::string_view text) const;

  std::filesystem::path store_;
  std::shared_ptr<const AxisTable> axes_, own_;
  std::vector<Member> members_;  // by name, as in the texts
  Config config_;
};

/// A reader for each origin of groups.
class ConfigReaders {
 public:
  explicit ConfigReaders(const Connection& store);

  ConfigReader& of(std::int64_t origin) { return readers_.at(origin); }
  void ignore(std::size_t axis);
  void ignore_all_but(const std::vector<std::string>& axes);

 private:
  std::map<std::int64_t, ConfigReader> readers_;
};

}  // namespace tryall::reports
