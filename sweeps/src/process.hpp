#pragma once

#include "tryall/sweeps/record.hpp"

namespace tryall::sweeps {

enum class Life { alive, dead, unknown };

/// Whether the process lives; unknown for one of another host. A stopped one (SIGSTOP) lives.
Life life_of(const ProcessId& process);

}  // namespace tryall::sweeps
