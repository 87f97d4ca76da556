#include "tryall/regularize/regularizer.hpp"

#include "regularizers.hpp"

namespace tryall::regularize {
namespace {

template <class Scalar>
std::unique_ptr<Regularizer<Scalar>> make_no_regularizer(const Choice&) {
  return nullptr;
}

RegularizerEntry no_regularizer() {
  return {{.name = "none", .summary = "adds nothing", .source = "", .parameters = {}},
          make_no_regularizer<float>,
          make_no_regularizer<double>};
}

}  // namespace

const Table<RegularizerEntry>& regularizer_table() {
  static const Table<RegularizerEntry> table("regularizer", "regularizers",
                                             {
                                                 no_regularizer(),
#define TRYALL_TECHNIQUE(name) name(),
#include "regularizers.def"
#undef TRYALL_TECHNIQUE
                                             });
  return table;
}

template <>
std::unique_ptr<Regularizer<float>> make_regularizer(const Choice& choice,
                                                     const Table<RegularizerEntry>& table) {
  return table.find(choice).make_single(choice);
}

template <>
std::unique_ptr<Regularizer<double>> make_regularizer(const Choice& choice,
                                                      const Table<RegularizerEntry>& table) {
  return table.find(choice).make_double(choice);
}

}  // namespace tryall::regularize
