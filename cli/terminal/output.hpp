#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "terminal/options.hpp"
#include "tryall/reports/tables/table.hpp"

namespace tryall::cli {

/// Writes to standard output. Throws Error when that fails (a full disk behind a redirection). Where nobody
/// reads any more (`| head`) the program ends as others do, by SIGPIPE.
void print(const std::string& text);
/// Writes to standard error; sentences are broken at blanks where that is a terminal.
void note(const std::string& text);
/// The same of remarks on the data, a line each.
void show_notes(const std::vector<std::string>& notes);

/// Characters in a line of the terminal that standard output is; 0 where it is a file or a pipe.
std::size_t output_width();
/// Sentences, a line each, broken at blanks where standard output is a terminal.
std::string prose_text(const std::string& text);
/// The table as text for standard output: narrowed to the terminal where that is one.
std::string table_text(const reports::Table& table, reports::Format format);

/// In what form rows are given, and where.
struct Output {
  std::string format = {};  ///< Empty: as the file's name ends, or a table.
  std::string file = {};    ///< Empty: standard output.
};

/// Adds "--format" and "--output".
void add_output_options(CommandLine& command, Output& output);

/// Throws Error for an unknown format or ending, bytes that would go to the terminal, or a file that cannot
/// be written later or is one of those that are read.
void check_output(const Output& output, const std::vector<std::filesystem::path>& inputs = {});

/// Whether people will read the rows, and not a program.
bool is_for_people(const Output& output);

/// Prints the table, or writes it into the file and says so. Throws Error.
void write_table(const reports::Table& table, const Output& output);

}  // namespace tryall::cli
