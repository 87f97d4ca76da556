#include "baseline_source.hpp"

#include <SQLiteCpp/Database.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/sweeps/store/baselines.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::cli {

std::string read_text(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file))
    throw Error(ErrorCode::bad_input, fmt::format("{}: cannot be read", file));
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string stored_baseline_text(const Context& context, const std::string& name) {
  const auto database = sweeps::open_for_reading(context.db);
  std::vector<std::string> names;
  for (sweeps::BaselineRecord& record : sweeps::stored_baselines(*database)) {
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

}  // namespace tryall::cli
