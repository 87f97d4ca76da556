#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tryall::cli {

/// A store that could not be read as a whole.
struct DamagedStore {
  std::filesystem::path file;
  std::string why;
};

struct Gathered {
  std::size_t stores = 0;  ///< Merged.
  bool changed = false;    ///< Whether they held anything new.
  std::vector<DamagedStore> damaged = {};
};

/// Merges stores of a file system that machines share into a store of this machine. Each is copied here and
/// looked through first: SQLite opens nothing over there. Damaged ones are left out and told. Throws Error,
/// also where results of the same run differ.
Gathered gather(const std::vector<std::filesystem::path>& stores, const std::filesystem::path& into);

}  // namespace tryall::cli
