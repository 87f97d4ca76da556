#include "store/schema/column_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace tryall::sweeps {
namespace {

/// Of the views and of `results`, beside those of axes and metrics.
constexpr std::array<std::string_view, 34> fixed_columns = {"run",
                                                            "group_key",
                                                            "seed",
                                                            "outcome",
                                                            "message",
                                                            "epochs_done",
                                                            "steps_done",
                                                            "flops",
                                                            "cpu_seconds",
                                                            "wall_seconds",
                                                            "finished_at",
                                                            "dataset_hash",
                                                            "numerics_version",
                                                            "commit",
                                                            "tryall_version",
                                                            "dirty",
                                                            "compiler",
                                                            "instruction_set",
                                                            "flags",
                                                            "libraries",
                                                            "cpu",
                                                            "host",
                                                            "setting_key",
                                                            "trainer",
                                                            "revision",
                                                            "repository",
                                                            "repository_commit",
                                                            "repository_dirty",
                                                            "n",
                                                            "completed",
                                                            "diverged",
                                                            "group_id",
                                                            "run_id",
                                                            "id"};

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

void ColumnNames::add(const std::string& name) { names_.insert(lower_case(name)); }

bool ColumnNames::contains(const std::string& name) const { return names_.contains(lower_case(name)); }

std::string ColumnNames::take(const std::string& name, const std::string& word, bool allowed) {
  std::string result = allowed && !contains(name) ? name : word + name;
  for (int i = 2; contains(result); ++i) result = fmt::format("{}{}_{}", word, name, i);
  add(result);
  return result;
}

bool is_fixed_column(const std::string& name) {
  return std::find(fixed_columns.begin(), fixed_columns.end(), lower_case(name)) != fixed_columns.end();
}

}  // namespace tryall::sweeps
