#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/merge/merge_difference.hpp"
#include "store/merge/row_copier.hpp"
#include "store/merge/run_copier.hpp"
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

  /// Makes the target know the source's metrics, and asks for them.
  void take_metrics(SQLite::Database& source);
  Row read(SQLite::Statement& query, const RepeatableCurves& repeatable) const;
  void add_run(const Row& row, RunCopier& copier, MergedStore& store);
  void add_again(const Row& row, const Row& here, RunCopier& copier, MergedStore& store);
  void remove(const Row& row);
  void contradict(const Comparison& comparison, const Row& row, const Row& here, MergedStore& store);
  void add_sweeps(SQLite::Database& source, RowCopier& copier);
  void add_baselines(SQLite::Database& source);
  void add_remarks(SQLite::Database& source);

  SQLite::Database& target_;
  std::filesystem::path into_;
  std::vector<Metric> metrics_;  // that results are compared by
  std::optional<RepeatableCurves> repeatable_;
  std::optional<SQLite::Statement> find_;
  std::unordered_map<std::string, std::filesystem::path> came_from_;  // of runs that were added
  std::vector<Contradiction> contradictions_;
};

}  // namespace tryall::sweeps
