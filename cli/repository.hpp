#pragma once

#include <string>
#include <vector>

#include "tryall/tracking/history.hpp"

namespace tryall::cli {

/// A word as a shell takes it for one.
std::string quoted(const std::string& word);

/// Runs it in a shell, with its output on standard error; its exit status.
int shell(const std::string& command);

/// A git repository, asked through the `git` program. Where there is none, or no git, answers are empty.
class Repository {
 public:
  explicit Repository(std::string folder) : folder_(std::move(folder)) {}

  const std::string& folder() const { return folder_; }
  /// The command of git with these words: "git -C folder words".
  std::string git(const std::string& words) const { return "git -C " + quoted(folder_) + " " + words; }
  /// The first line that it prints; empty where it fails.
  std::string line(const std::string& words) const;

  /// The full id of the commit that a branch, tag or other name stands for; empty where there is none.
  std::string commit(const std::string& name) const;
  /// The first line of its message.
  std::string subject(const std::string& commit) const;
  /// "3f2a91c0 its subject".
  std::string described(const std::string& commit) const;
  /// Those of the commits, full or abbreviated, that it has, each after its ancestors.
  std::vector<std::string> ordered(const std::vector<std::string>& commits) const;

 private:
  std::vector<std::string> lines(const std::string& words) const;

  std::string folder_;
};

/// The order of the commits of the repository in this folder, for histories.
tracking::CommitOrder order_of(const std::string& folder);

}  // namespace tryall::cli
