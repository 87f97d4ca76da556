#include "tryall/init/initializer.hpp"

#include "initializers.hpp"

namespace tryall::init {

const Table<InitializerEntry>& initializer_table() {
  static const Table<InitializerEntry> table("init", "inits",
                                             {
#define TRYALL_TECHNIQUE(name) name(),
#include "initializers.def"
#undef TRYALL_TECHNIQUE
                                             });
  return table;
}

void fill(const Choice& choice, const ParameterBlock& block, const Stream& stream, std::span<double> weights,
          const Table<InitializerEntry>& table) {
  require(weights.size() == block.rows() * block.columns(), "the weights are the block's");
  table.find(choice).fill(choice, block, stream, weights);
}

}  // namespace tryall::init
