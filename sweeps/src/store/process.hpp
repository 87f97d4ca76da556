#pragma once

#include "tryall/sweeps/store/record.hpp"

namespace tryall::sweeps {

enum class Life { alive, dead, unknown };

/// Whether the process lives; unknown for one of another host. A stopped one (SIGSTOP) lives.
Life life_of(const ProcessId& process);

/// Whether a process that was heard of so long ago counts as dead: one of another host after a minute.
bool has_died(const ProcessId& process, double silent_seconds);

}  // namespace tryall::sweeps
