#pragma once

#include <string_view>
#include <vector>

#include "tryall/buffer.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::functions {

/// The values (one a row) and gradients of a function g at `points` (dimension x rows).
template <class Scalar>
using Evaluate = void (*)(Batch<const Scalar> points, Scalar* values, Batch<Scalar> gradients);

/// What a function's samples x are: `training` of them, then those of the test set.
struct Samples {
  std::size_t training = 0;
  Buffer<float> values = {};  ///< `dimension` a sample.
};

/// A test function f(theta, x) = g(theta - x): parameters theta are trained to lessen its mean over the
/// samples x. Most functions have the one sample 0, for training and for the test: f is g. A new one is a
/// file and a line in the table; it is a dataset by itself.
struct FunctionEntry {
  Technique about;
  std::size_t dimension = 2;       ///< Of theta; 0: the setting `dimension` says.
  std::vector<double> start = {};  ///< Where theta starts, repeated up to the dimension.
  std::vector<double> minimum =
      {};  ///< Where g is least, which is 0, repeated likewise; empty where there is none.
  Evaluate<float> single_precision = nullptr;
  Evaluate<double> double_precision = nullptr;
  Samples (*samples)() = nullptr;  ///< Null: the one sample 0.
};

const Table<FunctionEntry>& function_table();

/// Throws Error where there is none of that name.
const FunctionEntry& find_function(std::string_view name,
                                   const Table<FunctionEntry>& table = function_table());

/// The dimension of theta for the choice of dataset, which has all its settings.
std::size_t dimension_of(const FunctionEntry& entry, const Choice& choice);
/// The samples of a function of that dimension.
Samples samples_of(const FunctionEntry& entry, std::size_t dimension);
/// `pattern` repeated up to the dimension.
std::vector<double> repeated(const std::vector<double>& pattern, std::size_t dimension);

}  // namespace tryall::functions
