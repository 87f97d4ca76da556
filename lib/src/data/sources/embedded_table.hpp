#pragma once

#include <span>
#include <string>
#include <vector>

#include "tryall/data/dataset.hpp"

namespace tryall::data {

/// A CSV file inside the program: a header, then numbers, the target last. With names of classes the target
/// is a class's number, without any it is that of a regression.
Dataset embedded_table(const std::string& name, std::span<const std::uint8_t> bytes,
                       std::vector<std::string> class_names);

}  // namespace tryall::data
