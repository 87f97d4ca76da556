#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "tryall/data/dataset.hpp"

namespace tryall::testing {

/// The features of all samples.
inline std::vector<double> values(const data::Dataset& dataset) {
  return std::visit([](const auto& raw) { return std::vector<double>(raw.begin(), raw.end()); },
                    dataset.values);
}

/// The same as text: "1 missing 2.5".
inline std::string shown(const data::Dataset& dataset) {
  std::string text;
  for (const double value : values(dataset))
    text += (text.empty() ? "" : " ") + (value == value ? fmt::format("{}", value) : "missing");
  return text;
}

}  // namespace tryall::testing
