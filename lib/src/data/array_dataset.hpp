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

/// Throws Error for what is no array with one row per sample, and for values that are not finite.
void check_samples(const NamedArray& features);
/// That of one sample. Throws Error where it is none that a model takes.
std::vector<std::size_t> sample_shape(const NamedArray& features);

}  // namespace tryall::data
