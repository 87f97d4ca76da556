#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tryall::reports {

struct Range {
  double low = 0;
  double high = 1;

  double width() const { return high - low; }
};

/// A straight map of a domain of positive width onto pixels.
struct LinearScale {
  Range domain;
  Range pixels;

  double operator()(double value) const;
};

/// The domain that shows all finite `values` with a margin; of positive width even when all are equal. Values
/// that explode on the way to a divergence would flatten all else: unless they are shares, those over 30
/// interquartile ranges outside the quartiles are left out, and the figure has to say so.
Range visible_range(std::vector<double> values, bool share);

/// Round numbers (1, 2 or 5 times a power of ten) inside the domain, at most about `most` of them.
struct Ticks {
  double step = 1;
  std::vector<double> values = {};
};
Ticks nice_ticks(const Range& domain, std::size_t most);

/// Whole numbers for epochs 1 .. `last`.
Ticks epoch_ticks(std::size_t last, std::size_t most);

/// A tick's number with the decimals the step needs; shares in per cent.
std::string tick_text(double value, double step, bool share);

/// How the values of a figure are written: as many digits as tell its smallest from its largest in a hundred
/// steps. Shares become per cent, without the sign. Never "inf" or "nan": what is not finite is a dash.
class ValueFormat {
 public:
  ValueFormat(const Range& range, bool share);

  std::string operator()(double value) const;

 private:
  bool share_;
  int digits_;
};

}  // namespace tryall::reports
