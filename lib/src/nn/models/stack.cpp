#include "tryall/nn/models/stack.hpp"

#include <iterator>

#include "nn/layers/residual.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/nn/layers/dropout.hpp"

namespace tryall::nn {

template <class Scalar>
bool Stack<Scalar>::after() const {
  const auto& settings = parts_.normalization.settings;
  return settings.contains("place") && parts_.normalization.word("place") == "after";
}

template <class Scalar>
void Stack<Scalar>::add_normalization(Units units) {
  add(make_normalization<Scalar>(parts_.normalization, units, *parts_.tables.normalizations));
}

template <class Scalar>
void Stack<Scalar>::add_activation(Units units) {
  if (!after()) add_normalization(units);
  add_activation_alone(units);
  if (after()) add_normalization(units);
}

template <class Scalar>
void Stack<Scalar>::add_activation_alone(Units units) {
  add(make_activation<Scalar>(parts_.model.word("activation"), units.size(), *parts_.tables.activations));
}

template <class Scalar>
void Stack<Scalar>::add_dropout(Units units) {
  add(make_dropout<Scalar>(parts_.dropout, units, dropouts_++, *parts_.tables.dropouts));
}

template <class Scalar>
void Stack<Scalar>::make_residual(std::size_t first, Layers<Scalar> skip, std::ptrdiff_t inputs) {
  const auto begin = layers_.begin() + static_cast<std::ptrdiff_t>(first);
  Layers<Scalar> main(std::make_move_iterator(begin), std::make_move_iterator(layers_.end()));
  layers_.erase(begin, layers_.end());
  add(std::make_unique<Residual<Scalar>>(std::move(main), std::move(skip), inputs));
}

template class Stack<float>;
template class Stack<double>;

}  // namespace tryall::nn
