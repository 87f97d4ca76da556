#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tryall/sweeps/space/document.hpp"
#include "tryall/sweeps/space/space.hpp"

namespace tryall::sweeps {

/// The seed where a place in the table of axes is meant.
inline std::size_t seed_variable(const AxisTable& axes) { return axes.size(); }

/// What a condition says of one axis, or of one setting of its choices.
struct Term {
  std::size_t axis = 0;                         ///< A place in the table of axes, or `seed_variable`.
  std::function<bool(const Setting&)> matches;  ///< A seed is a whole number.
};

/// One object of `exclude` or `require`: it matches a combination when all its terms do.
struct Condition {
  std::vector<Term> terms;
  bool required = false;  ///< Keeps what matches; otherwise cuts it.
  std::string path;
};

/// Reads the list of conditions at `path`. Throws Error for names and values that no combination can have.
std::vector<Condition> read_conditions(const Document& document, const AxisTable& axes,
                                       const nlohmann::json& json, const std::string& path, bool required);

}  // namespace tryall::sweeps
