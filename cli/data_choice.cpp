#include "data_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "tryall/data/sources/source.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/space/typed_text.hpp"

namespace tryall::cli {
namespace {

/// A file or folder is described by the source that reads its kind.
Choice source_of(const std::string& name) {
  const std::vector<std::string> known = data::sources().names();
  std::filesystem::path path = name;
  std::error_code error;
  const bool is_there = std::filesystem::exists(path, error);
  if (std::find(known.begin(), known.end(), name) != known.end()) return {name, {}};
  if (error) throw Error(ErrorCode::bad_input, fmt::format("{}: cannot be read: {}", name, error.message()));
  if (!is_there && !path.has_extension()) return {name, {}};
  if (std::filesystem::is_directory(path, error)) return {"idx", {{"folder", name}}};
  if (path.extension() == ".gz") path.replace_extension();
  return {path.extension() == ".npz" ? "npz" : "csv", {{"file", name}}};
}

/// A text stays one where the setting is a word.
Value value_from(const std::string& text, const Parameter* parameter) {
  if (parameter && parameter->type == Parameter::Type::word) return text;
  return sweeps::value_from_json(sweeps::typed_json(text));
}

}  // namespace

Choice data_choice(const std::string& name, const std::vector<std::string>& settings) {
  Choice choice = source_of(name);
  std::map<std::string, std::string> given;  // by setting
  for (const std::string& argument : settings) {
    const std::size_t equals = argument.find('=');
    if (equals == std::string::npos)
      throw Error(ErrorCode::bad_input, fmt::format("--set {}: expected setting=value", argument));
    const std::string text = argument.substr(equals + 1), setting = argument.substr(0, equals);
    if (given.contains(setting))
      throw Error(ErrorCode::bad_input, fmt::format("--set {}: '{}' is set already, by --set {}", argument,
                                                    setting, given.at(setting)));
    if (choice.settings.contains(setting))  // by what the argument is
      throw Error(ErrorCode::bad_input,
                  fmt::format("--set {}: {} is given already, by the argument {}", argument, setting, name));
    given[setting] = argument;
    const Parameter* parameter = data::sources().find(choice.name).find(setting);
    choice.settings[setting] = value_from(text, parameter);
  }
  return choice;
}

std::vector<std::filesystem::path> data_files(const Choice& dataset,
                                              const std::filesystem::path& data_folder) {
  std::vector<std::filesystem::path> files;
  std::error_code ignored;
  for (const std::string& setting : data::source_table().find(dataset).paths) {
    const auto found = dataset.settings.find(setting);
    const auto* name = found == dataset.settings.end() ? nullptr : std::get_if<std::string>(&found->second);
    if (!name || name->empty()) continue;
    for (const std::filesystem::path& path : {std::filesystem::path(*name), data_folder / *name}) {
      files.insert(files.end(), {path, path.string() + ".gz"});
      for (const auto& entry : std::filesystem::directory_iterator(path, ignored))
        files.push_back(entry.path());
    }
  }
  return files;
}

}  // namespace tryall::cli
