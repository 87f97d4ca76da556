#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tryall/reports/tables/table.hpp"
#include "tryall/train/run.hpp"

namespace tryall::cli {

/// Shows a run's curve while it is trained: a line an epoch, the training loss and what is measured on the
/// validation split.
class CurveView {
 public:
  using Write = void (*)(const std::string& text);

  explicit CurveView(Write write) : write_(write) {}

  /// To be called after each epoch; the first call decides what is shown.
  void show(std::int64_t epoch, const train::RunResult& so_far);

 private:
  void write_header(const train::RunResult& first);

  Write write_;
  std::vector<std::size_t> metrics_;
};

/// A row an epoch with all that was measured; what is measured at the end stands in the last row.
reports::Table curve_table(const train::RunResult& result);

/// What is measured at the end, a line each.
std::string test_text(const train::RunResult& result);

}  // namespace tryall::cli
