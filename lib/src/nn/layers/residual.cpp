#include "residual.hpp"

#include "tryall/kernels/each.hpp"

namespace tryall::nn {
namespace {

/// The blocks of both paths, named after them.
template <class Block>
std::vector<Block> both(std::vector<Block> main, std::vector<Block> skip) {
  for (Block& block : main) block.name = "main." + block.name;
  for (Block& block : skip) {
    block.name = "skip." + block.name;
    main.push_back(std::move(block));
  }
  return main;
}

}  // namespace

template <class Scalar>
std::vector<ParameterBlock> Residual<Scalar>::parameters() const {
  return both(main_.parameters(), skip_.parameters());
}

template <class Scalar>
std::vector<StateBlock<Scalar>> Residual<Scalar>::state() {
  return both(main_.state(), skip_.state());
}

template <class Scalar>
void Residual<Scalar>::collect_activations(Batch<const Scalar>,
                                           std::vector<Batch<const Scalar>>& list) const {
  main_.collect_activations(list);
}

template <class Scalar>
void Residual<Scalar>::reserve(std::ptrdiff_t rows) {
  main_.reserve(rows);
  skip_.reserve(rows);
  skip_gradient_.resize(static_cast<std::size_t>(inputs_ * rows));
}

template <class Scalar>
void Residual<Scalar>::bind(const std::vector<Scalar*>& parameters, const std::vector<Scalar*>& gradients) {
  const std::span<Scalar*const> values(parameters), slopes(gradients);
  const std::size_t first = main_.parameters().size();
  main_.bind(values.first(first), slopes.first(first));
  skip_.bind(values.subspan(first), slopes.subspan(first));
}

template <class Scalar>
void Residual<Scalar>::forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass& pass) {
  const Batch<const Scalar> through = main_.forward(in, pass), around = skip_.forward(in, pass);
  kernels::each([](const Scalar& a, const Scalar& b, Scalar& sum) { sum = a + b; },
                static_cast<std::size_t>(out.features * out.rows), through.data, around.data, out.data);
}

template <class Scalar>
void Residual<Scalar>::backward(Batch<const Scalar> in, Batch<const Scalar>, Batch<const Scalar> out_gradient,
                                Batch<Scalar> in_gradient) {
  main_.backward(in, out_gradient, in_gradient);
  Batch<const Scalar> around = out_gradient;
  if (!skip_.empty()) {
    const Batch<Scalar> room{in_gradient.data ? skip_gradient_.data() : nullptr, in.features, in.rows};
    skip_.backward(in, out_gradient, room);
    around = room;
  }
  if (!in_gradient.data) return;
  kernels::each([](Scalar& sum, const Scalar& slope) { sum += slope; },
                static_cast<std::size_t>(in.features * in.rows), in_gradient.data, around.data);
}

template class Residual<float>;
template class Residual<double>;

}  // namespace tryall::nn
