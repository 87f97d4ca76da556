#pragma once

namespace tryall::sweeps::build_info {

extern const char* const version;
extern const char* const commit;
extern const bool dirty;
extern const char* const compiler;
extern const char* const build_type;
extern const char* const flags;

/// What the program was compiled for.
#if defined(__AVX512F__)
inline constexpr const char* instruction_set = "x86-64-v4";
#elif defined(__AVX2__) && defined(__FMA__)
inline constexpr const char* instruction_set = "x86-64-v3";
#elif defined(__x86_64__)
inline constexpr const char* instruction_set = "x86-64";
#else
inline constexpr const char* instruction_set = "other";
#endif

}  // namespace tryall::sweeps::build_info
