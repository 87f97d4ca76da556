#pragma once

#include <string>
#include <vector>

namespace tryall::testing {

/// A C++ file of the repository.
struct SourceFile {
  std::string path;  ///< From the repository's root, "lib/src/optim/adam.cpp".
  std::string text;

  /// The files that its `#include "..."` lines name, as they are written there.
  std::vector<std::string> includes() const;
  /// The contents of its string literals; comments have none.
  std::vector<std::string> string_literals() const;
};

/// All C++ files below these folders of the repository, by path.
std::vector<SourceFile> source_files(const std::vector<std::string>& folders);

}  // namespace tryall::testing
