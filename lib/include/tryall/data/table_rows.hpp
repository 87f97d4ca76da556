#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tryall/data/dataset.hpp"
#include "tryall/experiment/technique.hpp"

namespace tryall::data {

/// The rows of a table of text as samples of a model that was trained on another table: its columns are found
/// by their names (by their places where the first table had no header), words get the features that they had
/// in training, and dates and missing values are recognized by the same settings.
class TableRows {
 public:
  /// `frame` is the dataset that the model was trained on (its census; samples are not looked at), `choice`
  /// how that was read. "-" is the standard input. Throws Error where a column that the model takes is not
  /// there.
  TableRows(std::shared_ptr<const Dataset> frame, const Choice& choice, const std::filesystem::path& file);
  ~TableRows();

  /// The next rows, up to `most`, and fewer rather than to wait for more; none at the end. Missing numbers
  /// are NaN. Throws Error, with line and column, for text where a number or a date is expected.
  std::shared_ptr<const Dataset> next(std::size_t most);
  /// Which of these rows have their target, too; in the others the label or target is 0.
  const std::vector<bool>& has_target() const;
  /// What was seen and got over, a sentence each: columns that the model does not take, words that it does
  /// not know.
  std::vector<std::string> notes() const;

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

}  // namespace tryall::data
