#include <fmt/format.h>

#include <stdexcept>

#include "space/finish_space.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {
namespace {

/// Puts values of settings into choices.
class Settler {
 public:
  Settler(const Document& document, SlotTable& slots) : document_(document), slots_(slots) {}

  /// The choice with the value, or as it is where it has no such setting.
  std::uint32_t applied(std::uint32_t choice_number, Slot dotted, std::uint32_t value_number) {
    const std::uint64_t key = static_cast<std::uint64_t>(choice_number) << 32 | value_number;
    const auto [place, added] = known_[dotted].emplace(key, choice_number);
    if (!added) return place->second;
    const SlotTable::Dotted& about = slots_.dotted[dotted - slots_.seed_slot() - 1];
    const SlotTable::Dotted::Raw& raw = about.values[value_number];
    SlotTable::Given& given = slots_.given[raw.given];
    Choice choice = std::get<Choice>(slots_.settings.at(about.axis, choice_number));
    const Technique& technique = slots_.axes()[about.axis].family->find(choice.name);
    const Parameter* parameter = technique.find(about.setting);
    if (!parameter) {
      for (const Parameter& other : technique.parameters) given.known.push_back(other.name);
      return choice_number;
    }
    given.used = true;
    try {
      choice.settings[about.setting] = validated(*parameter, value_from_json(raw.value.json));
    } catch (const SettingError& error) {
      document_.fail(raw.value.path, error.what());
    }
    return place->second = slots_.settings.number(about.axis, choice);
  }

  void check_used() const {
    for (const SlotTable::Dotted& dotted : slots_.dotted)
      for (const SlotTable::Dotted::Raw& raw : dotted.values) {
        const SlotTable::Given& given = slots_.given[raw.given];
        const std::string& axis = slots_.axes()[dotted.axis].name;
        if (given.used) continue;
        document_.fail_key(given.path,
                           given.known.empty()
                               ? fmt::format("no {} of this sweep has settings", axis)
                               : fmt::format("no {} of this sweep has a setting '{}'{}", axis, dotted.setting,
                                             did_you_mean(dotted.setting, given.known)));
      }
  }

 private:
  const Document& document_;
  SlotTable& slots_;
  std::map<Slot, std::unordered_map<std::uint64_t, std::uint32_t>> known_;
};

/// The sheet's dotted slots of that axis.
std::vector<Slot> dotted_of(const SlotTable& slots, Sheet& sheet, std::size_t axis) {
  std::vector<Slot> result;
  for (std::size_t i = 0; i < slots.dotted.size(); ++i)
    if (const Slot slot = slots.seed_slot() + 1 + i; slots.dotted[i].axis == axis && sheet.find(slot))
      result.push_back(slot);
  return result;
}

/// The strip without the slots, each row once.
void drop(Strip& strip, const std::vector<Slot>& gone) {
  Strip rest;
  for (std::size_t i = 0; i < strip.slots.size(); ++i)
    if (std::find(gone.begin(), gone.end(), strip.slots[i]) == gone.end()) {
      rest.slots.push_back(strip.slots[i]);
      rest.paths.push_back(strip.paths[i]);
    }
  for (std::size_t row = 0; row < strip.rows(); ++row)
    for (const Slot slot : rest.slots)
      rest.values.push_back(strip.values[row * strip.slots.size() + strip.find(slot)]);
  drop_repetitions(rest);
  strip = std::move(rest);
}

}  // namespace

void settle_dotted(const Document& document, const Config& base, SlotTable& slots, Sheets& sheets) {
  Settler settler(document, slots);
  for (Sheet& sheet : sheets)
    for (std::size_t axis = 0; axis < slots.axes().size(); ++axis) {
      const std::vector<Slot> dotted = dotted_of(slots, sheet, axis);
      if (dotted.empty()) continue;
      if (!sheet.find(axis)) sheet.strips.push_back({{axis}, {"base"}, {slots.settings.number(axis, base)}});
      std::vector<Slot> together = dotted;
      together.push_back(axis);
      Strip& strip = *merge(sheet, together);
      const std::size_t width = strip.slots.size(), choice = strip.find(axis);
      for (std::size_t row = 0; row < strip.rows(); ++row)
        for (const Slot slot : dotted)
          if (const std::uint32_t value = strip.values[row * width + strip.find(slot)]; value != from_base)
            strip.values[row * width + choice] =
                settler.applied(strip.values[row * width + choice], slot, value);
      drop(strip, dotted);
    }
  settler.check_used();
}

}  // namespace tryall::sweeps
