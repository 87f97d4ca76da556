#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "space/condition.hpp"

namespace tryall::sweeps {

/// A space while it is read. What a strip sets are slots: an axis, the seed, or one setting of an axis'
/// choices ("optimizer.momentum"), which later goes into the choice beside it.
using Slot = std::size_t;

/// In the place of a value: the row leaves the slot to the base.
inline constexpr std::uint32_t from_base = UINT32_MAX;

/// Rows that give each slot a value, by number.
struct Strip {
  std::vector<Slot> slots;
  std::vector<std::string> paths;  ///< Where each slot is given.
  std::vector<std::uint32_t> values;

  std::size_t rows() const { return values.size() / slots.size(); }
  /// The place of the slot in a row, or the number of slots.
  std::size_t find(Slot slot) const;
};

/// Strips that multiply, and what cuts their combinations.
struct Sheet {
  std::vector<Strip> strips;
  std::vector<Condition> conditions;

  /// The strip with that slot, or null.
  Strip* find(Slot slot);
};

/// Sheets side by side.
using Sheets = std::vector<Sheet>;

/// Rows that may be put together in one strip at most: what conditions tie together is written out.
inline constexpr std::uint64_t longest_strip = 10'000'000;

/// Puts all strips that have one of the slots together into one, which holds their combinations, and gives it
/// back; null when there is none. Throws std::length_error above `longest_strip`.
Strip* merge(Sheet& sheet, const std::vector<Slot>& slots);

/// Every combination of a sheet of the one with a sheet of the other.
Sheets product(const Sheets& one, const Sheets& other);

/// All combinations of the sheets in one strip, of all their slots. Throws std::length_error.
Strip written_out(const Sheets& sheets);

/// The strips side by side, row by row; they have equally many.
Strip in_step(const std::vector<Strip>& strips);

/// Takes each row once, in its first place.
void drop_repetitions(Strip& strip);

}  // namespace tryall::sweeps
