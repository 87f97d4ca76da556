#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tryall/experiment/axis.hpp"
#include "tryall/reports/results/question_axes.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/reports/tables/table.hpp"

namespace tryall::reports {

/// A question that takes no SQL: which runs, by what, in what form.
struct Question {
  enum class Form {
    groups,        ///< One row a group: the leaderboard.
    combinations,  ///< One row for each combination of values on `axes`, best first.
    pivot,         ///< The first of two axes down, the second across; a cell is their best group.
    runs,          ///< One row a run, best first.
    curves         ///< One row a run, metric and epoch: run, group_key, seed, metric, epoch, value.
  };
  Form form = Form::groups;
  std::string sweep = {};                     ///< Only the runs of this sweep; empty: the whole store.
  std::string where = {};                     ///< A SQL condition on the columns of v_runs.
  std::vector<std::string> metrics = {};      ///< The first ranks; empty: the sweep's, or the last sweep's.
  std::optional<Direction> direction = {};    ///< Which is better; by default as the metric has it.
  std::optional<std::int64_t> at_epoch = {};  ///< Compare at this epoch of the curves, from 1.
  std::size_t seeds_min = 0;                  ///< Leave groups of fewer seeds out.
  std::size_t top = 0;                        ///< Rows at most (of curves: groups); 0: all.
  std::vector<std::string> axes = {};         ///< Axes or settings: "optimizer", "optimizer.momentum".
  std::vector<std::string> columns = {};      ///< What groups or runs are shown by, instead of the usual.
  bool for_people = false;                    ///< "97.83 +- 0.08 %" rather than columns of numbers.
};

/// A question's rows, and what to know about them: how much was left out, and why.
struct Answer {
  Table table;
  std::vector<std::string> notes;
};

/// Groups are ordered by the mean over their seeds; those some of whose runs did not complete come after all
/// others, the larger that share the later. At an epoch, groups of which a run completed before it or would
/// have are left out. Throws Error for an unknown name (with the nearest), a condition SQLite does not
/// accept, or parts of a question that do not go together.
Answer ask(const StoreReader& store, const Question& question);
/// The same of a store's file.
Answer ask(const std::filesystem::path& store, const Question& question);

}  // namespace tryall::reports
