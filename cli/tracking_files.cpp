#include "tracking_files.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "terminal/files.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/results/store_reader.hpp"

namespace tryall::cli {

std::string stored_baseline_text(const Context& context, const std::string& name) {
  std::vector<std::string> names;
  for (sweeps::BaselineRecord& record : reports::StoreReader(context.db).baselines()) {
    if (record.name == name) return std::move(record.document);
    names.push_back(record.name);
  }
  throw Error(ErrorCode::bad_input, fmt::format("{}: no baseline '{}'{}; see: tryall baseline list",
                                                context.db.string(), name, did_you_mean(name, names)));
}

tracking::Baseline find_baseline(const Context& context, const std::string& name_or_file) {
  if (std::filesystem::is_regular_file(name_or_file))
    return tracking::baseline_from_text(read_text(name_or_file), name_or_file);
  if (name_or_file.ends_with(".json"))
    throw Error(ErrorCode::bad_input, fmt::format("{}: no such file", name_or_file));
  return tracking::baseline_from_text(stored_baseline_text(context, name_or_file),
                                      fmt::format("{}: baseline '{}'", context.db.string(), name_or_file));
}

void add_annotations_option(CommandLine& command, std::string& file) {
  file = "tryall-accepted.json";
  command.option("--annotations", file, "The file of accepted changes").show_default();
}

std::vector<tracking::Annotation> read_annotations(const std::string& file) {
  if (!std::filesystem::exists(file)) return {};
  return tracking::annotations_from_text(read_text(file), file);
}

}  // namespace tryall::cli
