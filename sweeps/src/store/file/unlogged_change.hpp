#pragma once

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string>

struct sqlite3_file;

namespace tryall::sweeps {

/// Notices that a store's file is written by something that is no SQLite connection, such as `cp` of another
/// store over it: with a log, the file changes at checkpoints alone, which the index of the log tells of.
class UnloggedChange {
 public:
  /// `opened` is SQLite's own file, as long as the connection is open.
  UnloggedChange(std::filesystem::path file, sqlite3_file* opened);

  /// Whether it was, since the last call. All writers may go on meanwhile.
  bool happened();

 private:
  /// Of the index of the log (https://sqlite.org/walformat.html): its two salts, how far the log has been
  /// copied into the file, and how far that was begun.
  using Progress = std::array<std::uint32_t, 4>;

  struct Seen {
    std::optional<Progress> progress = {};
    std::optional<std::int64_t> changed_at = {};  // in nanoseconds
    std::string beginning = {};
  };

  std::optional<Progress> progress() const;
  std::optional<std::int64_t> changed_at() const;
  std::string beginning() const;
  void remember();

  std::filesystem::path file_;
  sqlite3_file* opened_ = nullptr;
  Seen seen_;
};

}  // namespace tryall::sweeps
