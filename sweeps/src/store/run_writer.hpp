#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "tryall/sweeps/store/record.hpp"

namespace tryall::sweeps {

/// Notes what a trainer's results are made of: its origin, and metrics that the store does not have yet.
/// Inside a transaction; no statement of the connection may be under way. Returns the origin's id. Throws
/// Error.
std::int64_t add_vocabulary(SQLite::Database& database, const Origin& origin, const Vocabulary* vocabulary);

/// Writes runs within one transaction of the caller.
class RunWriter {
 public:
  /// For these runs. Throws Error like `add_vocabulary`.
  RunWriter(SQLite::Database& database, const std::vector<RunRecord>& runs);

  /// A run that is there already stays as it is, unless what is there is no result (it failed, it ran out of
  /// time).
  void write(const RunRecord& run);

 private:
  struct Place {
    std::int64_t group = 0;
    std::int64_t run = 0;
  };
  std::int64_t group_id(const GroupRecord& group);
  std::int64_t dataset_id(const Subject& dataset);
  bool insert_run(const RunRecord& run, std::int64_t group);
  /// Whether what is stored of the run is no result; where it is then, its row is updated.
  bool replace_run(const RunRecord& run);
  void write_result(const RunRecord& run, std::int64_t group, std::int64_t run_id);
  SQLite::Statement& result_statement(const GroupRecord& group);

  /// Ids of origins, by trainer, revision and vocabulary.
  using Origins = std::map<std::tuple<std::string, std::string, const Vocabulary*>, std::int64_t>;
  static Origins add_vocabularies(SQLite::Database& database, const std::vector<RunRecord>& runs);
  static Origins::key_type origin_of(const GroupRecord& group);

  SQLite::Database& database_;
  Origins origins_;
  std::map<std::string, std::string> columns_;  // by metric
  std::int64_t environment_;
  std::map<const Vocabulary*, SQLite::Statement> results_;
  std::map<const GroupRecord*, std::int64_t> groups_;
  SQLite::Statement insert_, replaceable_, update_, let_go_;
};

}  // namespace tryall::sweeps
