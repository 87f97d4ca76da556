#pragma once

#include <string>
#include <vector>

namespace tryall::tracking {

/// A change that is known and accepted.
struct Annotation {
  std::string when;    ///< The commit, or its beginning, or the day.
  std::string metric;  ///< Empty: every metric.
  std::string why;
};

/// [{"when": "3f2a", "metric": "test_loss", "why": "..."}]. Throws Error naming `origin`.
std::vector<Annotation> annotations_from_text(const std::string& text, const std::string& origin);
std::string to_text(const std::vector<Annotation>& annotations);
/// The annotation of such a change, or null.
const Annotation* find_annotation(const std::vector<Annotation>& annotations, const std::string& when,
                                  const std::string& metric);

/// The numbers of a named column of a CSV text with a header. Throws Error naming the line and the nearest
/// column.
std::vector<double> csv_column(const std::string& text, const std::string& column, const std::string& origin);

}  // namespace tryall::tracking
