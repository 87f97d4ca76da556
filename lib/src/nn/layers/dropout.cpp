#include "tryall/nn/layers/dropout.hpp"

#include "dropouts.hpp"

namespace tryall::nn {
namespace {

/// Whether the entry drops such units.
bool applies(const DropoutEntry& entry, bool convolutional) {
  return convolutional ? entry.convolutional : entry.dense;
}

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_no_dropout(const Choice&, Units, std::uint32_t) {
  return nullptr;
}

DropoutEntry no_dropout() {
  return {.about = {.name = "none", .summary = "drops nothing", .source = "", .parameters = {}},
          .make_single = make_no_dropout<float>,
          .make_double = make_no_dropout<double>};
}

}  // namespace

const Table<DropoutEntry>& dropout_table() {
  static const Table<DropoutEntry> table = [] {
    Table<DropoutEntry> made("dropout", "dropouts",
                             {
                                 no_dropout(),
#define TRYALL_TECHNIQUE(name) name(),
#include "dropouts.def"
#undef TRYALL_TECHNIQUE
                             });
    made.set_shorthand({"dropout", "rate", "none"});
    return made;
  }();
  return table;
}

template <>
std::unique_ptr<Layer<float>> make_dropout(const Choice& choice, Units units, std::uint32_t part,
                                           const Table<DropoutEntry>& table) {
  const DropoutEntry& entry = table.find(choice);
  return applies(entry, units.convolutional) ? entry.make_single(choice, units, part) : nullptr;
}

template <>
std::unique_ptr<Layer<double>> make_dropout(const Choice& choice, Units units, std::uint32_t part,
                                            const Table<DropoutEntry>& table) {
  const DropoutEntry& entry = table.find(choice);
  return applies(entry, units.convolutional) ? entry.make_double(choice, units, part) : nullptr;
}

}  // namespace tryall::nn
