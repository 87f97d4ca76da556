#include "tryall/sweeps/space/data_paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "tryall/error.hpp"
#include "tryall/utf8.hpp"

namespace tryall::sweeps {
namespace {

/// Replaces relative paths in a sweep's JSON.
class PathResolver {
 public:
  PathResolver(std::filesystem::path folder, const Table<data::SourceEntry>& sources)
      : folder_(std::move(folder)), sources_(sources) {}

  /// Looks for datasets anywhere: in base, axes, zips, unions and conditions.
  void resolve(nlohmann::json& json) const {
    constexpr std::string_view dotted = "dataset.";
    if (json.is_array())
      for (nlohmann::json& item : json) resolve(item);
    if (!json.is_object()) return;
    for (auto& [key, value] : json.items()) {
      if (key == "dataset")
        resolve_datasets(value);
      else if (key.starts_with(dotted) && is_path("", key.substr(dotted.size())))
        resolve_paths(value);
      else
        resolve(value);
    }
  }

 private:
  /// A dataset, or a list of them.
  void resolve_datasets(nlohmann::json& json) const {
    if (json.is_array())
      for (nlohmann::json& item : json) resolve_datasets(item);
    if (!json.is_object()) return;
    const auto name = json.find("name");
    const std::string source = name != json.end() && name->is_string() ? name->get<std::string>() : "";
    for (auto& [key, value] : json.items())
      if (key != "name" && is_path(source, key)) resolve_paths(value);
  }

  /// A path, or a list of them.
  void resolve_paths(nlohmann::json& json) const {
    if (json.is_array())
      for (nlohmann::json& item : json) resolve_paths(item);
    if (!json.is_string() || json.get<std::string>().empty()) return;
    const std::filesystem::path path = json.get<std::string>();
    if (path.is_absolute()) return;
    const std::filesystem::path beside = (folder_ / path).lexically_normal();
    std::error_code ignored;
    if (!std::filesystem::exists(beside, ignored) &&
        !std::filesystem::exists(beside.string() + ".gz", ignored))
      return;
    if (!is_utf8(beside.string()))
      throw Error(
          ErrorCode::bad_input,
          fmt::format("{}: the name of its folder is not UTF-8, so no config can name it; run the command "
                      "from inside the folder",
                      beside.string()));
    json = beside.string();
  }

  /// Whether that setting of the source, or of any source where it is not known, is a file or folder.
  bool is_path(const std::string& source, const std::string& setting) const {
    return std::any_of(sources_.begin(), sources_.end(), [&](const auto& entry) {
      return (source.empty() || entry.about.name == source) &&
             std::find(entry.paths.begin(), entry.paths.end(), setting) != entry.paths.end();
    });
  }

  std::filesystem::path folder_;
  const Table<data::SourceEntry>& sources_;
};

}  // namespace

Document read_with_data_paths(const std::filesystem::path& file, const Table<data::SourceEntry>& sources) {
  Document document = Document::read(file);
  if (file.has_parent_path()) PathResolver(file.parent_path(), sources).resolve(document.root());
  return document;
}

}  // namespace tryall::sweeps
