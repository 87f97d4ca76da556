#pragma once

// Which of the functions of one name runs, of those in the namespaces that Highway compiles one for each
// instruction set and of the plain one: that of the instruction set in use.
#if HWY_ARCH_X86
#define TRYALL_DISPATCH(function, ...)      \
  switch (isa()) {                          \
    case Isa::avx512:                       \
      return N_AVX3::function(__VA_ARGS__); \
    case Isa::avx2:                         \
      return N_AVX2::function(__VA_ARGS__); \
    default:                                \
      return plain::function(__VA_ARGS__);  \
  }
#elif HWY_ARCH_ARM_A64
#define TRYALL_DISPATCH(function, ...)                                        \
  if (isa() == Isa::neon) return HWY_STATIC_NAMESPACE::function(__VA_ARGS__); \
  return plain::function(__VA_ARGS__);
#else
#define TRYALL_DISPATCH(function, ...) return plain::function(__VA_ARGS__);
#endif
