#pragma once

#include "tryall/regularize/regularizer.hpp"

namespace tryall::regularize {

#define TRYALL_TECHNIQUE(name) RegularizerEntry name();
#include "regularizers.def"
#undef TRYALL_TECHNIQUE

/// lambda1 sum |w| + (lambda2 / 2) sum w^2, of which l1 and l2 are the corners. The subgradient of |w| at 0
/// is 0.
struct ElasticNetParams {
  double lambda1 = 0;
  double lambda2 = 0;
  bool proximal = false;  ///< The absolute part acts by soft thresholding after the update.
  bool include_bias = false;
};

template <class Scalar>
std::unique_ptr<Regularizer<Scalar>> make_elastic_net(const ElasticNetParams& params);

/// The settings that regularizers share. A strength is a number of at least 0.
Parameter strength(const char* name, double fallback, const char* meaning);
Parameter proximal_parameter();
Parameter include_bias_parameter();

}  // namespace tryall::regularize
