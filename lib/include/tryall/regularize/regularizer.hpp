#pragma once

#include <memory>
#include <span>
#include <vector>

#include "tryall/experiment/table.hpp"

namespace tryall::regularize {

/// What is added to the loss, for the weights alone or for all parameters: a sum of terms of one parameter
/// each. Parameters come with the end of the front part where the weights are; `penalty` is given all of
/// them, the rest is called for one stretch after the other.
template <class Scalar>
class Regularizer {
 public:
  virtual ~Regularizer() = default;

  /// The addition to the loss, summed in double.
  virtual double penalty(std::span<const Scalar> parameters, std::size_t weights_end) const = 0;
  /// Adds the penalty's (sub)gradient, of the part that is not dealt with after the update.
  virtual void add_gradient(std::span<const Scalar> parameters, std::span<Scalar> gradients,
                            std::size_t weights_end) const = 0;
  /// What remains to be done once the optimizer has moved the parameters.
  virtual void after_update(std::span<Scalar>, double, std::size_t) const {}
};

/// A regularizer: how it is made; a null pointer adds nothing. A new one is a file and a line in the table.
struct RegularizerEntry {
  Technique about;
  std::unique_ptr<Regularizer<float>> (*make_single)(const Choice& choice);
  std::unique_ptr<Regularizer<double>> (*make_double)(const Choice& choice);
};

const Table<RegularizerEntry>& regularizer_table();
inline const Family& regularizers() { return regularizer_table().family(); }

template <class Scalar>
std::unique_ptr<Regularizer<Scalar>> make_regularizer(
    const Choice& choice, const Table<RegularizerEntry>& table = regularizer_table());

}  // namespace tryall::regularize
