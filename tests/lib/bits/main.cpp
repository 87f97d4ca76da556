// Prints a hash of the bits of every technique, for scripts/fingerprint-everywhere.
#include <cstdio>
#include <cstdlib>

#include "bits.hpp"
#include "tryall/kernels/isa.hpp"

int main() {
  if (const char* isa = std::getenv("TRYALL_ISA"); isa && *isa)
    tryall::kernels::use_isa(tryall::kernels::find_isa(isa));
  std::fputs(tryall::testing::all_bits().c_str(), stdout);
}
