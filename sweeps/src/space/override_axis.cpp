#include "space/override_axis.hpp"

#include <functional>

namespace tryall::sweeps {
namespace {

using Visit = std::function<void(nlohmann::json& holder, const std::string& path, bool zipped)>;

/// Calls `visit` with every object of axes in the space: each base, axes and zip. What is no space is left
/// to whoever reads it.
void each_holder(nlohmann::json& space, const std::string& path, bool zipped, const Visit& visit) {
  if (!space.is_object()) return;
  for (auto& [field, json] : space.items()) {
    const std::string place = Document::child(path, field);
    const bool in_zip = zipped || field == "zip";
    if (json.is_object() && (field == "base" || field == "axes" || field == "zip"))
      visit(json, place, in_zip && field != "base");
    if (json.is_array() && (field == "zip" || field == "union" || field == "product"))
      for (std::size_t i = 0; i < json.size(); ++i)
        each_holder(json[i], Document::item(place, i), in_zip, visit);
  }
}

}  // namespace

void override_axis(Document& document, const std::string& axis, const nlohmann::json& values,
                   const std::string& origin) {
  nlohmann::json& root = document.root();
  bool in_zip = false;
  each_holder(root, "", false, [&](const nlohmann::json& holder, const std::string&, bool zipped) {
    in_zip = in_zip || (zipped && holder.contains(axis));
  });
  each_holder(root, "", false, [&](nlohmann::json& holder, const std::string& path, bool) {
    if (!in_zip) holder.erase(axis);
    if (!holder.contains(axis) || path.ends_with("base")) return;
    holder[axis] = values;
    document.note_origin(Document::child(path, axis), origin);
  });
  if (in_zip || !root.is_object() || (root.contains("axes") && !root["axes"].is_object())) return;
  root["axes"][axis] = values;
  document.note_origin(Document::child("axes", axis), origin);
}

}  // namespace tryall::sweeps
