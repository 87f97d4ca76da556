#include <algorithm>
#include <array>

#include "dropouts.hpp"
#include "tryall/kernels/each.hpp"

namespace tryall::nn {
namespace {

/// A group is dropped where 32 random bits are below rate * 2^32; block i of a sample's stream decides on
/// groups 4 i to 4 i + 3.
template <class Scalar>
class GroupDropout final : public Layer<Scalar> {
 public:
  GroupDropout(const Choice& choice, std::ptrdiff_t groups, std::ptrdiff_t group_size, std::uint32_t part)
      : groups_(groups), group_size_(group_size), part_(part) {
    const double rate = choice.number("rate");
    const bool inverted = choice.word("form") == "inverted";
    threshold_ = static_cast<std::uint32_t>(rate * 0x1p32);
    kept_ = static_cast<Scalar>(inverted ? 1.0 / (1.0 - rate) : 1.0);
    evaluation_factor_ = static_cast<Scalar>(inverted ? 1.0 : 1.0 - rate);
  }

  std::ptrdiff_t outputs() const override { return groups_ * group_size_; }
  void reserve(std::ptrdiff_t rows) override {
    factors_.resize(static_cast<std::size_t>(rows * groups_));
    blocks_.resize(static_cast<std::size_t>((groups_ + 3) / 4));
  }

  void forward(Batch<const Scalar> in, Batch<Scalar> out, const Pass& pass) override {
    if (pass.mode == Mode::training)
      draw(pass.draws, in.rows);
    else
      std::fill(factors_.begin(), factors_.end(), evaluation_factor_);
    multiply(in.data, out.data, in.rows);
  }

  void backward(Batch<const Scalar> in, Batch<const Scalar>, Batch<const Scalar> out_gradient,
                Batch<Scalar> in_gradient) override {
    if (in_gradient.data) multiply(out_gradient.data, in_gradient.data, in.rows);
  }

 private:
  void draw(const Draws& draws, std::ptrdiff_t rows) {
    Scalar* factor = factors_.data();
    for (std::ptrdiff_t row = 0; row < rows; ++row) {
      const SampleStream stream(draws, static_cast<std::size_t>(row), Purpose::dropout, part_);
      stream.blocks(blocks_);
      kernels::each([threshold = threshold_, kept = kept_](
                        const std::uint32_t& bits, Scalar& to) { to = bits < threshold ? Scalar{0} : kept; },
                    static_cast<std::size_t>(groups_), blocks_.front().data(), factor);
      factor += groups_;
    }
  }

  void multiply(const Scalar* from, Scalar* to, std::ptrdiff_t rows) const {
    if (group_size_ == 1)
      return kernels::each([](const Scalar& x, const Scalar& factor, Scalar& y) { y = x * factor; },
                           static_cast<std::size_t>(rows * groups_), from, factors_.data(), to);
    for (std::ptrdiff_t group = 0; group < rows * groups_; ++group) {
      const Scalar factor = factors_[static_cast<std::size_t>(group)];
      for (std::ptrdiff_t i = group * group_size_; i < (group + 1) * group_size_; ++i)
        to[i] = from[i] * factor;
    }
  }

  std::ptrdiff_t groups_, group_size_;
  std::uint32_t part_;
  std::uint32_t threshold_ = 0;
  Scalar kept_, evaluation_factor_;
  Buffer<Scalar> factors_;
  std::vector<std::array<std::uint32_t, 4>> blocks_;  // of a row
};

}  // namespace

std::vector<Parameter> dropout_parameters() {
  return {
      {.name = "rate",
       .type = Parameter::Type::number,
       .fallback = 0.5,
       .meaning = "probability that a unit is dropped",
       .low = 0,
       .high = 1,
       .high_open = true},
      {.name = "form",
       .type = Parameter::Type::word,
       .fallback = std::string("inverted"),
       .meaning = "inverted: kept units are multiplied by 1 / (1 - rate) in training; scaled: all units are "
                  "multiplied by 1 - rate in evaluation",
       .words = {"inverted", "scaled"}}};
}

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_group_dropout(const Choice& choice, std::ptrdiff_t groups,
                                                  std::ptrdiff_t group_size, std::uint32_t part) {
  return std::make_unique<GroupDropout<Scalar>>(choice, groups, group_size, part);
}

template std::unique_ptr<Layer<float>> make_group_dropout(const Choice&, std::ptrdiff_t, std::ptrdiff_t,
                                                          std::uint32_t);
template std::unique_ptr<Layer<double>> make_group_dropout(const Choice&, std::ptrdiff_t, std::ptrdiff_t,
                                                           std::uint32_t);

}  // namespace tryall::nn
