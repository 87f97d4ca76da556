#pragma once

#include "tryall/kernels/isa.hpp"

namespace tryall::testing {

/// While it lives, kernels use the instruction set.
class WithIsa {
 public:
  explicit WithIsa(kernels::Isa isa) { kernels::use_isa(isa); }
  ~WithIsa() { kernels::use_isa(before_); }
  WithIsa(const WithIsa&) = delete;
  WithIsa& operator=(const WithIsa&) = delete;

 private:
  kernels::Isa before_ = kernels::isa();
};

}  // namespace tryall::testing
