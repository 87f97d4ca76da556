#include "terminal/output.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>

#include "terminal/files.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/tables/arrays.hpp"
#include "tryall/reports/tables/folded.hpp"

namespace tryall::cli {
namespace {

bool is_binary(const std::string& format) { return format == "npy" || format == "npz"; }

/// The format given, or the one the file's name ends in.
std::string format_of(const Output& output) {
  if (!output.format.empty()) return output.format;
  check_ending("--output", output.file, {"csv", "json", "md", "npy", "npz", "txt"});
  const std::string ending = lower_ending(output.file);
  return ending.empty() || ending == "txt" ? "table" : ending;
}

std::string contents_of(const reports::Table& table, const std::string& format, std::size_t width) {
  if (format == "npy") return reports::npy_bytes(table);
  if (format == "npz") return reports::npz_bytes(table);
  return reports::render(table, reports::format_from(format), width);
}

/// Characters in a line of the terminal that a descriptor is; 0 where it is none.
std::size_t terminal_width(int descriptor) {
  winsize size{};
  return isatty(descriptor) && ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// Lines that are longer than `width` are broken, but for those with columns.
std::string broken_lines(const std::string& text, std::size_t width) {
  if (width == 0) return text;
  std::string result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = text.substr(begin, end - begin);
    const std::string indent(std::min(line.find_first_not_of(' '), line.size()), ' ');
    const std::string words = line.substr(indent.size());
    if (reports::width_of(line) <= width || words.find("  ") != std::string::npos ||
        width < 2 * indent.size())
      result += line;
    else
      result += fmt::format("{}{}", indent,
                            fmt::join(reports::folded_text(words, width - indent.size()), "\n" + indent));
    if (end < text.size()) result += '\n';
    begin = end + 1;
  }
  return result;
}

}  // namespace

void print(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return;
  if (errno == EPIPE) {  // whoever started the program had it ignore the signal
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
  }
  throw Error(ErrorCode::failed, fmt::format("standard output: cannot write: {}", std::strerror(errno)));
}

void note(const std::string& text) {
  const std::string shown = broken_lines(text, terminal_width(STDERR_FILENO));
  std::fwrite(shown.data(), 1, shown.size(), stderr);
  std::fflush(stderr);
}

std::size_t output_width() { return terminal_width(STDOUT_FILENO); }

std::string prose_text(const std::string& text) { return broken_lines(text, output_width()); }

std::string table_text(const reports::Table& table, reports::Format format) {
  return reports::render(table, format, output_width());
}

void show_notes(const std::vector<std::string>& notes) {
  for (const std::string& line : notes) note("note: " + line + "\n");
}

void add_output_options(CommandLine& command, Output& output) {
  command
      .option("--format", output.format,
              "table, csv, json, md, npy (numbers only) or npz (one array per column); by default the "
              "extension of --output, or table")
      .suggest({"table", "csv", "json", "md", "npy", "npz"});
  command.option("--output,-o", output.file, "Write the rows to this file");
}

void check_output(const Output& output, const std::vector<std::filesystem::path>& inputs) {
  const std::string format = format_of(output);
  if (!is_binary(format)) {
    static_cast<void>(reports::format_from(format));
  } else if (output.file.empty()) {
    throw Error(ErrorCode::bad_input,
                fmt::format("--format {}: name a file with --output rows.{}", format, format));
  }
  check_outputs({{"--output", output.file}}, inputs);
}

bool is_for_people(const Output& output) {
  const std::string format = format_of(output);
  return !is_binary(format) && reports::is_for_people(reports::format_from(format));
}

void write_table(const reports::Table& table, const Output& output) {
  const std::string contents =
      contents_of(table, format_of(output), output.file.empty() ? output_width() : 0);
  if (output.file.empty()) {
    print(contents);
    return;
  }
  write_file(output.file, contents);
  note(
      fmt::format("wrote {}: {} row{}\n", output.file, table.rows.size(), table.rows.size() == 1 ? "" : "s"));
}

}  // namespace tryall::cli
