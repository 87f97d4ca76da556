#pragma once

#include <filesystem>

/// Whether the results read back, compare and make a report; says what does not.
bool reads_back(const std::filesystem::path& store);
