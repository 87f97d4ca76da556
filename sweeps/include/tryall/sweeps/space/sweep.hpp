#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tryall/experiment/config.hpp"
#include "tryall/experiment/vocabulary.hpp"
#include "tryall/sweeps/space/document.hpp"
#include "tryall/sweeps/space/search.hpp"
#include "tryall/sweeps/space/space.hpp"

namespace tryall::sweeps {

/// An axis with all the settings that a sweep gives it, without repetitions, in the order given.
struct SweptAxis {
  const Axis* axis = nullptr;
  std::vector<Setting> settings;
};

/// What a sweep selects by. Without a metric, it is what is usual for the data.
struct Objective {
  std::string metric = {};
  Direction direction = Direction::maximize;
};

/// A named space with its objective: combinations of the axes' settings over the base config, each with its
/// seeds.
struct Sweep {
  std::string name;
  std::string description = {};  ///< What its author wants to know; the report's question.
  Config base;
  Space space;
  std::vector<SweptAxis> axes;             ///< What comes up in the space, in the order of the table of axes.
  std::vector<std::uint64_t> seeds = {0};  ///< All that come up.
  Objective objective;
  Choice search = {"grid", {}};  ///< How the space is gone over; `space` is what was drawn from it already.

  /// Number of combinations, seeds not counted.
  std::uint64_t combinations() const;
  /// The config of combination `index`; in a space that only multiplies the last axis varies fastest.
  Config config(std::uint64_t index) const;
  /// Works `axes` and `seeds` out from the space.
  void list_axes();
};

/// Values that replace a file's, as they were spelled: "learning_rate=log:1e-4:1:9".
struct Override {
  std::string axis;
  std::string text;
  std::string given_by = {};  ///< Stands before the spelling in complaints: "--set ".

  std::string spelled() const { return given_by + axis + "=" + text; }
};

/// Splits "axis=values" at the first "=". Throws Error.
Override parse_override(const std::string& argument, const std::string& given_by = "");

/// Reads a sweep over these axes, to be selected by one of these metrics. Throws Error naming file, line,
/// column and path for everything that is not understood, out of range or empty; unknown names get the
/// nearest known one.
Sweep read_sweep(Document document, const Vocabulary& vocabulary,
                 const std::vector<Override>& overrides = {});

}  // namespace tryall::sweeps
