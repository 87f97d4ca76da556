#pragma once

#include "tryall/init/initializer.hpp"

namespace tryall::init {

#define TRYALL_TECHNIQUE(name) InitializerEntry name();
#include "initializers.def"
#undef TRYALL_TECHNIQUE

/// Independent draws from N(0, std^2).
void fill_normal(double std, const Stream& stream, std::span<double> weights);

/// Independent draws from U(low, high); element i is a function of draw i alone.
void fill_uniform(double low, double high, const Stream& stream, std::span<double> weights);

}  // namespace tryall::init
