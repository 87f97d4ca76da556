#include "tryall/optim/clipping.hpp"

#include "clippings.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::optim {

const std::vector<ClippingEntry>& clipping_table() {
  static const std::vector<ClippingEntry> table = {no_clipping(), norm_clipping(), value_clipping()};
  return table;
}

const Family& clippings() {
  static const Family family = family_of("clipping", "clippings", clipping_table());
  return family;
}

template <>
void clip(const Choice& choice, std::span<float> gradients) {
  if (const auto cut = entry_of(clipping_table(), choice).clip_single) cut(choice, gradients);
}

template <>
void clip(const Choice& choice, std::span<double> gradients) {
  if (const auto cut = entry_of(clipping_table(), choice).clip_double) cut(choice, gradients);
}

}  // namespace tryall::optim
