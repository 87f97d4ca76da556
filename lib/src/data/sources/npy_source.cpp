#include "data/array_dataset.hpp"
#include "sources.hpp"
#include "tryall/data/formats/bytes.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

NamedArray read_array(const std::string& name, const std::filesystem::path& data_folder) {
  const std::filesystem::path file = find_file(name, data_folder);
  return {file.string(), parse_npy(read_bytes(file), file.string())};
}

Dataset load_npy(const Choice& choice, const std::filesystem::path& data_folder) {
  const auto read_part = [&](const char* features, const char* labels) {
    return ArrayPart{read_array(choice.word(features), data_folder),
                     read_array(choice.word(labels), data_folder)};
  };
  const bool test = !choice.word("test_features").empty();
  if (test == choice.word("test_labels").empty())
    throw SettingError(test ? "test_labels" : "test_features",
                       "test_features and test_labels belong together; give both or neither");
  std::optional<ArrayPart> test_part;
  if (test) test_part = read_part("test_features", "test_labels");
  return array_dataset("npy", read_part("features", "labels"), std::move(test_part), choice.word("task"));
}

Parameter file(std::string name, std::optional<Value> fallback, std::string meaning) {
  return {.name = std::move(name),
          .type = Parameter::Type::word,
          .fallback = std::move(fallback),
          .meaning = std::move(meaning)};
}

}  // namespace

SourceEntry npy_source() {
  return {
      {.name = "npy",
       .summary = "NumPy arrays in .npy files: features of shape (samples, ...), where two or three more "
                  "dimensions are an image, and labels or targets",
       .source = "numpy.lib.format, versions 1.0 to 3.0",
       .advice = "Your own arrays as numpy.save writes them, one file each; images keep height, width and "
                 "channels, so that a cnn and augmentations work.",
       .parameters =
           {file("features", std::nullopt,
                 "file of the features, plain or .gz; a relative path is also looked for in the data folder"),
            file("labels", std::nullopt,
                 "file of the labels (whole numbers) or, for a regression, of the targets"),
            file("test_features", std::string(), "file of the test set's features; empty for no test set"),
            file("test_labels", std::string(), "file of the test set's labels or targets"), array_task(),
            rows_parameter()}},
      load_npy,
      {"features", "labels", "test_features", "test_labels"}};
}

}  // namespace tryall::data
