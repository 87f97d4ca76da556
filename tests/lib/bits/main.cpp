// Prints a hash of the bits of every technique, for scripts/fingerprint-everywhere. Status 2 for an
// instruction set that this processor does not have.
#include <cstdio>
#include <cstdlib>

#include "bits.hpp"
#include "tryall/error.hpp"
#include "tryall/kernels/isa.hpp"

int main() try {
  if (const char* isa = std::getenv("TRYALL_ISA"); isa && *isa)
    tryall::kernels::use_isa(tryall::kernels::find_isa(isa));
  std::fputs(tryall::testing::all_bits().c_str(), stdout);
} catch (const tryall::Error& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 2;
}
