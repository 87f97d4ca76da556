#include "named_things.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/sweeps/plan/spec_difference.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::cli {
namespace {

using Kind = Named::Kind;

bool is_beginning_of_key(const std::string& word) {
  constexpr std::size_t shortest = 4;
  return word.size() >= shortest && word.find_first_not_of("0123456789abcdef") == std::string::npos;
}

[[noreturn]] void refuse_ambiguous_key(const std::string& word, const char* what) {
  throw Error(
      ErrorCode::bad_input,
      fmt::format("'{}' is ambiguous: it begins the keys of several {}; give more characters", word, what));
}

/// The only key; nothing where there is none.
std::vector<std::string> only_key(const std::vector<std::string>& keys, const std::string& word,
                                  const char* what) {
  if (keys.size() > 1) refuse_ambiguous_key(word, what);
  return keys;
}

[[noreturn]] void refuse_unknown(const reports::StoreReader& store, const std::string& word) {
  std::vector<std::string> known = store.sweep_names();
  for (std::string& name : store.baseline_names()) known.push_back(std::move(name));
  throw Error(ErrorCode::bad_input, fmt::format("{}: no sweep, baseline, group or run '{}'{}",
                                                store.file().string(), word, did_you_mean(word, known)));
}

[[noreturn]] void refuse_several(const std::string& word, const std::vector<Named>& found) {
  std::vector<std::string> options;
  for (const Named& named : found)
    if (named.kind == Kind::run)
      options.push_back("a run (--where \"run = '" + named.key + "'\")");
    else
      options.push_back(fmt::format("a {0} (--{0} {1})",
                                    named.kind == Kind::sweep      ? "sweep"
                                    : named.kind == Kind::baseline ? "baseline"
                                                                   : "group",
                                    word));
  throw Error(ErrorCode::bad_input,
              fmt::format("'{}' is ambiguous: it is {}", word, fmt::join(options, " and ")));
}

}  // namespace

Named find_named(const reports::StoreReader& store, const std::string& word) {
  std::vector<Named> found;
  if (!word.empty() && store.find_sweep(word))
    found.push_back({.kind = Kind::sweep, .sweep = store.only_sweep(word)});
  const auto baselines = store.baseline_names();
  if (std::find(baselines.begin(), baselines.end(), word) != baselines.end())
    found.push_back({.kind = Kind::baseline, .key = word});
  if (is_beginning_of_key(word)) {
    for (const std::string& key : only_key(store.group_keys(word, 2), word, "groups"))
      found.push_back({.kind = Kind::group, .key = key});
    for (const std::string& key : only_key(store.run_keys(word, 2), word, "runs"))
      found.push_back({.kind = Kind::run, .key = key});
  }
  if (found.empty()) refuse_unknown(store, word);
  if (found.size() > 1) refuse_several(word, found);
  return found.front();
}

std::string find_group(const reports::StoreReader& store, const std::string& prefix) {
  const auto keys = is_beginning_of_key(prefix) ? only_key(store.group_keys(prefix, 2), prefix, "groups")
                                                : std::vector<std::string>{};
  if (keys.empty())
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: no group '{}'; give the beginning of a key, four characters or more (see: tryall "
                    "query --columns group_key,rank)",
                    store.file().string(), prefix));
  return keys.front();
}

std::string find_baseline_name(const reports::StoreReader& store, const std::string& name) {
  const auto names = store.baseline_names();
  if (std::find(names.begin(), names.end(), name) == names.end())
    throw Error(ErrorCode::bad_input, fmt::format("{}: no baseline '{}'{}; see: tryall baseline list",
                                                  store.file().string(), name, did_you_mean(name, names)));
  return name;
}

reports::SweepRow sweep_of(const reports::StoreReader& store, const sweeps::Plan& plan) {
  return reports::sweep_of(store, plan.sweep.name, plan.spec());
}

std::string edited_text(const Context& context, const sweeps::Plan& plan, const char* kept) {
  if (sweeps::is_empty_database(context.db)) return "";
  const reports::StoreReader store(context.db);
  std::vector<reports::SweepRow> namesakes;
  for (reports::SweepRow& sweep : store.sweeps())
    if (sweep.name == plan.sweep.name) namesakes.push_back(std::move(sweep));
  if (namesakes.empty()) return "";
  const std::string spec = plan.spec();
  for (const reports::SweepRow& sweep : namesakes)
    if (store.sweep_spec(sweep.id) == spec) return "";
  const reports::SweepRow last = store.sweep(plan.sweep.name);
  const sweeps::SpecDifference difference = sweeps::spec_difference(store.sweep_spec(last.id), spec);
  if (difference.empty()) return "";
  std::string text = fmt::format("{} differs from the sweep of that name that ran at {}:\n", plan.sweep.name,
                                 last.started_at);
  for (const std::string& line : sweeps::difference_lines(difference)) text += "  " + line + "\n";
  const auto place = std::find_if(namesakes.begin(), namesakes.end(),
                                  [&](const reports::SweepRow& sweep) { return sweep.id == last.id; });
  return text + fmt::format("{3}, as {0}#{1} and {0}#{2}\n", plan.sweep.name, place - namesakes.begin() + 1,
                            namesakes.size() + 1, kept);
}

}  // namespace tryall::cli
