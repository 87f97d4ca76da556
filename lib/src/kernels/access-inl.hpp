// Loads and stores of some lanes of a vector, once for each instruction set (Highway's foreach_target).
#if defined(TRYALL_KERNELS_ACCESS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef TRYALL_KERNELS_ACCESS_INL
#undef TRYALL_KERNELS_ACCESS_INL
#else
#define TRYALL_KERNELS_ACCESS_INL
#endif

#include <hwy/highway.h>

#include <algorithm>
#include <type_traits>

// The other targets that Highway compiles for (SSE and its own emulation) round a product before they add:
// they are left to plain loops.
#undef TRYALL_KERNELS_HAS_VECTORS
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3 || (HWY_ARCH_ARM_A64 && HWY_TARGET == HWY_STATIC_TARGET)
#define TRYALL_KERNELS_HAS_VECTORS

HWY_BEFORE_NAMESPACE();
namespace tryall::kernels::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Lanes [begin, end) of a vector; what lies beside them in memory is neither read nor written.
template <class D>
class SomeLanes {
 public:
  using Scalar = hn::TFromD<D>;
  using Vector = hn::Vec<D>;

  SomeLanes(D d, std::ptrdiff_t begin, std::ptrdiff_t end)
      : begin_(begin),
        end_(end),
        mask_(hn::And(hn::FirstN(d, static_cast<std::size_t>(end)),
                      hn::Not(hn::FirstN(d, static_cast<std::size_t>(begin))))) {}

  HWY_INLINE Vector load(D d, const Scalar* from) const {
#if HWY_ARCH_ARM_A64  // no masks in memory
    HWY_ALIGN Scalar lanes[hn::MaxLanes(D())] = {};
    for (std::ptrdiff_t i = begin_; i < end_; ++i) lanes[i] = from[i];
    return hn::Load(d, lanes);
#else
    return hn::MaskedLoad(mask_, d, from);
#endif
  }
  HWY_INLINE void store(D d, Vector vector, Scalar* to) const {
#if HWY_ARCH_ARM_A64
    HWY_ALIGN Scalar lanes[hn::MaxLanes(D())];
    hn::Store(vector, d, lanes);
    for (std::ptrdiff_t i = begin_; i < end_; ++i) to[i] = lanes[i];
#else
    hn::BlendedStore(vector, mask_, d, to);
#endif
  }

 private:
  std::ptrdiff_t begin_, end_;
  hn::Mask<D> mask_;
};

// 32 registers hold 8 rows of 3 vectors, what is loaded beside them included; 16 hold 4.
#if HWY_TARGET == HWY_AVX2
inline constexpr int tile_rows = 4;
#else
inline constexpr int tile_rows = 8;
#endif

template <class Scalar>
inline constexpr auto lanes_of = static_cast<std::ptrdiff_t>(hn::MaxLanes(hn::ScalableTag<Scalar>()));

/// Cuts columns into stripes as wide as a tile: three vectors at a time, and 2 + 2 rather than 3 + 1. Calls
/// visit(its width, whether the last vector is partly beyond the columns, its first column, the columns in
/// its last vector); the first two are types of constants.
template <class Scalar, class Visit>
void each_stripe(std::ptrdiff_t columns, const Visit& visit) {
  constexpr std::ptrdiff_t lanes = lanes_of<Scalar>;
  for (std::ptrdiff_t begin = 0, taken; begin < columns; begin += taken) {
    const std::ptrdiff_t vectors = (columns - begin + lanes - 1) / lanes;
    const std::ptrdiff_t width = vectors == 4 ? 2 : std::min<std::ptrdiff_t>(vectors, 3);
    taken = std::min(columns - begin, width * lanes);
    const std::ptrdiff_t of_last = taken - (width - 1) * lanes;
    const auto with_width = [&](auto constant) {
      of_last < lanes ? visit(constant, std::true_type(), begin, of_last)
                      : visit(constant, std::false_type(), begin, of_last);
    };
    if (width == 3)
      with_width(std::integral_constant<int, 3>());
    else if (width == 2)
      with_width(std::integral_constant<int, 2>());
    else
      with_width(std::integral_constant<int, 1>());
  }
}

}  // namespace tryall::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
#endif
