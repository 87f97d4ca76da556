#include "tryall/functions/function.hpp"

#include <fmt/format.h>

#include "functions.hpp"
#include "tryall/error.hpp"

namespace tryall::functions {

const Table<FunctionEntry>& function_table() {
  static const Table<FunctionEntry> table("function", "functions",
                                          {
#define TRYALL_TECHNIQUE(name) name(),
#include "functions.def"
#undef TRYALL_TECHNIQUE
                                          });
  return table;
}

const FunctionEntry& find_function(std::string_view name, const Table<FunctionEntry>& table) {
  if (const FunctionEntry* entry = table.named(name)) return *entry;
  throw Error(ErrorCode::bad_input, fmt::format("there is no test function '{}'", name));
}

std::size_t dimension_of(const FunctionEntry& entry, const Choice& choice) {
  return entry.dimension > 0 ? entry.dimension : static_cast<std::size_t>(choice.integer("dimension"));
}

Samples samples_of(const FunctionEntry& entry, std::size_t dimension) {
  if (entry.samples) return entry.samples();
  return {1, Buffer<float>(2 * dimension, 0.0F)};
}

std::vector<double> repeated(const std::vector<double>& pattern, std::size_t dimension) {
  std::vector<double> values(dimension);
  for (std::size_t i = 0; i < dimension; ++i) values[i] = pattern[i % pattern.size()];
  return values;
}

}  // namespace tryall::functions
