#include "weights_leak.hpp"

#include <fmt/format.h>

#include <exception>
#include <nlohmann/json.hpp>
#include <vector>

#include "tryall/data/sources/source.hpp"
#include "tryall/data/splits/split.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::cli {
namespace {

/// The dataset's name, with the names of its files.
std::string data_of(const Choice& dataset) {
  std::string text = dataset.name;
  const data::SourceEntry* source = data::source_table().named(dataset.name);
  for (const std::string& path : source ? source->paths : std::vector<std::string>())
    text += " " + std::filesystem::path(dataset.word(path)).filename().string();
  return text;
}

/// The dataset with all its settings but the places of its files, which may have been moved.
Choice rows_of(const Choice& dataset) {
  Choice rows = with_defaults(data::sources(), dataset);
  if (const data::SourceEntry* source = data::source_table().named(dataset.name))
    for (const std::string& path : source->paths) rows.settings.erase(path);
  return rows;
}

}  // namespace

std::string leak_in(const train::TensorFile& file, const Config& config, std::uint64_t seed) {
  if (!file.metadata.contains("config") || !file.metadata.contains("seed")) return {};
  try {
    const auto json = nlohmann::json::parse(file.metadata.at("config"));
    const auto before = train::training_config(sweeps::config_from_json(config.shared_axes(), json));
    const auto now = train::training_config(config);
    const std::uint64_t trained = std::stoull(file.metadata.at("seed"));
    const std::uint64_t split_before = train::seed_of_stream(before.split_seed, trained),
                        split_now = train::seed_of_stream(now.split_seed, seed);
    if (data_of(before.dataset) != data_of(now.dataset)) return {};
    if (split_before != split_now)
      return fmt::format(
          "the weights were trained on the split of seed {}, and this run has that of seed {}: samples "
          "that it holds out were trained on, so its validation and test figures are overly optimistic; use "
          "--seed {} or --set split_seed={}",
          split_before, split_now, split_before, split_before);
    // Settings that make no difference are left out of the one and at their defaults in the other.
    if (with_defaults(data::splits(), before.split) != with_defaults(data::splits(), now.split))
      return "the weights were trained on another split of these data (setting split): samples that are held "
             "out now may have been trained on, so validation and test figures may be overly optimistic";
    if (rows_of(before.dataset) != rows_of(now.dataset))
      return "the weights were trained with other settings of these data (setting dataset), which may choose "
             "other rows: samples that are held out now may have been trained on, so validation and test "
             "figures may be overly optimistic";
  } catch (const std::exception&) {
    return "the weights do not say in a way that this version reads on which samples they were trained: "
           "samples that are held out now may be among them, so validation and test figures may be overly "
           "optimistic";
  }
  return {};
}

}  // namespace tryall::cli
