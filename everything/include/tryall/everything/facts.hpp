#pragma once

#include <cstddef>

#include "tryall/data/dataset.hpp"

namespace tryall::everything {

/// What decides how data are gone about.
struct Facts {
  Task task = Task::classification;
  std::size_t sealed = 0;    ///< Samples of the test set held out, used for nothing else.
  std::size_t learning = 0;  ///< The others.
  std::size_t features = 0;
  std::size_t classes = 0;
  std::size_t groups = 0;  ///< That the learning samples are of, where the data have groups.
  bool images = false;
  bool ordered = false;  ///< By a time that each sample has.
};

/// `test_share` is held out where the data bring no test set of their own. Throws Error for data that there
/// is nothing to learn from: test functions, fewer than 20 samples, a class with fewer than 2, fewer than
/// three groups besides those that are held out.
Facts facts_of(const data::Dataset& dataset, double test_share);

}  // namespace tryall::everything
