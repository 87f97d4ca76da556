#pragma once

#include <string>

#include "context.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/plan/plan.hpp"

namespace tryall::cli {

/// What a word of the command line names in a store.
struct Named {
  enum class Kind { sweep, baseline, group, run };
  Kind kind = Kind::sweep;
  reports::SweepRow sweep = {};  ///< Of a sweep.
  std::string key = {};          ///< Of the others: a baseline's name, the whole key of a group or run.
};

/// A sweep or baseline of that name, or a group or run whose key begins so (four characters or more). Throws
/// Error where there is none, with the nearest names, and where there are several, with a list of them.
Named find_named(const reports::StoreReader& store, const std::string& word);
/// The whole key of the group whose key begins so. Throws Error.
std::string find_group(const reports::StoreReader& store, const std::string& prefix);
/// The same name. Throws Error with the nearest name where no baseline has it.
std::string find_baseline_name(const reports::StoreReader& store, const std::string& name);

/// The plan's sweep as the store has it. Throws Error where it was not run.
reports::SweepRow sweep_of(const reports::StoreReader& store, const sweeps::Plan& plan);
/// Whether a sweep of the plan's name with another definition is in the store: what differs, and under which
/// names both can be reached. Empty where there is none.
std::string edited_text(const Context& context, const sweeps::Plan& plan, const char* kept);

}  // namespace tryall::cli
