#include "space/finish_space.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace tryall::sweeps {
namespace {

/// Rows that leave something to the base are given the base's.
void fill_from_base(const Config& base, SlotTable& slots, Sheet& sheet) {
  for (Strip& strip : sheet.strips)
    for (const Slot slot : strip.slots)
      if (slot <= slots.seed_slot() &&
          std::find(strip.values.begin(), strip.values.end(), from_base) != strip.values.end())
        fill(strip, slot,
             slot == slots.seed_slot() ? slots.seed_number(0) : slots.settings.number(slot, base));
}

/// The strip's axes in order; rows that differ in their seeds alone are one with several seeds.
Column column_of(const SlotTable& slots, const Strip& strip) {
  Column column;
  column.axes = strip.slots;
  std::sort(column.axes.begin(), column.axes.end());
  const bool seeded = column.axes.back() == slots.seed_slot();
  if (seeded) column.axes.pop_back();
  std::map<std::vector<std::uint32_t>, std::size_t> rows;
  std::vector<std::uint32_t> row(column.axes.size());
  for (std::size_t i = 0; i < strip.rows(); ++i) {
    const std::uint32_t* values = &strip.values[i * strip.slots.size()];
    for (std::size_t k = 0; k < row.size(); ++k) row[k] = values[strip.find(column.axes[k])];
    std::size_t place = column.rows;
    if (seeded) place = rows.emplace(row, column.rows).first->second;
    if (place == column.rows) {
      column.numbers.insert(column.numbers.end(), row.begin(), row.end());
      if (seeded) column.seeds.emplace_back();
      ++column.rows;
    }
    if (seeded) column.seeds[place].push_back(slots.seeds[values[strip.find(slots.seed_slot())]]);
  }
  return column;
}

Block block_of(const SlotTable& slots, Sheet sheet) {
  Block block;
  bool seeded = false;
  for (Strip& strip : sheet.strips) {
    drop_repetitions(strip);
    seeded = seeded || strip.find(slots.seed_slot()) < strip.slots.size();
    if (strip.slots != std::vector<Slot>{slots.seed_slot()}) {
      block.columns.push_back(column_of(slots, strip));
      continue;
    }
    for (const std::uint32_t number : strip.values) block.seeds.push_back(slots.seeds[number]);
  }
  if (!seeded) block.seeds = {0};
  std::sort(block.columns.begin(), block.columns.end(),
            [](const Column& one, const Column& other) { return one.axes < other.axes; });
  return block;
}

}  // namespace

void fill(Strip& strip, Slot slot, std::uint32_t value) {
  for (std::size_t i = strip.find(slot); i < strip.values.size(); i += strip.slots.size())
    if (strip.values[i] == from_base) strip.values[i] = value;
}

Space finished(const Document& document, const Config& base, SlotTable& slots, Sheets sheets) {
  for (Sheet& sheet : sheets) fill_from_base(base, slots, sheet);
  try {
    settle_dotted(document, base, slots, sheets);
  } catch (const std::length_error&) {
    document.fail("", fmt::format("settings that make more than {} choices", longest_strip));
  }
  Space space;
  for (Sheet& sheet : sheets) {
    if (!cut(document, base, slots, sheet)) continue;
    space.blocks.push_back(block_of(slots, std::move(sheet)));
  }
  if (space.blocks.empty()) document.fail("", "exclude and require leave nothing to train");
  space.settings = std::move(slots.settings);
  return space;
}

}  // namespace tryall::sweeps
