#include "model_words.hpp"

#include <fmt/format.h>

#include <cmath>

#include "report/words.hpp"

namespace tryall::reports {
namespace {

constexpr const char* dash = "\xE2\x80\x93";

bool has_ends(const Estimated& estimate) { return std::isfinite(estimate.low + estimate.high); }

}  // namespace

std::string percent_text(double share) {
  return std::isfinite(share) ? fmt::format("{:.1f} %", 100 * share) : dash;
}

std::string points_text(double difference) {
  return std::isfinite(difference) ? fmt::format("{:.1f} points", 100 * std::abs(difference)) : dash;
}

std::string value_words(double value) {
  if (!std::isfinite(value)) return dash;
  const double size = std::abs(value);
  if (size < 1000 || size >= 1e9) return fmt::format("{:.4g}", value);
  return (value < 0 ? "-" : "") + count_text(static_cast<std::size_t>(std::llround(size)));
}

std::string points_range(const Estimated& estimate) {
  if (!has_ends(estimate)) return {};
  return fmt::format("{:.1f} to {:.1f}", 100 * estimate.low, 100 * estimate.high);
}

std::string percent_range(const Estimated& estimate) {
  const std::string range = points_range(estimate);
  return range.empty() ? range : range + " %";
}

std::string value_range(const Estimated& estimate) {
  return has_ends(estimate) ? value_words(estimate.low) + " to " + value_words(estimate.high) : "";
}

bool clear_of_zero(const Estimated& estimate) {
  return has_ends(estimate) && (estimate.low > 0 || estimate.high < 0);
}

}  // namespace tryall::reports
