#pragma once

#include <filesystem>

#include "tryall/sweeps/store/record.hpp"

namespace tryall::sweeps {

enum class Life { alive, dead, unknown };

/// Whether the process lives; unknown for one of another host. A stopped one (SIGSTOP) lives.
Life life_of(const ProcessId& process);

/// Whether a process that was heard of so long ago is no longer at work on the store: one of another host
/// after a minute, one of this host also where it lives but has another file open, of which the store is a
/// copy.
bool has_died(const ProcessId& process, double silent_seconds, const std::filesystem::path& store = {});

}  // namespace tryall::sweeps
