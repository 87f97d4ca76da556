#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tryall/data/dataset.hpp"
#include "tryall/experiment/config.hpp"

namespace tryall::sweeps {

/// A hash of 128 bits; as text, 32 hexadecimal digits.
struct Key {
  std::uint64_t high = 0, low = 0;

  std::string hex() const;
  operator std::string() const { return hex(); }
  bool operator==(const Key&) const = default;
  friend bool operator==(const Key& key, const std::string& text) { return key.hex() == text; }
};

struct HashKey {
  std::size_t operator()(const Key& key) const { return key.low; }
};

/// 128 bits of XXH3.
Key hash_key(std::string_view bytes);
/// 128 bits of XXH3 as 32 hexadecimal digits.
std::string hash_text(std::string_view bytes);

/// A hash of everything about a dataset that training can see: shape, classes, values, labels, test set,
/// groups, times and weights. Not its name, nor where it came from.
std::string dataset_hash(const data::Dataset& dataset);

/// By whom runs are carried out: part of every key. Empty for the trainings of this project's own library,
/// whose keys have the numerics version instead.
struct Origin {
  std::string trainer = {};
  std::string revision = {};  ///< To be changed whenever the same config would give other results.

  bool is_own() const { return trainer.empty(); }
  bool operator==(const Origin&) const = default;
};

/// The key of a group: a hash of what the config says beyond the defaults, of the hash of what it works on
/// (its dataset) and of the numerics version or the origin.
std::string group_key(const Config& config, const std::string& subject_hash, const Origin& origin = {});

/// A hash of what the config says beyond the defaults, and nothing else: equal for the same config when code
/// or data have changed, the revision of a technique among it.
std::string setting_key(const Config& config);

/// The key of a trajectory's checkpoints with a seed, for this program.
std::string checkpoint_key(const std::string& trajectory_key, std::uint64_t seed);

/// The key of a run: a hash of its group's key and the seed.
std::string run_key(const std::string& group_key, std::uint64_t seed);
Key run_hash(const std::string& group_key, std::uint64_t seed);

}  // namespace tryall::sweeps
