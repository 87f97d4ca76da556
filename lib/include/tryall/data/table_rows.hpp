#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tryall/data/sample_rows.hpp"

namespace tryall::data {

/// The rows of a table of text as samples of a model that was trained on another table: its columns are found
/// by their names (by their places where the first table had no header), words get the features that they had
/// in training, and dates and missing values are recognized by the same settings.
class TableRows : public SampleRows {
 public:
  /// `frame` is the dataset that the model was trained on (its census; samples are not looked at), `choice`
  /// how that was read. "-" is the standard input. Throws Error where a column that the model takes is not
  /// there.
  TableRows(std::shared_ptr<const Dataset> frame, const Choice& choice, const std::filesystem::path& file);
  ~TableRows() override;

  /// Throws Error, with line and column, for text where a number or a date is expected.
  std::shared_ptr<const Dataset> next(std::size_t most) override;
  const std::vector<bool>& has_target() const override;
  std::vector<std::string> notes() const override;

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

}  // namespace tryall::data
