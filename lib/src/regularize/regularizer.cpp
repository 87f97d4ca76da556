#include "tryall/regularize/regularizer.hpp"

#include "regularizers.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::regularize {

const std::vector<RegularizerEntry>& regularizer_table() {
  static const std::vector<RegularizerEntry> table = {no_regularizer(), l1(), l2(), elastic_net()};
  return table;
}

const Family& regularizers() {
  static const Family family = family_of("regularizer", "regularizers", regularizer_table());
  return family;
}

template <>
std::unique_ptr<Regularizer<float>> make_regularizer(const Choice& choice) {
  return entry_of(regularizer_table(), choice).make_single(choice);
}

template <>
std::unique_ptr<Regularizer<double>> make_regularizer(const Choice& choice) {
  return entry_of(regularizer_table(), choice).make_double(choice);
}

}  // namespace tryall::regularize
