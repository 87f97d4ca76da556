#pragma once

#include <string>

namespace tryall {

/// This library's word for another one's, "he" for "kaiming"; the word itself where it has no other.
std::string translation(const std::string& word);

}  // namespace tryall
