#include <fmt/format.h>

#include <stdexcept>

#include "space/finish_space.hpp"

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

}  // namespace

bool cut(const Document& document, const Config& base, SlotTable& slots, Sheet& sheet) {
  for (const Condition& condition : sheet.conditions) {
    try {
      if (!cut_by(condition, base, slots, sheet)) return false;
    } catch (const std::length_error&) {
      document.fail(condition.path,
                    fmt::format("ties together axes of more than {} combinations", longest_strip));
    }
  }
  return true;
}

}  // namespace tryall::sweeps
