#include "value_axis.hpp"

#include <fmt/format.h>

#include <cmath>

namespace tryall::reports {
namespace {

constexpr std::size_t most_ticks = 6;

std::vector<double> logarithms(std::vector<double> values) {
  for (double& value : values) value = std::log10(value);
  return values;
}

}  // namespace

ValueAxis::ValueAxis(const std::vector<double>& values, const Range& pixels, const AxisKind& kind)
    : log_(kind.log), scale_{visible_range(kind.log ? logarithms(values) : values, kind.share), pixels} {
  if (log_) {
    add_log_ticks({1});
    if (ticks_.size() < 3) add_log_ticks({2, 5});
    return;
  }
  const Ticks ticks = nice_ticks(scale_.domain, most_ticks);
  for (const double value : ticks.values)
    ticks_.push_back({(*this)(value), tick_text(value, ticks.step, kind.share)});
}

void ValueAxis::add_log_ticks(std::initializer_list<double> factors) {
  for (double power = std::floor(scale_.domain.low); power <= scale_.domain.high; ++power)
    for (const double factor : factors) {
      const double place = power + std::log10(factor);
      if (place >= scale_.domain.low && place <= scale_.domain.high)
        ticks_.push_back({scale_(place), fmt::format("{:g}", factor * std::pow(10.0, power))});
    }
}

double ValueAxis::operator()(double value) const { return scale_(log_ ? std::log10(value) : value); }

std::string lower_axis(const ValueAxis& axis, const Box& frame, std::string_view label) {
  std::string lines, texts;
  for (const ValueAxis::Tick& tick : axis.ticks()) {
    lines +=
        fmt::format("M{} {}V{}", coordinate(tick.place), coordinate(frame.y), coordinate(frame.bottom()));
    texts += text_element({.at = {tick.place, frame.bottom() + 18},
                           .text = tick.text,
                           .size = 12,
                           .anchor = "middle",
                           .role = Role::soft});
  }
  return fmt::format("<path {} stroke=\"currentColor\" d=\"{}\"/>\n", paint(Role::grid), lines) + texts +
         text_element({.at = {frame.center().x, frame.bottom() + 38},
                       .text = label,
                       .size = 12.5,
                       .anchor = "middle"});
}

std::string left_ticks(const std::vector<ValueAxis::Tick>& ticks, const Box& frame) {
  std::string lines, texts;
  for (const ValueAxis::Tick& tick : ticks) {
    lines += fmt::format("M{} {}H{}", coordinate(frame.x), coordinate(tick.place), coordinate(frame.right()));
    texts += text_element({.at = {frame.x - 8, tick.place + 4},
                           .text = tick.text,
                           .size = 12,
                           .anchor = "end",
                           .role = Role::soft});
  }
  return fmt::format("<path {} stroke=\"currentColor\" d=\"{}\"/>\n", paint(Role::grid), lines) + texts;
}

std::string left_axis(const ValueAxis& axis, const Box& frame, std::string_view label) {
  return left_ticks(axis.ticks(), frame) +
         text_element({.at = {0, frame.y - 14}, .text = label, .size = 12.5});
}

}  // namespace tryall::reports
