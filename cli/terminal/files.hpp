#pragma once

#include <filesystem>
#include <string>

namespace tryall::cli {

/// A file's bytes. Throws Error where it cannot be read.
std::string read_text(const std::filesystem::path& file);

/// Writes a file whole or not at all: into a temporary beside it that then takes its name. Throws Error.
void write_file(const std::filesystem::path& file, const std::string& contents);

/// Throws Error where the file cannot be written later: its folder is not there or not ours. An empty name is
/// fine.
void check_writable(const std::filesystem::path& file);

/// A temporary folder that is removed with its contents. Throws Error where none can be made.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace tryall::cli
