#pragma once

#include <array>

#include "tryall/sweeps/store/record.hpp"

namespace tryall::reports {

/// A text of an environment by the name under which it is written.
struct EnvironmentField {
  const char* name;
  std::string sweeps::Environment::*member;
  bool may_change_bits;  ///< Where it differs, bits may.
};

inline constexpr std::array<EnvironmentField, 11> environment_fields = {{
    {"version", &sweeps::Environment::version, true},
    {"commit", &sweeps::Environment::commit, true},
    {"compiler", &sweeps::Environment::compiler, true},
    {"build_type", &sweeps::Environment::build_type, true},
    {"flags", &sweeps::Environment::flags, true},
    {"instruction_set", &sweeps::Environment::instruction_set, true},
    {"eigen", &sweeps::Environment::eigen, true},
    {"libraries", &sweeps::Environment::libraries, true},
    {"cpu", &sweeps::Environment::cpu, true},
    {"host", &sweeps::Environment::host, false},
    {"system", &sweeps::Environment::system, true},
}};

}  // namespace tryall::reports
