#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tryall/data/sample_rows.hpp"

namespace tryall::data {

/// The samples of an array file for a model that was trained on arrays or images: .npy (samples, ...); .npz
/// with the array that the model's data named, or x, x_test, or the only one, and its labels, if there, as
/// the model's data named them, or y, y_test; or a file of IDX images. The kind is told by the first bytes.
class ArrayRows : public SampleRows {
 public:
  ArrayRows(std::shared_ptr<const Dataset> frame, const Choice& choice, const std::filesystem::path& file);
  ~ArrayRows() override;

  std::shared_ptr<const Dataset> next(std::size_t most) override;
  const std::vector<bool>& has_target() const override { return has_target_; }
  std::vector<std::string> notes() const override { return notes_; }

 private:
  void take_target(Dataset& part, std::size_t row);

  std::shared_ptr<const Dataset> frame_;
  std::string what_;
  FeatureValues values_ = {};         ///< Of all samples.
  std::vector<double> targets_ = {};  ///< Of all samples, as they are in the file; empty where it has none.
  std::size_t samples_ = 0, next_ = 0;
  std::vector<bool> has_target_ = {};
  std::vector<std::string> notes_ = {};
};

}  // namespace tryall::data
