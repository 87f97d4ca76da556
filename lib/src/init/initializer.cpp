#include "tryall/init/initializer.hpp"

#include "initializers.hpp"
#include "tryall/table.hpp"

namespace tryall::init {

const std::vector<InitializerEntry>& initializer_table() {
  static const std::vector<InitializerEntry> table = {zeros(), normal(), xavier(), he()};
  return table;
}

const Family& initializers() {
  static const Family family = family_of("init", "inits", initializer_table());
  return family;
}

void fill(const Choice& choice, Fans fans, const Stream& stream, std::span<double> weights) {
  entry_of(initializer_table(), choice).fill(choice, fans, stream, weights);
}

}  // namespace tryall::init
