#pragma once

#include <string>

#include "terminal/options.hpp"
#include "tryall/reports/tables/table.hpp"

namespace tryall::cli {

/// In what form rows are given, and where.
struct Output {
  std::string format = {};  ///< Empty: as the file is called, or a table.
  std::string file = {};    ///< Empty: standard output.
};

/// Adds "--format" and "--output".
void add_output_options(CommandLine& command, Output& output);

/// Throws Error for an unknown format, or bytes that would go to the terminal.
void check(const Output& output);

/// Whether people will read the rows, and not a program.
bool is_for_people(const Output& output);

/// Prints the table, or writes it into the file and says so. Throws Error.
void write_table(const reports::Table& table, const Output& output);

}  // namespace tryall::cli
