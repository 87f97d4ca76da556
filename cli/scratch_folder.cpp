#include "scratch_folder.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "tryall/error.hpp"

namespace tryall::cli {

ScratchFolder::ScratchFolder() {
  std::error_code error;
  std::string name = (std::filesystem::temp_directory_path(error) / "tryall-XXXXXX").string();
  if (error || !mkdtemp(name.data()))
    throw Error(ErrorCode::failed,
                fmt::format("{}: cannot make a temporary folder; set TMPDIR to another place", name));
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace tryall::cli
