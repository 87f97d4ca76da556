#pragma once

#include <mutex>
#include <optional>
#include <utility>

#include "identity/config_texts.hpp"
#include "tryall/sweeps/plan/planned_groups.hpp"

namespace tryall::sweeps {

/// What the groups of a plan have in common. A group's settings are those of the base, but for what its kind
/// changes and for its own on `own_axes`.
struct GroupTables {
  GroupTables(SettingTable settings, const Config& base, Origin trainer,
              std::shared_ptr<const Vocabulary> trainer_vocabulary);

  struct Kind {
    std::uint32_t first_change = 0, changes = 0;
    std::uint32_t subject = 0;
  };
  struct Change {
    std::uint32_t axis = 0, number = 0;
  };

  /// The settings of a kind's groups, on `own_axes` those of the base.
  std::vector<std::uint32_t> numbers_of(std::uint32_t kind) const;
  Config config_of(std::uint32_t kind) const;

  Origin origin;
  std::shared_ptr<const Vocabulary> vocabulary;
  ConfigTexts texts;
  std::mutex texts_mutex;  // parts of texts are written when they are first asked for
  Config base_config;
  std::vector<std::uint32_t> base_numbers;
  std::vector<std::size_t> own_axes;
  std::optional<std::size_t> epochs_axis;
  std::vector<Kind> kinds;
  std::vector<Change> changes;  // kind by kind
  std::vector<Subject> subjects;
};

}  // namespace tryall::sweeps
