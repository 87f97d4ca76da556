#include "text.hpp"

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

}  // namespace tryall::reports
