#pragma once

#include <string>
#include <vector>

#include "elements.hpp"
#include "scale.hpp"

namespace tryall::reports {

/// How the values of an axis are laid out and written.
struct AxisKind {
  bool log = false;    ///< By their logarithms; all are above 0.
  bool share = false;  ///< Shares of 1, written in per cent.
};

/// Values along a side of a frame, with ticks at round ones.
class ValueAxis {
 public:
  /// Room for all finite `values`.
  ValueAxis(const std::vector<double>& values, const Range& pixels, const AxisKind& kind);

  double operator()(double value) const;

  struct Tick {
    double place = 0;
    std::string text = {};
  };
  const std::vector<Tick>& ticks() const { return ticks_; }
  const Range& shown() const { return scale_.domain; }

 private:
  void add_log_ticks(std::initializer_list<double> factors);

  bool log_;
  LinearScale scale_;
  std::vector<Tick> ticks_;
};

/// Lines up through the frame at the ticks of its lower side, and their texts below it.
std::string lower_axis(const ValueAxis& axis, const Box& frame, std::string_view label);
/// Lines through the frame at the ticks of its left side, and their texts beside it.
std::string left_ticks(const std::vector<ValueAxis::Tick>& ticks, const Box& frame);
/// The same, and the axis' label above them.
std::string left_axis(const ValueAxis& axis, const Box& frame, std::string_view label);

}  // namespace tryall::reports
