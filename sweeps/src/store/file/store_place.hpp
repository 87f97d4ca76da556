#pragma once

#include <SQLiteCpp/Database.h>
#include <sys/types.h>

#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "store/file/unlogged_change.hpp"

struct sqlite3_file;

namespace tryall::sweeps {

/// Where an open store is, to notice when somebody removes or replaces its file or its log. SQLite would go
/// on writing to what no one can open any more.
class StorePlace {
 public:
  StorePlace(std::filesystem::path file, SQLite::Database& database);

  /// "was removed", "was replaced by another file", "was cut short", "was overwritten"; nothing while all is
  /// well.
  std::optional<std::string> loss();

 private:
  using Identity = std::pair<dev_t, ino_t>;
  static std::optional<Identity> identity_of(const std::filesystem::path& file);

  std::filesystem::path file_, log_;
  std::optional<Identity> file_identity_, log_identity_;
  sqlite3_file* opened_ = nullptr;  // SQLite's own, as long as the connection is open
  std::optional<UnloggedChange> change_;
  std::uintmax_t size_ = 0;  // when it was opened; a store never shrinks while it is open
};

/// What was saved of a store whose place is lost.
struct LostStore {
  std::unique_ptr<SQLite::Database> database;  ///< None where it could not be saved.
  std::exception_ptr error;                    ///< The Error that says where it is and how to go on.
};

/// What `loss` says of a file that is at its place, but has other contents or less of them.
inline constexpr const char *overwritten = "was overwritten", *cut_short = "was cut short";

/// Saves all that the store holds in a file beside its place; nothing of one that was overwritten can be
/// saved. Nothing else there is touched, then or when the connection ends, but for the log of contents that
/// are gone, which nothing may read.
LostStore save_lost_store(const std::filesystem::path& place, SQLite::Database& database,
                          const std::string& loss);

/// Has SQLite not remove any log when the connection ends: it may be another store's.
void leave_logs(SQLite::Database& database);

}  // namespace tryall::sweeps
