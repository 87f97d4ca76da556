#pragma once

#include "space/slot_table.hpp"

namespace tryall::sweeps {

/// Runs of a sweep at most.
inline constexpr std::uint64_t most_runs = 1'000'000'000;

/// Gives the slot the value in the rows that leave it to the base.
void fill(Strip& strip, Slot slot, std::uint32_t value);

/// Puts the sheets' dotted settings into the choices beside them.
void settle_dotted(const Document& document, const Config& base, SlotTable& slots, Sheets& sheets);

/// The space that was read: settings put into their choices, conditions applied, seeds apart.
Space finished(const Document& document, const Config& base, SlotTable& slots, Sheets sheets);

}  // namespace tryall::sweeps
