#pragma once

#include "results/scores.hpp"

namespace tryall::reports {

/// A question whose names are known and whose gaps are filled.
struct Asked {
  Question question;  ///< With its metrics.
  Selection selection;
  train::Direction direction = train::Direction::maximize;
  bool all_curves = false;  ///< No metric was named: curves of all of them are meant.
};

/// The groups to rank, in the order of ids; says in the notes what was left out.
std::vector<Score> asked_scores(SQLite::Database& database, const Asked& asked,
                                std::vector<std::string>& notes);

/// The axes on which these groups differ.
std::vector<std::string> differing_axes(SQLite::Database& database, const std::vector<Score>& scores);

/// The answers, by form.
Answer ask_groups(SQLite::Database& database, const Asked& asked);
Answer ask_combinations(SQLite::Database& database, const Asked& asked);
Answer ask_runs(SQLite::Database& database, const Asked& asked);
Answer ask_curves(SQLite::Database& database, const Asked& asked);

}  // namespace tryall::reports
