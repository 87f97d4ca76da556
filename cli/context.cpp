#include "context.hpp"

#include <cstdlib>

namespace tryall::cli {
namespace {

const char* variable(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value && *value ? value : otherwise;
}

}  // namespace

Context context_from_environment() {
  return {.db = variable("TRYALL_DB", "tryall.db"),
          .data = variable("TRYALL_DATA", "data"),
          .isa = variable("TRYALL_ISA", "")};
}

}  // namespace tryall::cli
