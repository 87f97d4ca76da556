#include "tryall/error.hpp"

#include <cstdio>
#include <cstdlib>

namespace tryall {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "tryall: broken contract: %s\n", what);
  std::abort();
}

}  // namespace tryall
