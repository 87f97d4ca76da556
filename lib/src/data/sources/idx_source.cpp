#include <fmt/format.h>

#include <algorithm>

#include "sources.hpp"
#include "tryall/data/formats/idx.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

std::filesystem::path existing(const std::filesystem::path& folder, const std::string& name) {
  for (const char* ending : {"", ".gz"}) {
    std::filesystem::path file = folder / (name + ending);
    if (std::filesystem::exists(file)) return file;
  }
  throw Error(ErrorCode::bad_input,
              fmt::format("{}: no such file, plain or with .gz", (folder / name).string()));
}

struct Part {
  IdxArray images, labels;
  std::string labels_file;
};

Part read_part(const std::filesystem::path& folder, const std::string& prefix) {
  const std::filesystem::path images = existing(folder, prefix + "-images-idx3-ubyte");
  const std::filesystem::path labels = existing(folder, prefix + "-labels-idx1-ubyte");
  Part part{read_idx(images, 3), read_idx(labels, 1), labels.string()};
  if (part.images.shape[0] != part.labels.shape[0])
    throw Error(ErrorCode::bad_input,
                fmt::format("{} holds {} images, {} holds {} labels: they do not belong together",
                            images.string(), part.images.shape[0], labels.string(), part.labels.shape[0]));
  if (part.images.values.empty())
    throw Error(ErrorCode::bad_input, fmt::format("{}: holds no images", images.string()));
  return part;
}

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
  dataset.classes = classes.value_or(
      *std::max_element(training.labels.values.begin(), training.labels.values.end()) + std::size_t{1});
  append_labels(dataset, training);
  append_labels(dataset, test);
  dataset.test_begin = shape[0];
  training.images.values.insert(training.images.values.end(), test.images.values.begin(),
                                test.images.values.end());
  dataset.values = std::move(training.images.values);
  return dataset;
}

SourceEntry idx_source() {
  return {{.name = "idx",
           .summary =
               "a folder of four IDX files named as MNIST's: train-images-idx3-ubyte, "
               "train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte; each plain or .gz",
           .source = "the format of LeCun, Cortes and Burges's MNIST database",
           .advice = "Fashion-MNIST, Kuzushiji-MNIST and others in the same four files. Give classes where "
                     "some label may be missing from the training set.",
           .parameters = {{.name = "folder",
                           .type = Parameter::Type::word,
                           .fallback = std::nullopt,
                           .meaning =
                               "where the files are; a relative path is also looked for in the data folder"},
                          {.name = "classes",
                           .type = Parameter::Type::integer,
                           .fallback = std::int64_t{0},
                           .meaning = "number of classes; 0 counts them from the training labels",
                           .low = 0,
                           .high = 256}}},
          load_idx};
}

}  // namespace tryall::data
