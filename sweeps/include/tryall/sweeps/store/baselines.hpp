#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tryall/sweeps/store/lock_wait.hpp"

namespace tryall::sweeps {

/// A frozen set of groups as the store keeps it.
struct BaselineRecord {
  std::string name;
  std::string created_at;
  std::string document;  ///< JSON.
};

/// Puts it into the store, in place of one of that name. Throws Error.
void save_baseline(const std::filesystem::path& store, const BaselineRecord& baseline,
                   LockPatience patience = {});

}  // namespace tryall::sweeps
