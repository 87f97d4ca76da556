#pragma once

#include <span>
#include <string_view>

namespace tryall::kernels {

/// The instruction sets that kernels are compiled for. Which of them is used decides how long a training
/// takes and no bit of what comes out.
enum class Isa {
  plain,   ///< What every processor of the architecture has.
  avx2,    ///< x86-64 with AVX2 and FMA.
  avx512,  ///< x86-64 with AVX-512 F, BW, DQ and VL.
  neon     ///< aarch64, all of which have it.
};

/// Those that this program has kernels for and this processor can run, the fastest last.
std::span<const Isa> available_isas();

/// The one in use: the fastest, unless another was asked for.
Isa isa();
/// Takes another from here on. Throws Error unless it is available.
void use_isa(Isa isa);

/// "plain", "avx2", "avx512", "neon".
std::string_view name(Isa isa);
/// The one of this name. Throws Error, naming those that are available, if there is none or the processor
/// lacks it.
Isa find_isa(std::string_view name);

}  // namespace tryall::kernels
