#pragma once

#include <string>
#include <vector>

#include "tryall/sweeps/space/space.hpp"

namespace tryall::sweeps {

/// What is beyond the defaults, with the dataset's hash in its place, and the numerics version: the text that
/// a group's key is the hash of. A new axis or setting whose default is what was done before it existed
/// changes no such text.
std::string identity_text(const Config& config, const std::string& dataset_hash);

/// The texts of configs whose settings are given by number: each setting's part is written once and parts are
/// joined in the order of the axes' names.
class ConfigTexts {
 public:
  explicit ConfigTexts(SettingTable settings = {});

  SettingTable& settings() { return settings_; }
  std::vector<std::uint32_t> numbers(const Config& config);

  /// The canonical form: every axis and setting.
  std::string canonical(const std::vector<std::uint32_t>& numbers);

  /// The same as `identity_text` of the config.
  const std::string& identity(const std::vector<std::uint32_t>& numbers, const std::string& dataset_hash);

 private:
  struct Parts {
    bool known = false;
    std::string whole, telling;  ///< `"axis":value,`; the second is empty for what is at its default.
  };
  const Parts& parts(std::size_t axis, std::uint32_t number);

  SettingTable settings_;
  std::vector<std::vector<Parts>> parts_;
  std::string identity_;
};

}  // namespace tryall::sweeps
