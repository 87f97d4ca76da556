#pragma once

#include <filesystem>

#include "tryall/sweeps/store/lock_wait.hpp"

namespace tryall::sweeps {

/// Waits while another program has the store for itself, so that it can be read afterwards. Fails in nothing:
/// who opens the store then says best what is wrong with it.
void wait_for_store(const std::filesystem::path& file, LockPatience patience);

}  // namespace tryall::sweeps
