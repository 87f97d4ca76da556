#include "tryall/kernels/sums.hpp"

#include "tryall/kernels/isa.hpp"

namespace tryall::kernels {
namespace {

constexpr std::size_t lanes = 16;

struct Add {
  double operator()(double a, double b) const { return a + b; }
};
struct Larger {
  double operator()(double a, double b) const { return a < b ? b : a; }
};

// Once for each instruction set, as in each.hpp. The compiler keeps the lanes in registers: two of AVX-512,
// four of AVX2.
#define TRYALL_KERNELS_FOLD                                                                                  \
  template <class Join, class Term, class... Values>                                                         \
  [[gnu::flatten]] double fold(Join join, Term term, std::size_t size, const Values*... values) {            \
    double parts[lanes] = {};                                                                                \
    std::size_t i = 0;                                                                                       \
    for (; i + lanes <= size; i += lanes)                                                                    \
      for (std::size_t lane = 0; lane < lanes; ++lane)                                                       \
        parts[lane] = join(parts[lane], term(static_cast<double>(values[i + lane])...));                     \
    for (std::size_t lane = 0; i + lane < size; ++lane)                                                      \
      parts[lane] = join(parts[lane], term(static_cast<double>(values[i + lane])...));                       \
    for (std::size_t width = lanes / 2; width > 0; width /= 2)                                               \
      for (std::size_t lane = 0; lane < width; ++lane) parts[lane] = join(parts[lane], parts[lane + width]); \
    return parts[0];                                                                                         \
  }

namespace plain_sums {
TRYALL_KERNELS_FOLD
}  // namespace plain_sums

#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,fma")
#endif
namespace avx2_sums {
TRYALL_KERNELS_FOLD
}  // namespace avx2_sums
#if defined(__clang__)
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl"))), \
                             apply_to = function)
#else
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,prefer-vector-width=512")
#endif
namespace avx512_sums {
TRYALL_KERNELS_FOLD
}  // namespace avx512_sums
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif

#undef TRYALL_KERNELS_FOLD

template <class Join, class Term, class... Values>
double fold(Join join, Term term, std::size_t size, const Values*... values) {
  switch (isa()) {
#if defined(__x86_64__)
    case Isa::avx512:
      return avx512_sums::fold(join, term, size, values...);
    case Isa::avx2:
      return avx2_sums::fold(join, term, size, values...);
#endif
    default:
      return plain_sums::fold(join, term, size, values...);
  }
}

struct Itself {
  double operator()(double x) const { return x; }
};
struct Square {
  double operator()(double x) const { return x * x; }
};
struct Magnitude {
  double operator()(double x) const { return std::abs(x); }
};
struct Multiply {
  double operator()(double a, double b) const { return a * b; }
};
struct IsZero {
  double operator()(double x) const { return x == 0 ? 1.0 : 0.0; }
};

}  // namespace

#define TRYALL_INSTANTIATE(Scalar)                                                                           \
  double sum(std::span<const Scalar> values) { return fold(Add{}, Itself{}, values.size(), values.data()); } \
  double sum_of_squares(std::span<const Scalar> values) {                                                    \
    return fold(Add{}, Square{}, values.size(), values.data());                                              \
  }                                                                                                          \
  double sum_of_magnitudes(std::span<const Scalar> values) {                                                 \
    return fold(Add{}, Magnitude{}, values.size(), values.data());                                           \
  }                                                                                                          \
  double dot(std::span<const Scalar> a, std::span<const Scalar> b) {                                         \
    return fold(Add{}, Multiply{}, a.size(), a.data(), b.data());                                            \
  }                                                                                                          \
  double largest_magnitude(std::span<const Scalar> values) {                                                 \
    return fold(Larger{}, Magnitude{}, values.size(), values.data());                                        \
  }                                                                                                          \
  std::size_t count_zeros(std::span<const Scalar> values) {                                                  \
    return static_cast<std::size_t>(fold(Add{}, IsZero{}, values.size(), values.data()));                    \
  }
TRYALL_INSTANTIATE(float)
TRYALL_INSTANTIATE(double)
#undef TRYALL_INSTANTIATE

}  // namespace tryall::kernels
