#include "tryall/optim/clipping.hpp"

#include "clippings.hpp"

namespace tryall::optim {
namespace {

ClippingEntry no_clipping() {
  return {{.name = "none", .summary = "gradients stay as they are", .source = "", .parameters = {}},
          nullptr,
          nullptr};
}

}  // namespace

const Table<ClippingEntry>& clipping_table() {
  static const Table<ClippingEntry> table("clipping", "clippings",
                                          {
                                              no_clipping(),
#define TRYALL_TECHNIQUE(name) name(),
#include "clippings.def"
#undef TRYALL_TECHNIQUE
                                          });
  return table;
}

template <>
void clip(const Choice& choice, std::span<float> gradients, const Table<ClippingEntry>& table) {
  if (const auto cut = table.find(choice).clip_single) cut(choice, gradients);
}

template <>
void clip(const Choice& choice, std::span<double> gradients, const Table<ClippingEntry>& table) {
  if (const auto cut = table.find(choice).clip_double) cut(choice, gradients);
}

}  // namespace tryall::optim
