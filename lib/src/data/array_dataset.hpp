#pragma once

#include <optional>
#include <string>

#include "tryall/data/formats/npy.hpp"
#include "tryall/experiment/technique.hpp"

namespace tryall::data {

/// An array and where it is from, for messages.
struct NamedArray {
  std::string what;
  NpyArray array;
};

/// Samples: features {samples, ...}, and labels {samples} or targets {samples} or {samples, columns}.
struct ArrayPart {
  NamedArray features, targets;
};

/// A dataset of arrays; samples of 2 and 3 dimensions are images. `task` is the setting of that name. Throws
/// Error for arrays that do not fit together, values that are not finite and labels that are no classes.
Dataset array_dataset(const std::string& name, ArrayPart training, std::optional<ArrayPart> test,
                      const std::string& task);

/// The setting `task`.
Parameter array_task();

}  // namespace tryall::data
