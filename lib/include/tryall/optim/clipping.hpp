#pragma once

#include <span>
#include <vector>

#include "tryall/experiment/table.hpp"

namespace tryall::optim {

/// A way of cutting large gradients; a null function cuts nothing. A new one is a file and a line in the
/// table.
struct ClippingEntry {
  Technique about;
  void (*clip_single)(const Choice& choice, std::span<float> gradients);
  void (*clip_double)(const Choice& choice, std::span<double> gradients);
};

const Table<ClippingEntry>& clipping_table();
inline const Family& clippings() { return clipping_table().family(); }

/// Cuts the gradients of all parameters, in place.
template <class Scalar>
void clip(const Choice& choice, std::span<Scalar> gradients,
          const Table<ClippingEntry>& table = clipping_table());

}  // namespace tryall::optim
