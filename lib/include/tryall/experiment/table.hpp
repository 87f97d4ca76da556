#pragma once

#include <string>
#include <vector>

#include "tryall/error.hpp"
#include "tryall/experiment/technique.hpp"

namespace tryall {

/// The family of a table of entries, each with its Technique in `about`.
template <class Entry>
Family family_of(std::string singular, std::string plural, const std::vector<Entry>& table) {
  Family family{std::move(singular), std::move(plural), {}, {}};
  for (const Entry& entry : table) family.techniques.push_back(&entry.about);
  return family;
}

/// The entry of a completed choice.
template <class Entry>
const Entry& entry_of(const std::vector<Entry>& table, const Choice& choice) {
  for (const Entry& entry : table)
    if (entry.about.name == choice.name) return entry;
  require(false, "a choice is completed before it is used");
  return table.front();
}

}  // namespace tryall
