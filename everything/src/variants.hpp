#pragma once

#include <string>
#include <vector>

#include "tryall/everything/try_everything.hpp"
#include "tryall/reports/results/run.hpp"

namespace tryall::everything {

/// The best config with another setting on one axis.
struct Variant {
  std::string axis, from, to;
  Config config;  ///< Settled.
};

/// At most so many: of each axis first one, the plainest other setting, then the next ones. Settings that
/// cannot be trained on the data, and those that come to the same training, are passed over.
std::vector<Variant> variants_of(const Config& best, const Facts& facts, std::size_t most,
                                 Workshop& workshop);

/// The other group with those of its runs alone whose seeds the first has, too.
reports::Group on_seeds_of(const reports::Group& group, reports::Group other);

/// How much better a group is than another over the seeds that both have, with Student's interval; NaN ends
/// below three.
reports::Estimated change_of(const reports::Group& group, const reports::Group& other, const Metric& metric,
                             std::size_t place, double level);

/// What each change came to, paired by seed, against the best's runs with the same seeds; intervals hold
/// together at `level_of_all`. Variants of which fewer than three pairs came to an end are left out.
std::vector<Effect> effects_of(const std::vector<Variant>& variants,
                               const std::vector<reports::Group>& groups, const reports::Group& best,
                               const Metric& metric, std::size_t place, double level_of_all);

}  // namespace tryall::everything
