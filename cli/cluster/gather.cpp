#include "cluster/gather.hpp"

#include <fmt/format.h>

#include <optional>

#include "terminal/files.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/store/merge.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "tryall/sweeps/store/store_error.hpp"

namespace tryall::cli {
namespace {

namespace fs = std::filesystem;

/// Why the store cannot be used, if it cannot.
std::optional<std::string> damage_of(const fs::path& store) {
  if (sweeps::is_empty_database(store)) return "it is empty";
  try {
    for (const sweeps::Finding& finding : reports::StoreReader(store).examine(sweeps::Depth::file))
      if (finding.bad) return finding.text;
  } catch (const Error& error) {
    return error.what();
  }
  return std::nullopt;
}

/// Says the copy's name where its own belongs.
std::string with_own_name(std::string text, const fs::path& copy, const fs::path& own) {
  const std::string name = copy.string();
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at))
    text.replace(at, name.size(), own.string());
  return text;
}

void refuse_contradictions(const sweeps::MergeReport& report, const fs::path& store) {
  if (report.merged) return;
  const sweeps::Contradiction& first = report.contradictions.front();
  throw Error(ErrorCode::failed,
              fmt::format("{}: run {} differs from another shard's result in {} (here: {}; there: {}); "
                          "nothing was merged. A run has one result: look at the machine that trained it",
                          store.string(), first.run_key, first.difference, first.there_environment,
                          first.here_environment));
}

}  // namespace

Gathered gather(const std::vector<fs::path>& stores, const fs::path& into) {
  Gathered gathered;
  const ScratchFolder scratch;
  const fs::path copy = scratch.path() / "copy.db";
  for (const fs::path& store : stores) {
    std::error_code error;
    fs::copy_file(store, copy, fs::copy_options::overwrite_existing, error);
    if (error) {
      gathered.damaged.push_back({store, error.message()});
      continue;
    }
    if (const auto damage = damage_of(copy)) {
      gathered.damaged.push_back({store, with_own_name(*damage, copy, store)});
      continue;
    }
    try {
      const sweeps::MergeReport report = sweeps::merge({.sources = {copy}, .into = into});
      refuse_contradictions(report, store);
      ++gathered.stores;
      if (report.changed) ++gathered.changed;
    } catch (const sweeps::StoreError& broken) {
      if (broken.file() != copy) throw;
      gathered.damaged.push_back({store, with_own_name(broken.what(), copy, store)});
    }
  }
  return gathered;
}

}  // namespace tryall::cli
