#include "tryall/init/initializer.hpp"

#include "initializers.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::init {

const std::vector<InitializerEntry>& initializer_table() {
  static const std::vector<InitializerEntry> table = {
      zeros(),         constant(),       uniform(),       normal(),   truncated_normal(),
      xavier(),        glorot_uniform(), glorot_normal(), he(),       he_uniform(),
      lecun_uniform(), lecun_normal(),   orthogonal(),    identity(), sparse()};
  return table;
}

const Family& initializers() {
  static const Family family = family_of("init", "inits", initializer_table());
  return family;
}

void fill(const Choice& choice, const ParameterBlock& block, const Stream& stream,
          std::span<double> weights) {
  require(weights.size() == block.rows() * block.columns(), "the weights are the block's");
  entry_of(initializer_table(), choice).fill(choice, block, stream, weights);
}

}  // namespace tryall::init
