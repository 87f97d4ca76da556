#pragma once

#include "tryall/init/initializer.hpp"

namespace tryall::init {

/// The settings that initializers share, so that a name means the same everywhere.
Parameter std_parameter(double fallback, const char* meaning);
Parameter gain_parameter();
Parameter fan_parameter();

/// A fan as a divisor: 1 where a layer has none.
double divisor(std::size_t fan);

/// fan_in or fan_out, as the setting `fan` says, as a divisor.
double chosen_fan(const Choice& choice, const ParameterBlock& block);

}  // namespace tryall::init
