#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tryall/reports/report/section.hpp"

namespace tryall::reports {

struct HistoryCommit {
  std::string id = {}, label = {};  ///< In full, and as people write it.
  std::string date = {};            ///< The day.
};

/// A group's value at a commit.
struct CommitValue {
  std::size_t commit = 0;
  Estimate value = {};
  std::size_t failed = 0;  ///< Runs without a value.
  double noise_low = statistics::no_value;
  double noise_high = statistics::no_value;  ///< Where it would lie by the noise of seeds alone.
};

/// The first commit of a new level.
struct CommitChange {
  std::size_t commit = 0;
  std::string text = {};     ///< "-0.2 points".
  std::string verdict = {};  ///< tracking::verdict_text.
  std::string note = {};     ///< What decides it, or is missing; may be empty.
  bool worse = false;
  double p = statistics::no_value;
  std::optional<std::string> accepted = {};  ///< Why, where it is accepted; may be empty.
};

/// The same group in a baseline.
struct BaselineLevel {
  std::string label = {};
  double value = 0;
};

/// A group over commits.
struct GroupHistory {
  std::string label = {};
  std::size_t group = 0;
  std::optional<std::size_t> arm = {};
  std::vector<CommitValue> points = {};  ///< Commits ascending.
  std::vector<CommitChange> changes = {};
  std::optional<BaselineLevel> baseline = {};
};

/// The best group of each arm over commits.
struct HistorySection : Section {
  std::string statistic = "mean", interval = {};  ///< No interval is named where no point has one.
  std::vector<HistoryCommit> commits = {};        ///< Oldest first.
  std::vector<GroupHistory> series = {};
};

}  // namespace tryall::reports
