#include "tryall/nn/layers/dropout.hpp"

#include "dropouts.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::nn {
namespace {

/// Whether the entry drops such units.
bool applies(const DropoutEntry& entry, bool convolutional) {
  return convolutional ? entry.convolutional : entry.dense;
}

}  // namespace

const std::vector<DropoutEntry>& dropout_table() {
  static const std::vector<DropoutEntry> table = {no_dropout(), dropout(), spatial_dropout()};
  return table;
}

const Family& dropouts() {
  static const Family family = [] {
    Family made = family_of("dropout", "dropouts", dropout_table());
    made.shorthand = {"dropout", "rate", "none"};
    return made;
  }();
  return family;
}

template <>
std::unique_ptr<Layer<float>> make_dropout(const Choice& choice, Units units, std::uint32_t part) {
  const DropoutEntry& entry = entry_of(dropout_table(), choice);
  return applies(entry, units.convolutional) ? entry.make_single(choice, units, part) : nullptr;
}

template <>
std::unique_ptr<Layer<double>> make_dropout(const Choice& choice, Units units, std::uint32_t part) {
  const DropoutEntry& entry = entry_of(dropout_table(), choice);
  return applies(entry, units.convolutional) ? entry.make_double(choice, units, part) : nullptr;
}

}  // namespace tryall::nn
