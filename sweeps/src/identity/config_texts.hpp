#pragma once

#include <string>
#include <vector>

#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/space/space.hpp"

namespace tryall::sweeps {

/// The text that a group's key is the hash of. Of our own trainings: what is beyond the defaults, with the
/// dataset's hash in its place, and the numerics version. Of any other trainer: its origin, the hash of what
/// it works on, and what is beyond the defaults, nested, so that no axis can collide with a key of ours. A
/// new axis or setting whose default is what was done before it existed changes no such text.
std::string identity_text(const Config& config, const std::string& subject_hash, const Origin& origin = {});

/// What is beyond the defaults, without revisions of techniques, as JSON with sorted keys.
std::string telling_text(const Config& config);

/// The texts of configs whose settings are given by number: each setting's part is written once and parts are
/// joined in the order of the axes' names.
class ConfigTexts {
 public:
  explicit ConfigTexts(SettingTable settings, Origin origin = {});

  SettingTable& settings() { return settings_; }
  const SettingTable& settings() const { return settings_; }
  std::vector<std::uint32_t> numbers(const Config& config);

  /// The canonical form: every axis and setting.
  std::string canonical(const std::vector<std::uint32_t>& numbers);

  /// The same as `setting_key` of the config.
  std::string setting(const std::vector<std::uint32_t>& numbers);

  /// The same as `identity_text` of the config.
  const std::string& identity(const std::vector<std::uint32_t>& numbers, const std::string& subject_hash);

 private:
  struct Parts {
    bool known = false;
    std::string whole, telling;  ///< `"axis":value,`; the second is empty for what is at its default.
    std::string bare;            ///< The second without the technique's revision.
  };
  const Parts& parts(std::size_t axis, std::uint32_t number);

  SettingTable settings_;
  Origin origin_;
  std::vector<std::size_t> order_;
  std::vector<std::vector<Parts>> parts_;
  std::string identity_;
};

}  // namespace tryall::sweeps
