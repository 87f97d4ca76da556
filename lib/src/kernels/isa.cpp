#include "tryall/kernels/isa.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <vector>

#include "tryall/error.hpp"

namespace tryall::kernels {
namespace {

constexpr std::array<std::string_view, 4> names = {"plain", "avx2", "avx512", "neon"};

#if defined(__aarch64__)
constexpr std::array isas = {Isa::plain, Isa::neon};
#else
constexpr std::array isas = {Isa::plain, Isa::avx2, Isa::avx512};
#endif

/// How many of `isas` the processor has; each has those before it.
std::size_t detected() {
#if defined(__aarch64__)
  return isas.size();
#elif defined(__x86_64__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return 1;
  const bool has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                          __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  return has_avx512 ? 3 : 2;
#else
  return 1;
#endif
}

std::atomic<Isa>& in_use() {
  static std::atomic<Isa> isa = available_isas().back();
  return isa;
}

}  // namespace

std::span<const Isa> available_isas() {
  static const std::size_t count = detected();
  return std::span(isas).first(count);
}

Isa isa() { return in_use().load(std::memory_order_relaxed); }

void use_isa(Isa isa) {
  find_isa(name(isa));
  in_use().store(isa, std::memory_order_relaxed);
}

std::string_view name(Isa isa) { return names[static_cast<std::size_t>(isa)]; }

Isa find_isa(std::string_view wanted) {
  std::vector<std::string_view> known;
  for (const Isa isa : available_isas()) {
    if (name(isa) == wanted) return isa;
    known.push_back(name(isa));
  }
  const bool elsewhere = std::find(names.begin(), names.end(), wanted) != names.end();
  throw Error(ErrorCode::bad_input, fmt::format("{} '{}' (available: {})",
                                                elsewhere ? "this processor does not have the instruction set"
                                                          : "unknown instruction set",
                                                wanted, fmt::join(known, ", ")));
}

}  // namespace tryall::kernels
