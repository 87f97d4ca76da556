#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tryall {

/// The bytes of the character that begins the text, by UTF-8 (RFC 3629: shortest forms, no surrogates, up to
/// U+10FFFF); 0 where none does.
std::size_t character_size(std::string_view text);

/// Whether the bytes are text in UTF-8.
bool is_utf8(std::string_view text);

/// The text with the capitals A to Z as small letters.
std::string in_small_letters(std::string_view text);

/// The text as it stands in a message: of one longer than 80 bytes its first characters, 60 bytes at most,
/// and
/// "...".
std::string excerpt(std::string_view text);

}  // namespace tryall
