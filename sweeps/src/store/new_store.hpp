#pragma once

#include <filesystem>

namespace tryall::sweeps {

/// An empty store that is made beside its place and put there when it is whole. Until then, and when it never
/// is, nothing of ours is at that place, and nothing there is ever removed: another program may have made its
/// store there meanwhile.
class NewStore {
 public:
  /// Throws Error where it cannot be written.
  explicit NewStore(const std::filesystem::path& place);
  ~NewStore();
  NewStore(const NewStore&) = delete;
  NewStore& operator=(const NewStore&) = delete;

  /// Where it is until it is published.
  const std::filesystem::path& file() const { return file_; }
  /// Puts it at its place; no connection may be open. False when there is something by now.
  bool publish();

 private:
  void make() const;
  void remove() const;

  std::filesystem::path place_, file_;
};

}  // namespace tryall::sweeps
