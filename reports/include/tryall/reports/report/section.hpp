#pragma once

#include <cstddef>
#include <string>

#include "tryall/statistics/summary.hpp"

namespace tryall::reports {

/// How a section came about; empty where there is nothing to say.
struct Note {
  std::string n = {}, method = {}, exclusions = {};
};

/// What every section says beside its numbers.
struct Section {
  std::string finding = {};  ///< The answer, in a sentence or a few.
  Note note = {};
  std::string missing = {};  ///< Why there is nothing to show; then all else is empty.
};

/// A center with its interval; NaN where there is none.
struct Estimate {
  double center = statistics::no_value, low = statistics::no_value, high = statistics::no_value;
  std::size_t n = 0;  ///< Values that went into it.

  bool has_interval() const { return low == low && high == high; }
};

}  // namespace tryall::reports
