#pragma once

#include <cstddef>
#include <filesystem>

namespace tryall::sweeps {

/// An empty store that is made in a folder of its own beside its place and put there when it is whole. Until
/// then, and when it never is, nothing of ours is at that place, and nothing there is ever replaced: another
/// program may have made its store there meanwhile.
class NewStore {
 public:
  /// Throws Error where it cannot be written.
  explicit NewStore(const std::filesystem::path& place);
  ~NewStore();
  NewStore(const NewStore&) = delete;
  NewStore& operator=(const NewStore&) = delete;

  /// Where it is until it is published.
  const std::filesystem::path& file() const { return file_; }
  /// Puts it at its place, once all of it is in its file and that is sound; no connection may be open. The
  /// log of a store that was there once is renamed to end with ".old". False when there is something by now.
  /// Throws Error.
  bool publish();

 private:
  void make_folder();
  void make() const;
  void check() const;

  std::filesystem::path place_, folder_, file_;
  int lock_ = -1;  // held while this process lives
};

/// Removes what processes left that ended while they made a store at that place; with `only_count` nothing
/// is removed. Returns how many such stores there are.
std::size_t remove_half_made(const std::filesystem::path& place, bool only_count = false);

}  // namespace tryall::sweeps
