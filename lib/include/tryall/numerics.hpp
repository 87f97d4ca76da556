#pragma once

namespace tryall {

/// Raised by every change after which some stored result would come out with other bits. It is part of a
/// run's identity: results of another numerics version are never reused.
inline constexpr int numerics_version = 5;

/// Fixes what the linear algebra would otherwise take from the processor it finds itself on (the cache sizes,
/// which decide how products are cut up and so in which order sums are added). Cheap, idempotent,
/// thread-safe; every training calls it.
void pin_numerics();

}  // namespace tryall
