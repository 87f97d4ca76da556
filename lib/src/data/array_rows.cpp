#include "tryall/data/array_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "array_dataset.hpp"
#include "formats/npz.hpp"
#include "tryall/data/formats/bytes.hpp"
#include "tryall/data/formats/content.hpp"
#include "tryall/data/formats/idx.hpp"
#include "tryall/data/table_rows.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

struct SampleArrays {
  NamedArray features;
  std::optional<NamedArray> targets;
};

/// The first of the names that the archive has.
std::optional<std::string> first_there(const NpzFile& archive, const std::vector<std::string>& names) {
  const auto found = std::ranges::find_if(
      names, [&](const std::string& name) { return !name.empty() && archive.has(name); });
  return found == names.end() ? std::nullopt : std::optional(*found);
}

/// What the model's data say of a setting; empty where they have none of that name.
std::string named(const Choice& choice, const char* setting) {
  return choice.settings.contains(setting) ? choice.word(setting) : "";
}

SampleArrays read_archive(const std::filesystem::path& file, const Choice& choice) {
  const NpzFile archive(file);
  const bool same_kind = choice.name == "npz";
  auto features = first_there(archive, {same_kind ? named(choice, "features") : "", "x", "x_test"});
  if (!features && archive.names().size() == 1) features = archive.names().front();
  if (!features)
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: which array holds the samples? They are taken from x or x_test; it has {}",
                            file.string(), fmt::join(archive.names(), ", ")));
  SampleArrays arrays{archive.read(*features), {}};
  const std::string labels = *features == "x"        ? "y"
                             : *features == "x_test" ? "y_test"
                             : same_kind             ? named(choice, "labels")
                                                     : "";
  if (!labels.empty() && archive.has(labels)) arrays.targets = archive.read(labels);
  return arrays;
}

SampleArrays read_arrays(const std::filesystem::path& file, const Choice& choice) {
  if (file == "-")
    throw Error(ErrorCode::bad_input,
                "the model was trained on arrays, which are read from a file, not from the standard input");
  const std::string what = file.string();
  const std::vector<std::uint8_t> bytes = read_bytes(file);
  const std::string_view content = content_of(as_text(bytes));
  if (content == "zip") return read_archive(file, choice);
  if (content == "npy") return {{what, parse_npy(bytes, what)}, {}};
  if (content == "idx") {
    IdxArray read = parse_idx(bytes, 3, what);
    return {{what, {.shape = read.shape, .values = std::move(read.values), .integral = true}}, {}};
  }
  throw Error(ErrorCode::bad_input,
              fmt::format("{}: the model was trained on arrays or images; predict takes them as .npy, .npz "
                          "or IDX images (idx3-ubyte), plain or gzipped",
                          what));
}

std::vector<double> values_of(const NpyArray& array) {
  return std::visit([](const auto& raw) { return std::vector<double>(raw.begin(), raw.end()); },
                    array.values);
}

/// The class whose label is this number.
std::optional<std::int32_t> class_with_label(const Dataset& frame, double label) {
  for (std::size_t k = 0; k < frame.classes; ++k)
    if (frame.class_name(k) == fmt::format("{}", label)) return static_cast<std::int32_t>(k);
  return std::nullopt;
}

}  // namespace

ArrayRows::ArrayRows(std::shared_ptr<const Dataset> frame, const Choice& choice,
                     const std::filesystem::path& file)
    : frame_(std::move(frame)), what_(file.string()) {
  SampleArrays arrays = read_arrays(file, choice);
  check_samples(arrays.features);
  if (const auto shape = sample_shape(arrays.features); shape != frame_->shape)
    throw Error(ErrorCode::bad_input,
                fmt::format("{} has samples of shape ({}), the model takes ({})", arrays.features.what,
                            fmt::join(shape, ", "), fmt::join(frame_->shape, ", ")));
  samples_ = arrays.features.array.shape[0];
  if (arrays.targets) {
    const std::size_t wanted = samples_ * (frame_->task == Task::regression ? frame_->target_columns : 1);
    if (arrays.targets->array.count() != wanted)
      throw Error(ErrorCode::bad_input,
                  fmt::format("{} has {} values, {} has {} samples; there must be {}", arrays.targets->what,
                              arrays.targets->array.count(), arrays.features.what, samples_, wanted));
    targets_ = values_of(arrays.targets->array);
  }
  values_ = std::move(arrays.features.array.values);
}

ArrayRows::~ArrayRows() = default;

void ArrayRows::take_target(Dataset& part, std::size_t row) {
  bool known = !targets_.empty();
  if (frame_->task == Task::regression) {
    for (std::size_t k = 0; k < frame_->target_columns; ++k)
      part.targets.push_back(known ? targets_[row * frame_->target_columns + k] : 0.0);
  } else {
    const auto label = known ? class_with_label(*frame_, targets_[row]) : std::nullopt;
    if (known && !label) {
      const std::string note =
          fmt::format("{}: label {} is of no class of the model's and is not scored", what_, targets_[row]);
      constexpr std::size_t most = 5;
      if (notes_.size() < most && std::ranges::find(notes_, note) == notes_.end()) notes_.push_back(note);
    }
    known = label.has_value();
    part.labels.push_back(label.value_or(0));
  }
  has_target_.push_back(known);
}

std::shared_ptr<const Dataset> ArrayRows::next(std::size_t most) {
  auto part = std::make_shared<Dataset>(subset(*frame_, {}));
  has_target_.clear();
  const std::size_t begin = next_, end = std::min(samples_, begin + most), width = frame_->features;
  std::visit(
      [&](const auto& values) {
        using Values = std::decay_t<decltype(values)>;
        part->values = Values(values.begin() + static_cast<std::ptrdiff_t>(begin * width),
                              values.begin() + static_cast<std::ptrdiff_t>(end * width));
      },
      values_);
  for (std::size_t row = begin; row < end; ++row) take_target(*part, row);
  part->test_begin = end - begin;
  next_ = end;
  return part;
}

std::unique_ptr<SampleRows> rows_for(std::shared_ptr<const Dataset> frame, const Choice& choice,
                                     const std::filesystem::path& file) {
  if (frame->census) return std::make_unique<TableRows>(std::move(frame), choice, file);
  return std::make_unique<ArrayRows>(std::move(frame), choice, file);
}

}  // namespace tryall::data
