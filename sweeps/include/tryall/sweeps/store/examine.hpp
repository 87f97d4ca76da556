#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tryall::sweeps {

/// Something that an examination found.
struct Finding {
  bool bad = true;   ///< Damage; otherwise something to know.
  std::string text;  ///< "2 runs are not the ones that their keys say: 3f2a..., 77b0..."
};

/// How closely to look.
enum class Depth {
  file,    ///< The file's structure and the rows that refer to others.
  content  ///< Also what the rows say: keys, configs, curves.
};

/// Looks for damage in a store. A run's key must be the hash of its group's key and its seed; a group's key
/// that of its config, data and numerics version (groups of other numerics versions are not recomputed);
/// configs canonical; curves as long as their runs; the values at the end those of the last epoch (with
/// restored weights: of some epoch). Reads everything. Throws Error where there is no store.
std::vector<Finding> examine(const std::filesystem::path& store, Depth depth);

}  // namespace tryall::sweeps
