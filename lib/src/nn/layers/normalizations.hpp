#pragma once

#include "tryall/nn/layers/normalization.hpp"

namespace tryall::nn {

#define TRYALL_TECHNIQUE(name) NormalizationEntry name();
#include "normalizations.def"
#undef TRYALL_TECHNIQUE

/// The setting `place`: before or after the activation.
Parameter place_parameter();
/// The setting `epsilon`, inside the root.
Parameter variance_epsilon_parameter();

/// Normalizes each sample over groups of channels.
template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_group_norm(Units units, std::ptrdiff_t groups, double epsilon);

}  // namespace tryall::nn
