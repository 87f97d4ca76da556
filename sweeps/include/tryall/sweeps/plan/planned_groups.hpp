#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/store/record.hpp"

namespace tryall::sweeps {

struct GroupTables;

/// A config of a sweep, with what identifies it.
struct PlannedGroup {
  GroupRecord record;
  Config config;
  /// Of what comes before epochs and schedules part trainings; set where the plan shares beginnings.
  Key trunk = {};
  std::uint32_t kind = 0;  ///< Groups of one kind differ in what makes no step longer.
};

/// The groups of a plan. They are kept as numbers, some 40 bytes each, since plans have millions; a group,
/// which takes 3 kB, is made when it is asked for. To be read by several threads at once.
class PlannedGroups {
 public:
  std::size_t size() const { return keys_.size(); }
  bool empty() const { return keys_.empty(); }

  PlannedGroup operator[](std::size_t group) const;
  PlannedGroup at(std::size_t group) const { return (*this)[group]; }
  PlannedGroup front() const { return (*this)[0]; }

  // A part of a group, without making the rest.
  const Key& key(std::size_t group) const { return keys_[group]; }
  Key trunk(std::size_t group) const { return trunks_.empty() ? Key() : trunks_[group]; }
  std::uint32_t kind(std::size_t group) const { return kinds_[group]; }
  const Subject& subject(std::size_t group) const;
  Config config(std::size_t group) const;
  std::int64_t epochs(std::size_t group) const;
  GroupRecord record(std::size_t group) const;

  /// What the groups work on, each once.
  const std::vector<Subject>& subjects() const;

  class Iterator {
   public:
    Iterator(const PlannedGroups& groups, std::size_t place) : groups_(&groups), place_(place) {}
    PlannedGroup operator*() const { return (*groups_)[place_]; }
    Iterator& operator++() {
      ++place_;
      return *this;
    }
    bool operator==(const Iterator& other) const { return place_ == other.place_; }

   private:
    const PlannedGroups* groups_;
    std::size_t place_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  friend class Planner;

  std::uint32_t number(std::size_t group, std::size_t axis) const;

  std::shared_ptr<GroupTables> tables_;
  std::vector<std::uint32_t> own_numbers_;  // group by group, of the axes that groups of one kind differ on
  std::vector<std::uint32_t> kinds_;
  std::vector<Key> keys_, trunks_;
};

}  // namespace tryall::sweeps
