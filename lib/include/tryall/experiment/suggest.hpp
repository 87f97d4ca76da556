#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tryall {

/// The candidates that a person who typed `name` may have meant, three at most; those of the first rule that
/// finds one:
///   the same letters, whatever their case and what joins the words (AdamW, cross-entropy), initials (lr),
///   another library's word for it (kaiming, nesterov); one edit away, where four letters or more were typed;
///   beginnings of words (val_acc, glorot), or some of the words that were typed (cosine_annealing);
///   the nearest by Damerau-Levenshtein distance (optimal string alignment), at most a third of the name's
///   length away, one edit always allowed.
/// Of a candidate with a point, "model.hidden", what stands behind the point may be meant.
std::vector<std::string> near_names(std::string_view name, const std::vector<std::string>& candidates);

/// The first of `near_names`; empty where there is none.
std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates);

/// " (did you mean 'adam'?)", also with "'a', 'b' or 'c'". Where no candidate is near " (known: a, b, c)",
/// or, of more than 20, " (nearest: a, b, c)".
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);

/// The same where a candidate is near, else `otherwise`.
std::string did_you_mean_or(std::string_view name, const std::vector<std::string>& candidates,
                            std::string_view otherwise);

/// "'a', 'b' or 'c'"
std::string alternatives(const std::vector<std::string>& names);

}  // namespace tryall
