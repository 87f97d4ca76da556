#include "weights_leak.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <exception>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "tryall/data/sources/source.hpp"
#include "tryall/data/splits/split.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/train/model_file.hpp"
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

/// What decides which samples a training holds out.
struct Rows {
  std::string data;  ///< The dataset's name, with the names of its files.
  Choice dataset;    ///< With all its settings but the places of its files, which may have been moved.
  Choice split;
  std::uint64_t split_seed = 0;
};

Rows rows_of(const Config& config, std::uint64_t seed) {
  const auto training = train::training_config(config);
  // Settings that make no difference are left out of one config and at their defaults in another.
  Rows rows{data_of(training.dataset), with_defaults(data::sources(), training.dataset),
            with_defaults(data::splits(), training.split), train::seed_of_stream(training.split_seed, seed)};
  if (const data::SourceEntry* source = data::source_table().named(training.dataset.name))
    for (const std::string& path : source->paths) rows.dataset.settings.erase(path);
  return rows;
}

std::vector<Rows> rows_of_trainings(const train::TensorFile& file, const Config& config) {
  std::vector<Rows> list;
  for (const train::PastTraining& past : train::trainings_of(file))
    list.push_back(rows_of(sweeps::config_from_json(config.shared_axes(), nlohmann::json::parse(past.config)),
                           past.seed));
  return list;
}

std::string other_seed_text(const std::set<std::uint64_t>& before, std::uint64_t now) {
  std::string text = fmt::format(
      "the weights were trained on the split of seed {}, and this run has that of seed {}: samples that it "
      "holds out were trained on, so its validation and test figures are overly optimistic",
      fmt::join(before, " and then of seed "), now);
  return text + (before.size() == 1 ? fmt::format("; use --seed {0} or --set split_seed={0}", *before.begin())
                                    : std::string("; no split holds out samples that none of these had"));
}

}  // namespace

std::string leak_in(const train::TensorFile& file, const Config& config, std::uint64_t seed) try {
  const Rows now = rows_of(config, seed);
  std::set<std::uint64_t> seeds;
  bool other_split = false, other_rows = false;
  for (const Rows& before : rows_of_trainings(file, config)) {
    if (before.data != now.data) continue;
    seeds.insert(before.split_seed);
    other_split = other_split || before.split != now.split;
    other_rows = other_rows || before.dataset != now.dataset;
  }
  if (seeds.size() > 1 || (seeds.size() == 1 && !seeds.contains(now.split_seed)))
    return other_seed_text(seeds, now.split_seed);
  if (other_split)
    return "the weights were trained on another split of these data (setting split): samples that are held "
           "out now may have been trained on, so validation and test figures may be overly optimistic";
  if (other_rows)
    return "the weights were trained with other settings of these data (setting dataset), which may choose "
           "other rows: samples that are held out now may have been trained on, so validation and test "
           "figures may be overly optimistic";
  return {};
} catch (const std::exception&) {
  return "the weights do not say in a way that this version reads on which samples they were trained: "
         "samples that are held out now may be among them, so validation and test figures may be overly "
         "optimistic";
}

}  // namespace tryall::cli
