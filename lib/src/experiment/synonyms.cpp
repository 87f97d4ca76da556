#include "experiment/synonyms.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace tryall {

std::string translation(const std::string& word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 15> synonyms = {
      {{"kaiming", "he"},
       {"xavier", "glorot"},
       {"nesterov", "nag"},
       {"swish", "silu"},
       {"logistic", "sigmoid"},
       {"dev", "validation"},
       {"eval", "validation"},
       {"layers", "hidden"},
       {"neurons", "hidden"},
       {"units", "hidden"},
       {"iterations", "epochs"},
       {"seeds", "seed"},
       {"decay", "weight_decay"},
       {"nll", "cross_entropy"},
       {"sgdm", "momentum"}}};
  for (const auto& [theirs, ours] : synonyms)
    if (word == theirs) return std::string(ours);
  return word;
}

}  // namespace tryall
