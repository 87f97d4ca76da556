#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tryall/reports/model/evaluation.hpp"
#include "tryall/reports/model/importance.hpp"
#include "tryall/reports/report/sweep_data.hpp"
#include "tryall/reports/tables/table.hpp"

namespace tryall::reports {

/// What stands on a page before its own parts. Any of them may be empty.
struct PageParagraph {
  std::string title = {};  ///< The first words of `text` where it is empty are no heading.
  std::string text = {};
  Table table = {};
  std::string figure = {};  ///< An SVG document, as svg(...) makes it.
};

/// How good a model is with so many rows to learn from.
struct AmountPoint {
  std::size_t rows = 0;
  Estimated value = {};
};

/// A learning curve over the amount of data.
struct AmountCurve {
  std::string value_label = {};  ///< "validation accuracy".
  bool share = false;            ///< Values are shares of 1, shown in per cent.
  bool higher_is_better = true;
  std::vector<AmountPoint> points = {};  ///< By rising rows.
  std::string intervals = {};            ///< What they are of: "95 % t intervals over 5 seeds".
};

/// What there is to say of one trained model. A part that is absent is not shown.
struct ModelPage {
  std::string title = {};
  std::string what = {};  ///< What the model is, in a line.
  /// The rows that the evaluation is of, in the plural and with what is special about them: "test rows, which
  /// nothing was chosen by".
  std::string rows = "rows that it was not trained on";
  std::vector<PageParagraph> paragraphs = {};
  std::optional<ModelEvaluation> evaluation = {};
  std::optional<AmountCurve> amount = {};
  std::optional<PermutationImportance> importance = {};
  std::string importance_rows = {};  ///< The rows that it is of, as `rows`; empty: the same.
  Facts settings = {};               ///< All of the config.
  std::string generator = {};        ///< What wrote the page: "tryall 1.2.0".
};

/// The answer in a sentence or two: the score with its interval, beside the baseline's on the same rows, and
/// whether the two can be told apart. Empty without an evaluation.
std::string answer(const ModelPage& page);

/// One self-contained HTML file without a script, which loads nothing and sends nothing; light and dark as
/// the system is. The same page gives the same bytes.
std::string to_html(const ModelPage& page);

}  // namespace tryall::reports
