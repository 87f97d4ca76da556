#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tryall/data/dataset.hpp"
#include "tryall/experiment/technique.hpp"

namespace tryall::data {

/// New samples for a model, read piece by piece.
class SampleRows {
 public:
  virtual ~SampleRows() = default;

  /// The next ones, up to `most`, and fewer rather than to wait for more; none at the end. Missing numbers
  /// are NaN. Throws Error, with the place in the file, for what is no sample of the model's.
  virtual std::shared_ptr<const Dataset> next(std::size_t most) = 0;
  /// Which of these have their target, too; in the others the label or target is 0.
  virtual const std::vector<bool>& has_target() const = 0;
  /// What was seen and got over, a sentence each: columns that the model does not take, words or labels that
  /// it does not know.
  virtual std::vector<std::string> notes() const = 0;
};

/// Those of the file, for a model that was trained on `frame` (samples are not looked at), which was read as
/// `choice` says: the rows of a table where it was a table (table_rows.hpp), else the samples of an array
/// (array_rows.hpp). Throws Error where the file has not what the model takes.
std::unique_ptr<SampleRows> rows_for(std::shared_ptr<const Dataset> frame, const Choice& choice,
                                     const std::filesystem::path& file);

}  // namespace tryall::data
