#include "space/finish_space.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace tryall::sweeps {
namespace {

Setting setting_of(const SlotTable& slots, Slot slot, std::uint32_t number) {
  if (slot != slots.seed_slot()) return slots.settings.at(slot, number);
  return Value(static_cast<std::int64_t>(slots.seeds[number]));
}

/// A term beside the strip's slot that it is about; remembers what it found of each value.
class StripTerm {
 public:
  StripTerm(const Term& term, const SlotTable& slots, std::size_t place)
      : term_(term), slots_(slots), place_(place) {}

  bool matches(const std::uint32_t* row) {
    const std::uint32_t number = row[place_];
    if (number >= known_.size()) known_.resize(number + 1, unknown);
    if (known_[number] == unknown) known_[number] = term_.matches(setting_of(slots_, term_.axis, number));
    return known_[number] == 1;
  }

 private:
  static constexpr char unknown = 2;
  const Term& term_;
  const SlotTable& slots_;
  std::size_t place_;
  std::vector<char> known_;
};

/// Keeps the rows for which all terms match, or those for which not all do.
void cut_rows(Strip& strip, std::vector<StripTerm> terms, bool keep_matching) {
  const std::vector<std::uint32_t> all = std::move(strip.values);
  const std::size_t width = strip.slots.size();
  strip.values.clear();
  for (std::size_t i = 0; i < all.size(); i += width) {
    const std::uint32_t* row = &all[i];
    const bool match =
        std::all_of(terms.begin(), terms.end(), [&](StripTerm& term) { return term.matches(row); });
    if (match == keep_matching) strip.values.insert(strip.values.end(), row, row + width);
  }
}

/// False when nothing is left.
bool cut_by(const Condition& condition, const Config& base, SlotTable& slots, Sheet& sheet) {
  std::vector<Slot> varied;
  for (const Term& term : condition.terms) {
    if (sheet.find(term.axis)) {
      varied.push_back(term.axis);
      continue;
    }
    const Setting fixed = term.axis == slots.seed_slot()
                              ? Setting(Value(std::int64_t{0}))
                              : slots.settings.at(term.axis, slots.settings.number(term.axis, base));
    if (!term.matches(fixed)) return !condition.required;
  }
  Strip* strip = merge(sheet, varied);
  if (!strip) return condition.required;
  std::vector<StripTerm> terms;
  for (const Term& term : condition.terms)
    if (const std::size_t place = strip->find(term.axis); place < strip->slots.size())
      terms.emplace_back(term, slots, place);
  cut_rows(*strip, std::move(terms), condition.required);
  return strip->rows() > 0;
}

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

/// Cuts what the sheet's conditions do not let through; false when nothing is left.
bool cut(const Document& document, const Config& base, SlotTable& slots, Sheet& sheet) {
  for (const Condition& condition : sheet.conditions) {
    try {
      if (!cut_by(condition, base, slots, sheet)) return false;
    } catch (const std::length_error&) {
      document.fail(condition.path, fmt::format("this condition combines axes with more than {} combinations",
                                                longest_strip));
    }
  }
  return true;
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
    document.fail("", fmt::format("the settings of an axis make more than {} choices", longest_strip));
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
