#include <algorithm>
#include <cmath>
#include <map>

#include "tryall/error.hpp"
#include "tryall/statistics/forest.hpp"

namespace tryall::statistics {
namespace {

std::vector<double> distinct(Values values) {
  std::vector<double> result(values.begin(), values.end());
  std::sort(result.begin(), result.end());
  result.erase(std::unique(result.begin(), result.end()), result.end());
  return result;
}

}  // namespace

AxisColumn numeric_axis(Values values) {
  require(std::none_of(values.begin(), values.end(), [](double value) { return std::isnan(value); }),
          "an axis has no NaN");
  const std::vector<double> known = distinct(values);
  AxisColumn column{std::min(known.size(), most_numeric_levels), true, {}};
  for (const double value : values) {
    const auto place =
        static_cast<std::size_t>(std::lower_bound(known.begin(), known.end(), value) - known.begin());
    column.codes.push_back(static_cast<std::uint32_t>(place * column.levels / known.size()));
  }
  return column;
}

AxisColumn categorical_axis(const std::vector<std::string>& words) {
  std::map<std::string, std::uint32_t> codes;
  for (const std::string& word : words) codes.emplace(word, 0);
  if (codes.size() > most_levels)
    throw Error(ErrorCode::bad_input, "importance: an axis has " + std::to_string(codes.size()) +
                                          " different words, more than " + std::to_string(most_levels) +
                                          "; leave it out, or select fewer configs");
  std::uint32_t next = 0;
  for (auto& [word, code] : codes) code = next++;
  AxisColumn column{codes.size(), false, {}};
  for (const std::string& word : words) column.codes.push_back(codes.at(word));
  return column;
}

}  // namespace tryall::statistics
