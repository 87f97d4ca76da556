#pragma once

#include <array>

// Made by scripts/make-math-coefficients, which derives them. Each polynomial is in ascending powers.

namespace tryall::kernels::detail {

template <class S>
struct Coefficients;

template <>
struct Coefficients<float> {
  /// (e^r - 1 - r) / r^2 for |r| <= log(2) / 2: error 2^-28.3 of the result.
  static constexpr std::array<float, 5> exponential = {0x1.fffffcp-2F, 0x1.555492p-3F, 0x1.5558f2p-5F,
                                                       0x1.1239e2p-7F, 0x1.6a2464p-10F};
  /// (log((1 + s) / (1 - s)) - 2 s) / s^3 in s^2, (1 + s) / (1 - s) between the roots of 1/2 and 2: error
  /// 2^-29.2 of the result.
  static constexpr std::array<float, 3> logarithm = {0x1.55557ap-1F, 0x1.995eaep-2F, 0x1.31e45ep-2F};
  /// (sin r - r) / r^3 in r^2 for |r| <= pi / 4: error 2^-28.1 of the result.
  static constexpr std::array<float, 3> sine = {-0x1.555546p-3F, 0x1.11076p-7F, -0x1.994e88p-13F};
  /// (cos r - 1 + r^2 / 2) / r^4 in r^2 for |r| <= pi / 4: error 2^-33.3 of the result.
  static constexpr std::array<float, 3> cosine = {0x1.55554ap-5F, -0x1.6c0c8cp-10F, 0x1.9a024p-16F};
  /// (tanh x - x) / x^3 in x^2 for |x| <= 0.625: error 2^-32.6 of the result.
  static constexpr std::array<float, 6> tangent = {-0x1.555554p-2F, 0x1.11106cp-3F,  -0x1.b9ef7ep-5F,
                                                   0x1.6394dap-6F,  -0x1.0c214cp-7F, 0x1.197b8ep-9F};
  /// (1 + x) e^(x^2) erfc x in (x - 3) / (x + 3) for x from 0 to 9.3: error 2^-29.5 of the result.
  static constexpr std::array<float, 11> error_function = {
      0x1.6e9828p-1F,  -0x1.d8f07p-3F,  0x1.9596c4p-4F,  -0x1.4f5f96p-7F,  -0x1.85fe2cp-6F, 0x1.67a564p-6F,
      -0x1.3fd06cp-7F, 0x1.af18d2p-10F, 0x1.6d02d8p-11F, -0x1.941562p-12F, -0x1.ce6faap-14F};
};

template <>
struct Coefficients<double> {
  /// (e^r - 1 - r) / r^2 for |r| <= log(2) / 2: error 2^-57.9 of the result.
  static constexpr std::array<double, 10> exponential = {
      0x1.000000000000ap-1,  0x1.55555555554fap-3,  0x1.555555555087cp-5,  0x1.1111111127bc1p-7,
      0x1.6c16c1842a2ddp-10, 0x1.a01a012a61a12p-13, 0x1.a0199a0c19ccfp-16, 0x1.71df253f8af97p-19,
      0x1.28ad731740566p-22, 0x1.ad7f88b9dd914p-26};
  /// (log((1 + s) / (1 - s)) - 2 s) / s^3 in s^2, (1 + s) / (1 - s) between the roots of 1/2 and 2: error
  /// 2^-58.5 of the result.
  static constexpr std::array<double, 7> logarithm = {
      0x1.5555555555592p-1, 0x1.999999997fcccp-2, 0x1.24924941ffcd6p-2, 0x1.c71c51fc4c5c3p-3,
      0x1.746641cdb8e8ap-3, 0x1.39a16ad7d7aefp-3, 0x1.2f08b93a4a98ep-3};
  /// (log((1 + s) / (1 - s)) - 2 s - 2 s^3 / 3) / s^5 in s^2, for such s: error 2^-65.3 of the result.
  static constexpr std::array<double, 7> further_logarithm = {
      0x1.9999999999b31p-2, 0x1.2492492457bd2p-2, 0x1.c71c722d8ced5p-3, 0x1.745ce9d4ff624p-3,
      0x1.3b1eeecfd58a3p-3, 0x1.0f7fa54b0ed62p-3, 0x1.0e45468c26747p-3};
  /// (sin r - r) / r^3 in r^2 for |r| <= pi / 4: error 2^-58.0 of the result.
  static constexpr std::array<double, 6> sine = {-0x1.5555555555549p-3,  0x1.111111110f87ep-7,
                                                 -0x1.a01a019c12049p-13, 0x1.71de357815d61p-19,
                                                 -0x1.ae5e6687327f5p-26, 0x1.5d9317d299d61p-33};
  /// (cos r - 1 + r^2 / 2) / r^4 in r^2 for |r| <= pi / 4: error 2^-64.2 of the result.
  static constexpr std::array<double, 6> cosine = {0x1.555555555554cp-5,  -0x1.6c16c16c15182p-10,
                                                   0x1.a01a019cb2245p-16, -0x1.27e4f80a3c572p-22,
                                                   0x1.1ee9ec1dbdc83p-29, -0x1.8faeb843190b9p-37};
  /// (tanh x - x) / x^3 in x^2 for |x| <= 0.625: error 2^-61.3 of the result.
  static constexpr std::array<double, 12> tangent = {
      -0x1.5555555555552p-2,  0x1.1111111110c38p-3,  -0x1.ba1ba1b9d1102p-5,  0x1.664f4870c02bap-6,
      -0x1.226e32d1224dep-7,  0x1.d6d35aa4b4231p-9,  -0x1.7d9c3a18cd669p-10, 0x1.350bcca471de1p-11,
      -0x1.f1169a5acd9afp-13, 0x1.8027e3c9354e7p-14, -0x1.faf9886845117p-16, 0x1.96639d2cd076bp-18};
  /// (1 + x) e^(x^2) erfc x in (x - 4) / (x + 4) for x from 0 to 26.6: error 2^-56.8 of the result.
  static constexpr std::array<double, 23> error_function = {
      0x1.5eb7f6ecb19a9p-1,   -0x1.9841f8fe19466p-3,  0x1.df6f7856005d7p-4,   -0x1.89dfde1d96cedp-5,
      0x1.03a843937b8abp-8,   0x1.f5c2a42515b8dp-7,   -0x1.1ef9faf80f449p-6,  0x1.8e8471e8ac80ep-7,
      -0x1.8db87b46c279fp-8,  0x1.156752318129bp-9,   -0x1.98b36d4e50956p-12, -0x1.f875a9028add6p-15,
      0x1.0c9301bfe3c9p-14,   -0x1.b956215ed9a46p-17, -0x1.15d3ea858aac3p-18, 0x1.64343ab75cee5p-19,
      0x1.16f10911eb58ap-27,  -0x1.8bf6913ca7e1cp-22, 0x1.80f9990ad8344p-25,  0x1.aaedd09eb7718p-25,
      -0x1.8337d84c06bb2p-28, -0x1.96e6596ca6cefp-28, -0x1.567938bb02281p-31};
};

}  // namespace tryall::kernels::detail
