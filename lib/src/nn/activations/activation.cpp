#include "tryall/nn/activations/activation.hpp"

#include "activations.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
class Activation final : public Layer<Scalar> {
 public:
  Activation(ActivationFunction<Scalar> function, std::ptrdiff_t features)
      : function_(function), features_(features) {}

  std::ptrdiff_t outputs() const override { return features_; }
  bool takes_parts() const override { return true; }
  void collect_activations(Batch<const Scalar> out, std::vector<Batch<const Scalar>>& list) const override {
    list.push_back(out);
  }

  void forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass&) override {
    function_.forward(in.data, out.data, in.features * in.rows);
  }

  void backward(Batch<const Scalar> in, Batch<const Scalar> out, Batch<const Scalar> out_gradient,
                Batch<Scalar> in_gradient) override {
    if (!in_gradient.data) return;
    function_.backward(in.data, out.data, out_gradient.data, in_gradient.data, in.features * in.rows);
  }

 private:
  ActivationFunction<Scalar> function_;
  std::ptrdiff_t features_;
};

}  // namespace

const Table<ActivationEntry>& activation_table() {
  static const Table<ActivationEntry> table("activation", "activations",
                                            {
#define TRYALL_TECHNIQUE(name) name(),
#include "activations.def"
#undef TRYALL_TECHNIQUE
                                            });
  return table;
}

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_activation(const std::string& name, std::ptrdiff_t features,
                                               const Table<ActivationEntry>& table) {
  const ActivationEntry& entry = table.find({name, {}});
  if constexpr (std::is_same_v<Scalar, float>)
    return std::make_unique<Activation<float>>(entry.single_precision, features);
  else
    return std::make_unique<Activation<double>>(entry.double_precision, features);
}

template std::unique_ptr<Layer<float>> make_activation(const std::string&, std::ptrdiff_t,
                                                       const Table<ActivationEntry>&);
template std::unique_ptr<Layer<double>> make_activation(const std::string&, std::ptrdiff_t,
                                                        const Table<ActivationEntry>&);

}  // namespace tryall::nn
