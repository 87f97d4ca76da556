#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tryall::cli {

/// A file's bytes. Throws Error where it cannot be read.
std::string read_text(const std::filesystem::path& file);

/// Writes a file whole or not at all: into a temporary beside it that then takes its name. Links are
/// followed; a file that is there keeps its mode, a new one has what the umask leaves. Pipes, devices and
/// descriptors (/dev/stdout, /dev/fd/63) are written into and stay what they are. Throws Error, also for a
/// file that is a store: no output takes the place of one.
void write_file(const std::filesystem::path& file, const std::string& contents);

/// Throws Error where the file cannot be written later: tried by a temporary file in its folder. An empty
/// name is fine, a store is not.
void check_writable(const std::filesystem::path& file);

/// Throws Error where what an option would write is a file that the command reads.
void check_not_input(const std::string& option, const std::filesystem::path& output,
                     const std::filesystem::path& input);

/// A file that an option names to be written; empty where it is not given.
struct OutputFile {
  std::string option;
  std::filesystem::path file;
};

/// Throws Error, before anything is read or trained, for outputs that cannot be written later, that the
/// command reads or that are sweeps, and for two of one name.
void check_outputs(const std::vector<OutputFile>& outputs, const std::vector<std::filesystem::path>& inputs);

/// "csv" of "rows.CSV"; empty where the name has no ending.
std::string lower_ending(const std::filesystem::path& file);

/// Throws Error for a name with an ending that is none of these, in small letters.
void check_ending(const std::string& option, const std::filesystem::path& file,
                  const std::vector<std::string>& endings);

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
