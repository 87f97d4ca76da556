#include "scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tryall::reports {
namespace {

constexpr double huge = 1e300;  // sums and differences of values below it stay finite

double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto index = static_cast<std::size_t>(place);
  const std::size_t next = std::min(index + 1, sorted.size() - 1);
  return std::lerp(sorted[index], sorted[next], place - static_cast<double>(index));
}

Range without_explosions(const std::vector<double>& sorted) {
  const double low_quartile = quantile(sorted, 0.25);
  const double high_quartile = quantile(sorted, 0.75);
  const double reach = 30 * std::min(high_quartile - low_quartile, huge / 100);
  if (!(reach > 0)) return {sorted.front(), sorted.back()};
  return {*std::lower_bound(sorted.begin(), sorted.end(), low_quartile - reach),
          *std::prev(std::upper_bound(sorted.begin(), sorted.end(), high_quartile + reach))};
}

Range with_margin(const Range& range, bool share) {
  const double size = std::max(std::abs(range.low), std::abs(range.high));
  const bool flat = range.width() <= std::max(1e-9 * size, 1e-290);
  const double flat_margin = size > 1e-280 ? 0.02 * size : 0.01;
  const double margin = flat ? flat_margin : 0.04 * range.width();
  Range wide = {range.low - margin, range.high + margin};
  if (share && range.low >= 0) wide.low = std::max(wide.low, 0.0);
  if (share && range.high <= 1) wide.high = std::min(wide.high, 1.0);
  return wide;
}

/// 10^exponent, exact also below one (where pow of a negative exponent need not be).
double round_step(double least) {
  const double power = std::pow(10.0, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

/// "1.5e+06" as "1.5e6".
std::string without_exponent_padding(std::string text) {
  const std::size_t exponent = text.find('e');
  if (exponent == std::string::npos) return text;
  std::size_t digits = exponent + 2;
  while (digits + 1 < text.size() && text[digits] == '0') text.erase(digits, 1);
  if (text[exponent + 1] == '+') text.erase(exponent + 1, 1);
  return text;
}

/// The sign of a negative number as a minus rather than a hyphen; none before a zero.
std::string with_minus(const std::string& text) {
  if (text.empty() || text.front() != '-') return text;
  if (text.find_first_of("123456789") == std::string::npos) return text.substr(1);
  return "\xE2\x88\x92" + text.substr(1);
}

}  // namespace

double LinearScale::operator()(double value) const {
  const double share = (std::clamp(value, -huge, huge) - domain.low) / domain.width();
  return pixels.low + std::clamp(share, -5.0, 6.0) * pixels.width();
}

Range visible_range(std::vector<double> values, bool share) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  if (values.empty()) return {};
  for (double& value : values) value = std::clamp(value, -huge, huge);
  std::sort(values.begin(), values.end());
  return with_margin(share ? Range{values.front(), values.back()} : without_explosions(values), share);
}

Ticks nice_ticks(const Range& domain, std::size_t most) {
  Ticks ticks;
  ticks.step = round_step(domain.width() / static_cast<double>(most));
  const double first = std::ceil(domain.low / ticks.step - 1e-9);
  const double last = std::floor(domain.high / ticks.step + 1e-9);
  for (double index = first; index <= last && ticks.values.size() <= 2 * most; ++index) {
    ticks.values.push_back(index * ticks.step);
  }
  return ticks;
}

Ticks epoch_ticks(std::size_t last, std::size_t most) {
  Ticks ticks;
  ticks.step = std::max(1.0, round_step(static_cast<double>(last) / static_cast<double>(most)));
  const auto step = static_cast<std::size_t>(ticks.step);
  if (step > 1) ticks.values.push_back(1);
  for (std::size_t epoch = step; epoch <= last; epoch += step)
    ticks.values.push_back(static_cast<double>(epoch));
  return ticks;
}

std::string tick_text(double value, double step, bool share) {
  const double number = share ? value * 100 : value;
  const double unit_step = share ? step * 100 : step;
  const double size = std::max(std::abs(number), unit_step);
  const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(unit_step) + 1e-9)));
  std::string text = fmt::format("{:.{}f}", number, std::min(decimals, 5));
  if (size >= 1e6 || decimals > 5) {
    const int digits = 1 + std::clamp(static_cast<int>(std::ceil(std::log10(size / unit_step))), 0, 12);
    text = without_exponent_padding(
        fmt::format("{:.{}g}", std::abs(number) < unit_step / 2 ? 0.0 : number, digits));
  }
  return with_minus(text) + (share ? "\xC2\xA0%" : "");
}

ValueFormat::ValueFormat(const Range& range, bool share) : share_(share), digits_(3) {
  const double size = std::max(std::abs(range.low), std::abs(range.high));
  if (share) {
    digits_ = range.width() < 0.1 ? 2 : 1;
  } else if (range.width() > 1e-9 * size) {
    digits_ = std::clamp(3 + static_cast<int>(std::floor(std::log10(size / range.width()))), 3, 6);
  }
}

std::string ValueFormat::operator()(double value) const {
  if (!std::isfinite(value)) return "\xE2\x80\x93";
  const double number = share_ ? std::clamp(value, -huge, huge) * 100 : value;
  const int exponent = number == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::abs(number))));
  if (exponent >= 6 || (exponent < -4 && !share_)) {
    return with_minus(without_exponent_padding(fmt::format("{:.{}e}", number, digits_ - 1)));
  }
  return with_minus(fmt::format("{:.{}f}", number, share_ ? digits_ : std::max(0, digits_ - 1 - exponent)));
}

}  // namespace tryall::reports
