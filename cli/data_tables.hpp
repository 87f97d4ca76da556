#pragma once

#include "tryall/data/dataset.hpp"
#include "tryall/data/examine.hpp"
#include "tryall/reports/tables/table.hpp"

namespace tryall::cli {

/// What a dataset is: task, samples, shape, ranges, classes, missing values, repeated rows, columns that give
/// the target away. `with_columns`: each column of a table with what became of it.
reports::Table facts_table(const data::Dataset& dataset, const data::TableFindings& findings,
                           bool with_columns);

/// The census of a table's columns for people, at most 80 characters wide; of very many, the first.
reports::Table columns_for_people(const data::TableCensus& census);

/// The census for programs: all that is known of each column, in cells of its own.
reports::Table columns_for_programs(const data::TableCensus& census);

}  // namespace tryall::cli
