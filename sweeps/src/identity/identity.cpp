#include "tryall/sweeps/identity/identity.hpp"

#include <fmt/format.h>

#include <iterator>
#include <variant>

#include "identity/build_info.hpp"
#include "identity/config_texts.hpp"
#include "identity/hasher.hpp"

namespace tryall::sweeps {
namespace {

Key key_of(XXH128_hash_t hash) { return {hash.high64, hash.low64}; }

}  // namespace

std::string Key::hex() const { return fmt::format("{:016x}{:016x}", high, low); }

std::string Hasher::hex() const { return key_of(XXH3_128bits_digest(state_.get())).hex(); }

Key hash_key(std::string_view bytes) { return key_of(XXH3_128bits(bytes.data(), bytes.size())); }

std::string hash_text(std::string_view bytes) { return hash_key(bytes).hex(); }

std::string dataset_hash(const data::Dataset& dataset) {
  Hasher hasher;
  std::string header = fmt::format("{} {} {} {} {}", dataset.features, dataset.classes, dataset.samples(),
                                   dataset.test_begin, dataset.values.index());
  if (dataset.task == Task::regression) header += fmt::format(" regression {}", dataset.target_columns);
  if (dataset.task == Task::function) header += " " + dataset.function;
  if (dataset.imputation != data::Imputation::none)
    header += dataset.imputation == data::Imputation::mean ? " missing mean" : " missing median";
  if (!dataset.groups.empty()) header += " groups";
  if (!dataset.times.empty()) header += " times";
  if (!dataset.weights.empty()) header += " weights";
  for (const std::size_t size : dataset.shape) header += fmt::format(" {}", size);
  hasher.add(header);
  std::visit([&](const auto& values) { hasher.add(values.data(), values.size() * sizeof(values.front())); },
             dataset.values);
  hasher.add(dataset.labels.data(), dataset.labels.size() * sizeof(std::int32_t));
  hasher.add(dataset.targets.data(), dataset.targets.size() * sizeof(double));
  hasher.add(dataset.groups.data(), dataset.groups.size() * sizeof(std::uint32_t));
  hasher.add(dataset.times.data(), dataset.times.size() * sizeof(double));
  hasher.add(dataset.weights.data(), dataset.weights.size() * sizeof(double));
  return hasher.hex();
}

std::string group_key(const Config& config, const std::string& subject_hash, const Origin& origin) {
  return hash_text(identity_text(config, subject_hash, origin));
}

std::string setting_key(const Config& config) { return hash_text(telling_text(config)); }

std::string checkpoint_key(const std::string& trajectory_key, std::uint64_t seed) {
  constexpr int layout = 2;  // of a checkpoint's bytes; raised when they change
  return hash_text(fmt::format("checkpoint {} {} {}", layout, trajectory_key, seed));
}

std::string run_key(const std::string& group_key, std::uint64_t seed) {
  return run_hash(group_key, seed).hex();
}

Key run_hash(const std::string& group_key, std::uint64_t seed) {
  fmt::memory_buffer text;
  fmt::format_to(std::back_inserter(text), "{} {}", group_key, seed);
  return hash_key({text.data(), text.size()});
}

}  // namespace tryall::sweeps
