#include "space/strips.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <unordered_set>

#include "tryall/sweeps/space/space.hpp"

namespace tryall::sweeps {
namespace {

/// All combinations of the rows of the one with those of the other.
Strip combined(const Strip& one, const Strip& other) {
  if (saturating_product(one.rows(), other.rows()) > longest_strip) throw std::length_error("strip");
  Strip result{one.slots, one.paths, {}};
  result.slots.insert(result.slots.end(), other.slots.begin(), other.slots.end());
  result.paths.insert(result.paths.end(), other.paths.begin(), other.paths.end());
  result.values.reserve(one.rows() * other.rows() * result.slots.size());
  const auto row = [&](const Strip& strip, std::size_t i) {
    const auto begin = strip.values.begin() + static_cast<std::ptrdiff_t>(i * strip.slots.size());
    result.values.insert(result.values.end(), begin, begin + static_cast<std::ptrdiff_t>(strip.slots.size()));
  };
  for (std::size_t i = 0; i < one.rows(); ++i)
    for (std::size_t k = 0; k < other.rows(); ++k) {
      row(one, i);
      row(other, k);
    }
  return result;
}

/// All combinations, in the order of the table of axes; the last varies fastest.
Strip all_combined(std::vector<Strip> strips) {
  std::stable_sort(strips.begin(), strips.end(), [](const Strip& one, const Strip& other) {
    return *std::min_element(one.slots.begin(), one.slots.end()) <
           *std::min_element(other.slots.begin(), other.slots.end());
  });
  Strip result = std::move(strips.front());
  for (std::size_t i = 1; i < strips.size(); ++i) result = combined(result, strips[i]);
  return result;
}

}  // namespace

std::size_t Strip::find(Slot slot) const {
  return static_cast<std::size_t>(std::find(slots.begin(), slots.end(), slot) - slots.begin());
}

Strip* Sheet::find(Slot slot) {
  for (Strip& strip : strips)
    if (strip.find(slot) < strip.slots.size()) return &strip;
  return nullptr;
}

Strip* merge(Sheet& sheet, const std::vector<Slot>& slots) {
  std::vector<Strip> apart, together;
  std::size_t place = 0;
  for (Strip& strip : sheet.strips) {
    const bool meant = std::any_of(slots.begin(), slots.end(),
                                   [&](Slot slot) { return strip.find(slot) < strip.slots.size(); });
    if (meant && together.empty()) place = apart.size();
    (meant ? together : apart).push_back(std::move(strip));
  }
  sheet.strips = std::move(apart);
  if (together.empty()) return nullptr;
  return &*sheet.strips.insert(sheet.strips.begin() + static_cast<std::ptrdiff_t>(place),
                               all_combined(std::move(together)));
}

Sheets product(const Sheets& one, const Sheets& other) {
  Sheets result;
  for (const Sheet& left : one)
    for (const Sheet& right : other) {
      Sheet& both = result.emplace_back(left);
      both.strips.insert(both.strips.end(), right.strips.begin(), right.strips.end());
      both.conditions.insert(both.conditions.end(), right.conditions.begin(), right.conditions.end());
    }
  return result;
}

Strip written_out(const Sheets& sheets) {
  Strip result;
  std::vector<Strip> parts;
  for (const Sheet& sheet : sheets) {
    parts.push_back(sheet.strips.empty() ? Strip{} : all_combined(sheet.strips));
    for (std::size_t i = 0; i < parts.back().slots.size(); ++i)
      if (result.find(parts.back().slots[i]) == result.slots.size()) {
        result.slots.push_back(parts.back().slots[i]);
        result.paths.push_back(parts.back().paths[i]);
      }
  }
  for (const Strip& part : parts)
    for (std::size_t row = 0; row < (part.slots.empty() ? 1 : part.rows()); ++row)
      for (const Slot slot : result.slots) {
        const std::size_t place = part.find(slot);
        result.values.push_back(place == part.slots.size() ? from_base
                                                           : part.values[row * part.slots.size() + place]);
      }
  return result;
}

Strip in_step(const std::vector<Strip>& strips) {
  Strip result;
  for (const Strip& strip : strips) {
    result.slots.insert(result.slots.end(), strip.slots.begin(), strip.slots.end());
    result.paths.insert(result.paths.end(), strip.paths.begin(), strip.paths.end());
  }
  for (std::size_t row = 0; row < strips.front().rows(); ++row)
    for (const Strip& strip : strips) {
      const auto begin = strip.values.begin() + static_cast<std::ptrdiff_t>(row * strip.slots.size());
      result.values.insert(result.values.end(), begin,
                           begin + static_cast<std::ptrdiff_t>(strip.slots.size()));
    }
  return result;
}

void drop_repetitions(Strip& strip) {
  const std::size_t width = strip.slots.size() * sizeof(std::uint32_t);
  const std::vector<std::uint32_t> all = std::move(strip.values);
  const auto* bytes = reinterpret_cast<const char*>(all.data());
  std::unordered_set<std::string_view> known;
  strip.values.clear();
  for (std::size_t i = 0; i < all.size(); i += strip.slots.size())
    if (known.emplace(bytes + i * sizeof(std::uint32_t), width).second)
      strip.values.insert(strip.values.end(), all.begin() + static_cast<std::ptrdiff_t>(i),
                          all.begin() + static_cast<std::ptrdiff_t>(i + strip.slots.size()));
}

}  // namespace tryall::sweeps
