#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tryall/statistics/interval.hpp"

namespace tryall::reports {

using Json = nlohmann::ordered_json;

/// Rounded to 6 significant digits, halves to even.
double six_digits(double value);

/// A number of a report: of six digits, a whole one without a point; null where there is no value.
Json number(double value);

/// A finite number's text for people: "0.0123457".
std::string number_text(double value);

/// Null instead of an interval that says nothing: of fewer than three values, or of values that are all the
/// same.
Json low_of(const statistics::Interval& interval);
Json high_of(const statistics::Interval& interval);

/// The four columns of estimates: center, low, high, n.
class Estimates {
 public:
  void add(double center, const statistics::Interval& interval, std::size_t n);
  void write(Json& object) const;
  /// Whether a row has an interval.
  bool any_interval() const { return any_interval_; }

 private:
  Json center_ = Json::array(), low_ = Json::array(), high_ = Json::array(), n_ = Json::array();
  bool any_interval_ = false;
};

/// {"missing": why}: a section of which there is nothing to show.
Json missing_section(std::string_view why);

}  // namespace tryall::reports
