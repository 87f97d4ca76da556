#include <fmt/format.h>
#include <fmt/ranges.h>

#include "data/formats/npz.hpp"
#include "sources.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"

namespace tryall::data {
namespace {

struct Names {
  std::string features, labels, test_features, test_labels;
};

/// The first of the names that the file has. Throws SettingError where it has none of them.
std::string usual_name(const std::string& setting, const std::vector<std::string>& usual,
                       const NpzFile& file) {
  for (const std::string& name : usual)
    if (file.has(name)) return name;
  throw SettingError(setting,
                     fmt::format("{}: has no array {}; set {} to the name of one (it has {})", file.name(),
                                 alternatives(usual), setting, fmt::join(file.names(), ", ")));
}

/// Says that half of a usual test set is there, which is not used.
void note_half_test_set(Dataset& dataset, const Choice& choice, const NpzFile& file) {
  if (!choice.word("test_features").empty() || !choice.word("test_labels").empty()) return;
  const bool features = file.has("x_test");
  if (features == file.has("y_test")) return;
  dataset.notes.push_back(
      fmt::format("{0}: has {1}, but no {2}, and so no test set of its own: {1} is not used; add {2}, or set "
                  "test_features and test_labels",
                  file.name(), features ? "x_test" : "y_test", features ? "y_test" : "x_test"));
}

/// The names that are set; for the others the usual ones, as far as the file has them.
Names array_names(const Choice& choice, const NpzFile& file) {
  Names names{choice.word("features"), choice.word("labels"), choice.word("test_features"),
              choice.word("test_labels")};
  const bool usual = names.test_features.empty() && names.test_labels.empty();
  if (names.features.empty()) names.features = usual_name("features", {"x_train", "x"}, file);
  if (names.labels.empty()) names.labels = usual_name("labels", {"y_train", "y"}, file);
  if (usual && file.has("x_test") && file.has("y_test")) {
    names.test_features = "x_test";
    names.test_labels = "y_test";
  }
  if (names.test_features.empty() != names.test_labels.empty())
    throw SettingError(names.test_features.empty() ? "test_features" : "test_labels",
                       "test_features and test_labels belong together; give both or neither");
  return names;
}

Dataset load_npz(const Choice& choice, const std::filesystem::path& data_folder) {
  const NpzFile file(find_file(choice.word("file"), data_folder));
  const Names names = array_names(choice, file);
  std::optional<ArrayPart> test;
  if (!names.test_features.empty())
    test = ArrayPart{file.read(names.test_features), file.read(names.test_labels)};
  Dataset dataset = array_dataset("npz", {file.read(names.features), file.read(names.labels)},
                                  std::move(test), choice.word("task"));
  note_half_test_set(dataset, choice, file);
  return dataset;
}

Parameter array(std::string name, std::string meaning) {
  return {.name = std::move(name),
          .type = Parameter::Type::word,
          .fallback = std::string(),
          .meaning = std::move(meaning)};
}

}  // namespace

SourceEntry npz_source() {
  return {{.name = "npz",
           .summary = "NumPy arrays in one .npz file, as numpy.savez and Keras's datasets have them: "
                      "x_train, y_train and perhaps x_test, y_test; or x and y",
           .source = "numpy.savez, numpy.savez_compressed",
           .advice = "Your own arrays in one file, and Keras's datasets as they are downloaded. The usual "
                     "way from Python to here.",
           .parameters = {{.name = "file",
                           .type = Parameter::Type::word,
                           .fallback = std::nullopt,
                           .meaning = "the file; a relative path is also looked for in the data folder"},
                          array("features", "name of the array of features; empty: x_train or x"),
                          array("labels", "name of the array of labels or targets; empty: y_train or y"),
                          array("test_features",
                                "name of the test set's features; empty: x_test, if it and y_test are there"),
                          array("test_labels", "name of the test set's labels or targets; empty: y_test"),
                          array_task(),
                          rows_parameter()}},
          load_npz,
          {"file"}};
}

}  // namespace tryall::data
