#include "dropouts.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_no_dropout(const Choice&, Units, std::uint32_t) {
  return nullptr;
}

}  // namespace

DropoutEntry no_dropout() {
  return {.about = {.name = "none", .summary = "drops nothing", .source = "", .parameters = {}},
          .make_single = make_no_dropout<float>,
          .make_double = make_no_dropout<double>};
}

}  // namespace tryall::nn
