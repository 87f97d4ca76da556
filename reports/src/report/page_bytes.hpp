#pragma once

#include <string>
#include <string_view>

namespace tryall::reports {

/// RFC 4648, section 4: with padding, in one line.
std::string base64(std::string_view bytes);

/// A gzip file (RFC 1952) without a name and a time, so that the same bytes give the same.
std::string gzipped(std::string_view bytes);

}  // namespace tryall::reports
