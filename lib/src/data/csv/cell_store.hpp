#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace tryall::data {

/// Rows of numbers of one width, in large pieces that are given back one by one while the rows are made into
/// something else, so that the whole is never held twice.
class CellStore {
 public:
  explicit CellStore(std::size_t width)
      : width_(width), piece_rows_(std::max<std::size_t>(1, piece_cells / width)) {}

  std::size_t rows() const { return rows_; }
  std::size_t width() const { return width_; }

  /// Room for one more row. `line`: where it begins in its file.
  double* add(std::size_t line) {
    if (rows_ == pieces_.size() * piece_rows_)
      pieces_.push_back(std::make_unique_for_overwrite<double[]>(piece_rows_ * width_));
    if (steps_.empty() || line != steps_.back().second + (rows_ - steps_.back().first))
      steps_.emplace_back(rows_, line);
    return at(rows_++);
  }
  const double* row(std::size_t row) const {
    return pieces_[row / piece_rows_].get() + row % piece_rows_ * width_;
  }

  /// The line of the row that was added as number `added`.
  std::size_t line(std::size_t added) const {
    const auto after =
        std::upper_bound(steps_.begin(), steps_.end(), added,
                         [](std::size_t wanted, const auto& step) { return wanted < step.first; });
    return after[-1].second + (added - after[-1].first);
  }
  /// A row's number as it was added, before others were taken out.
  std::size_t added_as(std::size_t row) const { return kept_.empty() ? row : kept_[row]; }

  /// Takes out the rows for which `keep(number, cells)` is false.
  template <class Keep>
  void filter(const Keep& keep) {
    std::vector<std::size_t> kept;
    for (std::size_t from = 0; from < rows_; ++from) {
      if (!keep(from, row(from))) continue;
      if (from != kept.size()) std::copy_n(row(from), width_, at(kept.size()));
      kept.push_back(added_as(from));
    }
    rows_ = kept.size();
    kept_ = std::move(kept);
  }

  /// Hands over each row, in order, and gives the pieces back.
  template <class Visit>
  void consume(const Visit& visit) {
    for (std::size_t number = 0; number < rows_; ++number) {
      visit(number, row(number));
      if ((number + 1) % piece_rows_ == 0) pieces_[number / piece_rows_].reset();
    }
    pieces_.clear();
    rows_ = 0;
  }

 private:
  /// 33 MB: pieces of this size go back to the system at once, and untouched parts of one cost nothing.
  static constexpr std::size_t piece_cells = std::size_t{33} << 17;

  double* at(std::size_t row) { return pieces_[row / piece_rows_].get() + row % piece_rows_ * width_; }

  std::size_t width_, piece_rows_, rows_ = 0;
  std::vector<std::unique_ptr<double[]>> pieces_;
  std::vector<std::pair<std::size_t, std::size_t>>
      steps_;                      ///< Row and line, where lines do not go on by one.
  std::vector<std::size_t> kept_;  ///< Where rows were taken out.
};

}  // namespace tryall::data
