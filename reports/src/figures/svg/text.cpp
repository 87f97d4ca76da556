#include "text.hpp"

#include <cstdint>

#include "tryall/reports/figures/figure.hpp"
#include "tryall/utf8.hpp"

namespace tryall::reports {
namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// The width of a character by its first byte, in ems.
double character_width(char first) {
  constexpr std::string_view narrow = " .,:;'|!ijlI()[]";
  constexpr std::string_view wide = "mwMW@%";
  if (static_cast<unsigned char>(first) >= 0xE2) return 1.0;  // punctuation, symbols, CJK
  if (narrow.find(first) != std::string_view::npos) return 0.34;
  if (wide.find(first) != std::string_view::npos) return 0.92;
  return first >= 'A' && first <= 'Z' ? 0.7 : 0.6;
}

}  // namespace

double text_width(std::string_view text, double font_size) {
  double ems = 0;
  for (const char byte : text) {
    if (!continues(byte)) ems += character_width(byte);
  }
  return ems * font_size;
}

std::string shortened(std::string_view text, double width, double font_size) {
  std::string clean = sanitized(text);
  if (text_width(clean, font_size) <= width) return clean;
  constexpr std::string_view ellipsis = "\xE2\x80\xA6";
  while (!clean.empty() && text_width(clean, font_size) + text_width(ellipsis, font_size) > width) {
    while (!clean.empty() && continues(clean.back())) clean.pop_back();
    if (!clean.empty()) clean.pop_back();
  }
  return clean + std::string(ellipsis);
}

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// Whether XML and people can take the character: no controls and no non-characters.
bool acceptable(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  std::uint32_t code = character.size() == 1 ? byte(0) : byte(0) & 0x7Fu >> character.size();
  for (std::size_t i = 1; i < character.size(); ++i) code = code << 6 | (byte(i) & 0x3Fu);
  return code >= 0x20 && !(code >= 0x7F && code < 0xA0) && (code & 0xFFFE) != 0xFFFE;
}

/// The length of the acceptable character that `text` begins with; 0 when there is none.
std::size_t character_length(std::string_view text) {
  const std::size_t length = character_size(text);
  return length > 0 && acceptable(text.substr(0, length)) ? length : 0;
}

}  // namespace

std::string sanitized(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    const char first = text.front();
    if (length > 0) {
      clean += text.substr(0, length);
    } else {
      clean += first == '\n' || first == '\r' || first == '\t' ? std::string_view(" ") : replacement;
    }
    text.remove_prefix(length > 0 ? length : 1);
  }
  return clean;
}

std::string escaped(std::string_view text) {
  std::string markup;
  markup.reserve(text.size());
  for (const char character : sanitized(text)) {
    switch (character) {
      case '&':
        markup += "&amp;";
        break;
      case '<':
        markup += "&lt;";
        break;
      case '>':
        markup += "&gt;";
        break;
      case '"':
        markup += "&quot;";
        break;
      case '\'':
        markup += "&#39;";
        break;
      default:
        markup += character;
    }
  }
  return markup;
}

}  // namespace tryall::reports
