#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "store/merge/merge_difference.hpp"
#include "store/merge/row_copier.hpp"
#include "tryall/sweeps/store/merge.hpp"

namespace tryall::sweeps {

/// Puts one source after another into the target, within a transaction of the caller.
class Merger {
 public:
  Merger(SQLite::Database& target, std::filesystem::path into);

  /// Sees the source as it is at this moment, whoever writes to it.
  MergedStore add(const std::filesystem::path& file, SQLite::Database& source);

  const std::vector<Contradiction>& contradictions() const { return contradictions_; }

 private:
  /// A run with what may say why it differs from another.
  struct Row {
    ResultTexts result;
    std::int64_t id = 0;
    std::string key;
    std::uint64_t seed = 0;
    std::string group_key;
    std::string environment;
  };

  static Row read(SQLite::Statement& query);
  void add_run(const Row& row, RowCopier& copier, MergedStore& store);
  void contradict(const Row& row, const Row& here, MergedStore& store);
  void add_sweeps(SQLite::Database& source, RowCopier& copier);
  void add_baselines(SQLite::Database& source);
  void add_checkpoints(SQLite::Database& source);

  SQLite::Database& target_;
  std::filesystem::path into_;
  SQLite::Statement find_;
  std::unordered_map<std::string, std::filesystem::path> came_from_;  // of runs that were added
  std::vector<Contradiction> contradictions_;
};

}  // namespace tryall::sweeps
