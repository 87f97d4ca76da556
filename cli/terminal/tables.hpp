#pragma once

#include <string>
#include <vector>

#include "tryall/experiment/technique.hpp"
#include "tryall/reports/tables/table.hpp"

namespace tryall::cli {

/// A row a setting: its name, type, default, range and meaning.
reports::Table setting_table(const std::vector<Parameter>& parameters);
/// A row a technique of the family: its name and what it is.
reports::Table family_table(const Family& family);
/// A row a metric.
reports::Table metrics_table();

/// A setting's type in words: "integer", "list of integers".
std::string type_text(const Parameter& parameter);
/// What values are allowed: the words themselves, or the range of numbers.
std::string allowed_text(const Parameter& parameter);

}  // namespace tryall::cli
