#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tryall::data {

/// The classes of a classification, whatever its data come from: the different labels of the training
/// samples, numbers in their order and texts in that of their bytes. Labels need not begin at 0, nor follow
/// one another.
template <class Label>
class LabelClasses {
 public:
  /// Of all training labels.
  explicit LabelClasses(std::vector<Label> labels) : labels_(std::move(labels)) {
    std::sort(labels_.begin(), labels_.end());
    labels_.erase(std::unique(labels_.begin(), labels_.end()), labels_.end());
  }

  std::size_t size() const { return labels_.size(); }
  const std::vector<Label>& labels() const { return labels_; }

  /// The number of the label's class; nothing for a label that no training sample has.
  std::optional<std::int32_t> find(const Label& label) const {
    const auto found = std::lower_bound(labels_.begin(), labels_.end(), label);
    if (found == labels_.end() || label < *found) return std::nullopt;
    return static_cast<std::int32_t>(found - labels_.begin());
  }

 private:
  std::vector<Label> labels_;
};

/// Whether a number can be a label: whole, and small enough that no other number is rounded to it.
inline bool is_label(double number) {
  constexpr double exact = 9007199254740992.0;  // 2^53
  return number == std::floor(number) && std::abs(number) < exact;
}

/// Whether the targets, so many columns a row, are the same in every row.
inline bool never_vary(std::span<const double> targets, std::size_t columns) {
  for (std::size_t i = columns; i < targets.size(); ++i)
    if (targets[i] != targets[i - columns]) return false;
  return true;
}

/// The names of classes that are numbers, where they are not the classes' own numbers 0, 1, 2, ...; else
/// none.
std::vector<std::string> class_names_of(const std::vector<double>& labels);

}  // namespace tryall::data
