#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tryall::reports {

/// Whether these are curves as stores have them: an array of numbers, or null where one is missing, by
/// metric.
template <class Json>
bool are_curves(const Json& json) {
  return json.is_object() && std::all_of(json.begin(), json.end(), [](const Json& curve) {
           return curve.is_array() && std::all_of(curve.begin(), curve.end(), [](const Json& value) {
                    return value.is_number() || value.is_null();
                  });
         });
}

}  // namespace tryall::reports
