#pragma once

#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tryall/error.hpp"
#include "tryall/experiment/technique.hpp"

namespace tryall {

/// Throws Error for a technique that the family cannot take: without a name, of a name that is taken or that
/// a sweep's file cannot spell, or with such a parameter.
void check_addition(const Family& family, const Technique& technique);

/// The entries of one family, each with its Technique in `about`: in order, found by name. Entries stay where
/// they are when the table grows, and copies share them, so a pointer to one is valid as long as any of the
/// tables.
template <class Entry>
class Table {
 public:
  /// `singular` names the axis, `plural` the list.
  Table(std::string singular, std::string plural, std::vector<Entry> entries) {
    family_.singular = std::move(singular);
    family_.plural = std::move(plural);
    for (Entry& entry : entries) add(std::move(entry));
  }

  /// Appends an entry. Throws Error for a name that is taken or malformed.
  void add(Entry entry) {
    check_addition(family_, entry.about);
    entries_.push_back(std::make_shared<const Entry>(std::move(entry)));
    family_.techniques.push_back(&entries_.back()->about);
  }

  /// Where a plain number may stand for a choice.
  void set_shorthand(Family::Shorthand shorthand) { family_.shorthand = std::move(shorthand); }

  /// Null where there is none of that name.
  const Entry* named(std::string_view name) const {
    for (const auto& entry : entries_)
      if (entry->about.name == name) return entry.get();
    return nullptr;
  }
  /// The entry of a choice; a caller's error where there is none, since choices have their defaults filled in
  /// before use.
  const Entry& find(const Choice& choice) const {
    const Entry* entry = named(choice.name);
    require(entry != nullptr, "a choice is completed before it is used");
    return *entry;
  }

  /// What an axis and the grammar see of it; as long as the table is where it is.
  const Family& family() const { return family_; }

  std::size_t size() const { return entries_.size(); }
  const Entry& operator[](std::size_t index) const { return *entries_[index]; }

  class Iterator {
   public:
    // NOLINTBEGIN(readability-identifier-naming): the standard's names
    using iterator_category = std::forward_iterator_tag;
    using value_type = Entry;
    using difference_type = std::ptrdiff_t;
    using pointer = const Entry*;
    using reference = const Entry&;
    // NOLINTEND(readability-identifier-naming)

    Iterator() = default;
    explicit Iterator(const std::shared_ptr<const Entry>* place) : place_(place) {}
    reference operator*() const { return **place_; }
    pointer operator->() const { return place_->get(); }
    Iterator& operator++() {
      ++place_;
      return *this;
    }
    Iterator operator++(int) { return Iterator(place_++); }
    bool operator==(const Iterator&) const = default;

   private:
    const std::shared_ptr<const Entry>* place_ = nullptr;
  };
  Iterator begin() const { return Iterator(entries_.data()); }
  Iterator end() const { return Iterator(entries_.data() + entries_.size()); }

 private:
  std::vector<std::shared_ptr<const Entry>> entries_;
  Family family_;
};

/// A technique that is nothing but its description: what it does is up to who reads the choice.
struct Described {
  Technique about;
};
using TechniqueTable = Table<Described>;

}  // namespace tryall
