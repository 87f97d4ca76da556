#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace tryall::data {

/// The bytes of a file, unpacked if they begin as gzip does. Throws Error for a file that is missing,
/// unreadable, or cut short or damaged inside the gzip stream.
std::vector<std::uint8_t> read_bytes(const std::filesystem::path& file);

}  // namespace tryall::data
