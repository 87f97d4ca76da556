#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "tryall/sweeps/store/baselines.hpp"
#include "tryall/sweeps/store/lock_wait.hpp"

namespace tryall::sweeps {

/// Gives the sweep of this id another name, with the notes and tags of its old name if no other sweep has it.
/// Throws Error for a name that is taken, and where a living process works on the sweep.
void rename_sweep(const std::filesystem::path& store, std::int64_t sweep, const std::string& name,
                  LockPatience patience = {});

/// Puts `renamed` in the place of the baseline of the old name. Throws Error for a name that is taken.
void rename_baseline(const std::filesystem::path& store, const std::string& old_name,
                     const BaselineRecord& renamed, LockPatience patience = {});

}  // namespace tryall::sweeps
