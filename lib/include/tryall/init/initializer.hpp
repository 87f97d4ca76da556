#pragma once

#include <span>

#include "tryall/experiment/table.hpp"
#include "tryall/parameter_block.hpp"
#include "tryall/random.hpp"

namespace tryall::init {

/// An initializer fills one block of parameters from the block's own random stream. Always in double, so that
/// a float and a double training start from the same point.
struct InitializerEntry {
  Technique about;
  void (*fill)(const Choice& choice, const ParameterBlock& block, const Stream& stream,
               std::span<double> weights);
};

const Table<InitializerEntry>& initializer_table();
inline const Family& initializers() { return initializer_table().family(); }

/// Fills the block's rows x columns `weights` by the chosen initializer.
void fill(const Choice& choice, const ParameterBlock& block, const Stream& stream, std::span<double> weights,
          const Table<InitializerEntry>& table = initializer_table());

/// Independent draws from N(0, std^2).
void fill_normal(double std, const Stream& stream, std::span<double> weights);

/// Independent draws from U(low, high); element i is a function of draw i alone.
void fill_uniform(double low, double high, const Stream& stream, std::span<double> weights);

}  // namespace tryall::init
