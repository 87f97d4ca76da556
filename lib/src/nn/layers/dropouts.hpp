#pragma once

#include "tryall/nn/layers/dropout.hpp"

namespace tryall::nn {

#define TRYALL_TECHNIQUE(name) DropoutEntry name();
#include "dropouts.def"
#undef TRYALL_TECHNIQUE

/// The settings `rate` and `form`.
std::vector<Parameter> dropout_parameters();

/// Drops `groups` of equally many neighbouring values, each group as a whole, with the choice's rate.
template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_group_dropout(const Choice& choice, std::ptrdiff_t groups,
                                                  std::ptrdiff_t group_size, std::uint32_t part);

}  // namespace tryall::nn
