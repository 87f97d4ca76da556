#pragma once

#include "tryall/init/initializer.hpp"

namespace tryall::init {

InitializerEntry zeros();
InitializerEntry normal();
InitializerEntry xavier();
InitializerEntry he();

/// Independent draws from N(0, std^2).
void fill_normal(double std, const Stream& stream, std::span<double> weights);

}  // namespace tryall::init
