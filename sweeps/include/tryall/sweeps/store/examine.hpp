#pragma once

#include <string>

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

}  // namespace tryall::sweeps
