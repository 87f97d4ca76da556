#pragma once

#include <cstddef>
#include <span>

namespace tryall::kernels {

/// The windows of an image, which are not copied: value `term` of the window at (y, x) is
/// image[terms[term] + y * row + x]. Up to `windows_slack` values behind a window's last may be read.
template <class Scalar>
struct Windows {
  const Scalar* image = nullptr;
  std::span<const std::ptrdiff_t> terms;  ///< Of a window, in the order in which they are added.
  std::ptrdiff_t row = 0;                 ///< From a row of windows to the next; at least `width`.
  std::ptrdiff_t height = 0, width = 0;   ///< Windows.

  std::ptrdiff_t count() const { return height * width; }
};

/// Values that are readable behind the last of an image's.
inline constexpr std::ptrdiff_t windows_slack = 16;

/// Filters that lie side by side in memory.
inline constexpr std::ptrdiff_t filters_in_panel = 8;

/// Where the weight of a filter and a term lies among filters packed in panels of `filters_in_panel`, each of
/// them terms x filters.
inline std::ptrdiff_t packed_place(std::ptrdiff_t filter, std::ptrdiff_t term, std::ptrdiff_t terms) {
  return (filter / filters_in_panel * terms + term) * filters_in_panel + filter % filters_in_panel;
}
/// Values of so many packed filters.
inline std::size_t packed_size(std::ptrdiff_t filters, std::ptrdiff_t terms) {
  return static_cast<std::size_t>((filters + filters_in_panel - 1) / filters_in_panel * filters_in_panel *
                                  terms);
}

/// Filters over the windows of an image.
template <class Scalar>
struct Filters {
  std::ptrdiff_t count = 0;
  const Scalar* weights = nullptr;  ///< Packed.
  const Scalar* start = nullptr;    ///< A value a filter; null: 0.
};

/// out (filters x windows): each value is one chain of fused multiply-adds over a window's terms, from the
/// filter's start.
template <class Scalar>
void correlate(const Windows<Scalar>& windows, const Filters<Scalar>& filters, Scalar* out);

/// Rows of windows whose terms make up one chain of a weight's gradient: up to 256 windows, or one row. Part
/// of the numerics version.
std::ptrdiff_t rows_in_chain(std::ptrdiff_t height, std::ptrdiff_t width);

/// gradients (terms x filters) += the windows' values times deltas (windows x filters), by chains over
/// rows_in_chain rows of windows (and over 256 windows of a row), each from 0 and added in their order.
template <class Scalar>
void add_filter_gradients(const Windows<Scalar>& windows, const Scalar* deltas, std::ptrdiff_t filters,
                          Scalar* gradients);

/// A chain of a gradient: the windows that make it up, and their deltas.
template <class Scalar>
struct ChainOfWindows {
  const Scalar* image = nullptr;                  ///< At the first window.
  std::ptrdiff_t row = 0, height = 0, width = 0;  ///< As in Windows.
  const Scalar* deltas = nullptr;                 ///< windows x filters.
  std::ptrdiff_t filters = 0;
  std::ptrdiff_t skipped = 0;  ///< Deltas between the chain's rows.
};

/// Copies rows of `width` values that lie one after the other to where they begin `to_row` apart.
template <class Scalar>
void spread_rows(const Scalar* from, std::ptrdiff_t rows, std::ptrdiff_t width, Scalar* to,
                 std::ptrdiff_t to_row);

}  // namespace tryall::kernels
