#pragma once

#include "results/ranking/ranking.hpp"
#include "tryall/reports/query/query.hpp"

namespace tryall::reports {

/// For people a key is its first characters, as `show` takes them: enough to tell a million runs apart.
constexpr std::size_t shown_of_key = 12;

/// A question whose names are known and whose gaps are filled.
struct Asked {
  Question question;  ///< With its metrics.
  Selection selection;
  Direction direction = Direction::maximize;
  bool all_curves = false;  ///< No metric was named: curves of all of them are meant.
};

/// The groups to rank, in the order of ids; says in the notes what was left out.
Scores asked_scores(const StoreReader& store, const Asked& asked, std::vector<std::string>& notes);

/// The answers, by form.
Answer ask_groups(const StoreReader& store, const Asked& asked);
Answer ask_combinations(const StoreReader& store, const Asked& asked);
Answer ask_runs(const StoreReader& store, const Asked& asked);
Answer ask_curves(const StoreReader& store, const Asked& asked);

}  // namespace tryall::reports
