#include "tryall/optim/clipping.hpp"

#include "clippings.hpp"

namespace tryall::optim {
namespace {

template <class Scalar>
std::unique_ptr<Clipping<Scalar>> make_no_clipping(const Choice&) {
  return nullptr;
}

ClippingEntry no_clipping() {
  return {{.name = "none", .summary = "gradients stay as they are", .source = "", .parameters = {}},
          make_no_clipping<float>,
          make_no_clipping<double>};
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
std::unique_ptr<Clipping<float>> make_clipping(const Choice& choice, const Table<ClippingEntry>& table) {
  return table.find(choice).make_single(choice);
}

template <>
std::unique_ptr<Clipping<double>> make_clipping(const Choice& choice, const Table<ClippingEntry>& table) {
  return table.find(choice).make_double(choice);
}

}  // namespace tryall::optim
