#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "tryall/experiment/table.hpp"

namespace tryall::optim {

/// A way of cutting large gradients. An update is a call of `begin` and then one of `apply` for each of some
/// stretches, which together are all gradients.
template <class Scalar>
class Clipping {
 public:
  virtual ~Clipping() = default;

  /// Begins an update: what there is to find out about the gradients of all parameters.
  virtual void begin(std::span<const Scalar> /*gradients*/) {}
  /// Cuts the gradients of a stretch, in place.
  virtual void apply(std::span<Scalar> gradients) const = 0;

  /// Cuts all gradients.
  void clip(std::span<Scalar> gradients) {
    begin(gradients);
    apply(gradients);
  }
};

/// A way of clipping: how it is made; a null pointer cuts nothing. A new one is a file and a line in the
/// table.
struct ClippingEntry {
  Technique about;
  std::unique_ptr<Clipping<float>> (*make_single)(const Choice& choice);
  std::unique_ptr<Clipping<double>> (*make_double)(const Choice& choice);
};

/// The entry of a class template Rule<Scalar> that is made from the choice.
template <template <class> class Rule>
ClippingEntry clipping_entry(Technique about) {
  return {std::move(about),
          [](const Choice& choice) -> std::unique_ptr<Clipping<float>> {
            return std::make_unique<Rule<float>>(choice);
          },
          [](const Choice& choice) -> std::unique_ptr<Clipping<double>> {
            return std::make_unique<Rule<double>>(choice);
          }};
}

const Table<ClippingEntry>& clipping_table();
inline const Family& clippings() { return clipping_table().family(); }

template <class Scalar>
std::unique_ptr<Clipping<Scalar>> make_clipping(const Choice& choice,
                                                const Table<ClippingEntry>& table = clipping_table());

}  // namespace tryall::optim
