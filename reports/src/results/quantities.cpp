#include "tryall/reports/results/quantities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tryall::reports {

std::string value_text(const Metric& metric, double value) {
  return std::isnan(value) ? "-" : sweeps::value_text(metric, value);
}

std::string interval_text(const Metric& metric, const sweeps::RunningStatistics& values) {
  return values.count() == 0 ? "-" : sweeps::interval_text(metric, values);
}

namespace {

constexpr int usual_decimals = 2, most_decimals = 6;

/// Whether the text of a value other than 0 with so many decimals is not 0.
bool shows(double value, int decimals) {
  return value == 0 || !std::isfinite(value) || std::fabs(value) >= 0.5 * std::pow(10, -decimals);
}

/// As many as let the sign of all be seen.
int decimals_for(std::initializer_list<double> values) {
  int decimals = usual_decimals;
  while (decimals < most_decimals &&
         !std::all_of(values.begin(), values.end(), [&](double value) { return shows(value, decimals); }))
    ++decimals;
  return decimals;
}

/// With its sign, which a rounded 0 does not have.
std::string signed_text(double value, int decimals) {
  if (!shows(value, decimals) || value == 0) return fmt::format("{:.{}f}", 0.0, decimals);
  return fmt::format("{:+.{}f}", value, decimals);
}

}  // namespace

namespace {

/// With its sign, which 0 does not have.
std::string three_digits(double value) { return value == 0 ? "0" : fmt::format("{:+.3g}", value); }

}  // namespace

std::string difference_text(const Metric& metric, double difference) {
  if (std::isnan(difference)) return "-";
  if (!metric.share) return three_digits(difference);
  return signed_text(100 * difference, decimals_for({100 * difference}));
}

std::string difference_text(const Metric& metric, double difference, double low, double high) {
  if (std::isnan(low) || std::isnan(high)) return difference_text(metric, difference);
  if (!metric.share)
    return fmt::format("{} [{}, {}]", three_digits(difference), three_digits(low), three_digits(high));
  const int decimals = decimals_for({100 * low, 100 * high});
  return fmt::format("{} [{}, {}]", signed_text(100 * difference, decimals), signed_text(100 * low, decimals),
                     signed_text(100 * high, decimals));
}

std::string label_part(const Axis& axis, const std::string& column, const std::string& value) {
  const bool speaks = axis.is_choice() && column == axis.name && column != "split" && value != "none";
  return speaks ? value : column + "=" + value;
}

void add_to_label(std::string& label, const std::string& part) {
  if (part.empty()) return;
  if (!label.empty()) label += ' ';
  label += part;
}

}  // namespace tryall::reports
