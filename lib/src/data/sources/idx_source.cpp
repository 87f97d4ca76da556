#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "data/label_classes.hpp"
#include "sources.hpp"
#include "tryall/data/formats/idx.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

/// The files of a folder, in the order of their names, for a message.
std::string files_in(const std::filesystem::path& folder) {
  constexpr std::size_t most = 8;
  std::error_code ignored;
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  const std::size_t count = names.size();
  names.resize(std::min(count, most));
  if (names.empty())
    return std::filesystem::is_directory(folder, ignored) ? "the folder is empty" : "there is no such folder";
  return fmt::format("the folder has {}{}", fmt::join(names, ", "), count > most ? ", ..." : "");
}

/// The file of that part and kind ("images", "idx3"): with a hyphen or a dot before "idx3", as archives
/// differ, plain or with .gz, by itself or in a folder of its name.
std::filesystem::path existing(const std::filesystem::path& folder, const std::string& part,
                               const std::string& kind) {
  const std::string name = fmt::format("{}-{}-ubyte", part, kind);
  std::filesystem::path folder_of_name;
  for (const char separator : {'-', '.'})
    for (const char* ending : {"", ".gz"}) {
      const std::string file = fmt::format("{}{}{}-ubyte{}", part, separator, kind, ending);
      for (const std::filesystem::path& path : {folder / file, folder / file / file})
        if (std::filesystem::is_directory(path))
          folder_of_name = path;
        else if (std::filesystem::exists(path))
          return path;
    }
  if (!folder_of_name.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: is a folder, not a file, and has no file of that name in it",
                            folder_of_name.string()));
  throw Error(ErrorCode::bad_input, fmt::format("{}: no such file, plain or with .gz; {}",
                                                (folder / name).string(), files_in(folder)));
}

struct Part {
  IdxArray images, labels;
  std::string labels_file;
};

Part read_part(const std::filesystem::path& folder, const std::string& prefix) {
  const std::filesystem::path images = existing(folder, prefix + "-images", "idx3");
  const std::filesystem::path labels = existing(folder, prefix + "-labels", "idx1");
  Part part{read_idx(images, 3), read_idx(labels, 1), labels.string()};
  if (part.images.shape[0] != part.labels.shape[0])
    throw Error(ErrorCode::bad_input,
                fmt::format("{} holds {} images, {} holds {} labels: they do not belong together",
                            images.string(), part.images.shape[0], labels.string(), part.labels.shape[0]));
  if (part.images.shape[0] == 0)
    throw Error(ErrorCode::bad_input, fmt::format("{}: holds no images", images.string()));
  if (part.images.values.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: holds images of {} x {} pixels, which have no features", images.string(),
                            part.images.shape[1], part.images.shape[2]));
  return part;
}

/// Labels 0 to classes - 1 as they are.
void append_labels(Dataset& dataset, const Part& part) {
  for (std::size_t i = 0; i < part.labels.values.size(); ++i) {
    const std::uint8_t label = part.labels.values[i];
    if (label >= dataset.classes)
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: label {} at item {} is out of range: '{}' has classes 0 to {}",
                              part.labels_file, label, i, dataset.name, dataset.classes - 1));
    dataset.labels.push_back(label);
  }
}

/// The classes are those of the training labels.
void find_classes(Dataset& dataset, const Part& training, const Part& test) {
  const LabelClasses<double> classes({training.labels.values.begin(), training.labels.values.end()});
  if (classes.size() == 1)
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: all samples are of one class, {}: there is nothing to learn",
                            training.labels_file, classes.labels()[0]));
  dataset.classes = classes.size();
  dataset.class_names = class_names_of(classes.labels());
  for (const Part* part : {&training, &test})
    for (std::size_t i = 0; i < part->labels.values.size(); ++i) {
      const auto label = classes.find(part->labels.values[i]);
      if (!label)
        throw Error(
            ErrorCode::bad_input,
            fmt::format(
                "{}: label {} at item {} does not occur in the training set; a model cannot learn it. If "
                "labels are missing from the training set on purpose, set classes to their number",
                part->labels_file, part->labels.values[i], i));
      dataset.labels.push_back(*label);
    }
}

Dataset load_idx(const Choice& choice, const std::filesystem::path& data_folder) {
  const std::filesystem::path folder = choice.word("folder");
  const std::int64_t classes = choice.integer("classes");
  return load_idx_folder(
      folder.is_absolute() || std::filesystem::exists(folder) ? folder : data_folder / folder, "idx",
      classes == 0 ? std::nullopt : std::optional<std::size_t>(classes));
}

}  // namespace

Dataset load_idx_folder(const std::filesystem::path& folder, const std::string& name,
                        std::optional<std::size_t> classes) {
  Part training = read_part(folder, "train");
  const Part test = read_part(folder, "t10k");
  const auto& shape = training.images.shape;
  if (shape[1] != test.images.shape[1] || shape[2] != test.images.shape[2])
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: training images are {} x {}, test images {} x {}", folder.string(), shape[1],
                            shape[2], test.images.shape[1], test.images.shape[2]));
  Dataset dataset{.name = name, .shape = {shape[1], shape[2]}, .features = shape[1] * shape[2]};
  if (classes) {
    dataset.classes = *classes;
    append_labels(dataset, training);
    append_labels(dataset, test);
  } else {
    find_classes(dataset, training, test);
  }
  dataset.test_begin = shape[0];
  training.images.values.insert(training.images.values.end(), test.images.values.begin(),
                                test.images.values.end());
  dataset.values = std::move(training.images.values);
  return dataset;
}

SourceEntry idx_source() {
  return {
      {.name = "idx",
       .summary =
           "a folder of four IDX files named as MNIST's: train-images-idx3-ubyte, "
           "train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte; each plain or .gz",
       .source = "the format of LeCun, Cortes and Burges's MNIST database",
       .advice = "Fashion-MNIST, Kuzushiji-MNIST and others in the same four files. Give classes where "
                 "some label may be missing from the training set.",
       .parameters =
           {{.name = "folder",
             .type = Parameter::Type::word,
             .fallback = std::nullopt,
             .meaning = "where the files are; a relative path is also looked for in the data folder"},
            {.name = "classes",
             .type = Parameter::Type::integer,
             .fallback = std::int64_t{0},
             .meaning = "number of classes, of labels from 0 on; 0: the different labels of the training set",
             .low = 0,
             .high = 256},
            rows_parameter()}},
      load_idx,
      {"folder"}};
}

}  // namespace tryall::data
