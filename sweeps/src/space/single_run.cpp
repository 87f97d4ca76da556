#include "tryall/sweeps/space/single_run.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "tryall/error.hpp"
#include "tryall/sweeps/space/override_comma.hpp"

namespace tryall::sweeps {
namespace {

/// A config's file as the sweep that has its settings as axes.
Document as_sweep(Document document) {
  static const std::set<std::string> said_of_sweeps = {"name", "description", "$schema"};
  const nlohmann::json& root = std::as_const(document).root();
  if (!root.is_object()) return document;
  if (!root.contains("name")) document.root()["name"] = "config";  // none is needed
  for (const char* field : {"base", "axes", "objective", "zip", "union", "product", "exclude", "require"})
    if (root.contains(field)) return document;
  std::vector<std::string> keys;
  for (const auto& [key, value] : root.items())
    if (!said_of_sweeps.contains(key)) keys.push_back(key);
  for (const std::string& key : keys) document.move_under("axes", key);
  return document;
}

}  // namespace

SingleRun read_single_run(Document document, const Vocabulary& vocabulary,
                          const std::vector<Override>& overrides) {
  const std::string name = document.name();
  const Sweep sweep = read_sweep(as_sweep(std::move(document)), vocabulary, overrides);
  std::string several;
  const auto note = [&](const std::string& axis, std::size_t count) {
    if (count > 1) several += fmt::format("{}{} ({} values)", several.empty() ? "" : ", ", axis, count);
  };
  for (const SweptAxis& swept : sweep.axes) note(swept.axis->name, swept.settings.size());
  note("seed", sweep.seeds.size());
  std::string hint;
  for (const Override& given : overrides)
    if (hint.empty()) hint = comma_hint(given);
  if (!several.empty())
    throw SeveralConfigs(ErrorCode::bad_input,
                         fmt::format("{}: varies {}, but one config is needed{}", name, several, hint));
  return {sweep.config(0), sweep.seeds.front()};
}

}  // namespace tryall::sweeps
