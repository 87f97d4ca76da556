#include "store/file/unlogged_change.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

#include <utility>

namespace tryall::sweeps {

UnloggedChange::UnloggedChange(std::filesystem::path file, sqlite3_file* opened)
    : file_(std::move(file)), opened_(opened) {
  remember();
}

std::optional<UnloggedChange::Progress> UnloggedChange::progress() const {
  constexpr int region_bytes = 32 * 1024, methods_with_index = 2;
  constexpr std::size_t salt = 32 / 4, copied = 96 / 4, begun = 128 / 4;  // places of words
  volatile void* region = nullptr;
  if (!opened_ || !opened_->pMethods || opened_->pMethods->iVersion < methods_with_index ||
      opened_->pMethods->xShmMap(opened_, 0, region_bytes, 0, &region) != SQLITE_OK || !region)
    return std::nullopt;
  const auto* words = static_cast<const volatile std::uint32_t*>(region);
  return Progress{words[salt], words[salt + 1], words[copied], words[begun]};
}

std::optional<std::int64_t> UnloggedChange::changed_at() const {
  constexpr std::int64_t nanoseconds = 1'000'000'000;
  struct stat about {};
  if (stat(file_.c_str(), &about) != 0) return std::nullopt;
  return about.st_mtim.tv_sec * nanoseconds + about.st_mtim.tv_nsec;
}

std::string UnloggedChange::beginning() const {
  constexpr std::size_t most = 65'536;
  std::string bytes(most, '\0');
  if (opened_ && opened_->pMethods)  // what is beyond the file's end stays 0
    opened_->pMethods->xRead(opened_, bytes.data(), static_cast<int>(most), 0);
  return bytes;
}

void UnloggedChange::remember() {
  seen_.progress = progress();  // first: a checkpoint that begins now is seen next time
  seen_.changed_at = changed_at();
  seen_.beginning = beginning();
}

bool UnloggedChange::happened() {
  const auto now = progress();
  if (!now || now != seen_.progress || (*now)[2] != (*now)[3]) {  // copied, or being copied
    remember();
    return false;
  }
  if (changed_at() == seen_.changed_at) return false;
  if (beginning() != seen_.beginning) return true;
  seen_.changed_at = changed_at();
  return false;
}

}  // namespace tryall::sweeps
