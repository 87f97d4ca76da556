#include "displacement.hpp"

#include <algorithm>

namespace tryall::data {

template <class Scalar>
void Displacement<Scalar>::apply(Batch<Scalar> images, const Draws& draws) {
  const auto places = static_cast<std::uint64_t>(2 * reach_ + 1);
  for_each_image(images, draws, part_, [&](Scalar* image, const SampleStream& stream) {
    const std::ptrdiff_t down = static_cast<std::ptrdiff_t>(stream.below(0, places)) - reach_;
    const std::ptrdiff_t right = static_cast<std::ptrdiff_t>(stream.below(1, places)) - reach_;
    for (std::ptrdiff_t channel = 0; channel < image_.channels; ++channel)
      move(image + channel * image_.pixels(), down, right);
  });
}

template <class Scalar>
void Displacement<Scalar>::move(Scalar* channel, std::ptrdiff_t down, std::ptrdiff_t right) {
  const auto [channels, height, width] = image_;
  std::fill(moved_.begin(), moved_.end(), Scalar{0});
  const std::ptrdiff_t first = std::max<std::ptrdiff_t>(0, -right), last = std::min(width, width - right);
  for (std::ptrdiff_t y = std::max<std::ptrdiff_t>(0, -down); y < std::min(height, height - down); ++y)
    std::copy_n(channel + (y + down) * width + first + right, last - first,
                moved_.data() + y * width + first);
  std::copy(moved_.begin(), moved_.end(), channel);
}

template class Displacement<float>;
template class Displacement<double>;

}  // namespace tryall::data
