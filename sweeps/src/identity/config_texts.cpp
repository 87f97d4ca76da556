#include "identity/config_texts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tryall/numerics.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {
namespace {

const std::string version_name = "numerics_version";

const std::string& name_of(std::size_t axis) {
  return axis < axes().size() ? axes()[axis].name : version_name;
}

/// The axes in the order of their names, among them the version as `axes().size()`.
const std::vector<std::size_t>& by_name() {
  static const std::vector<std::size_t> order = [] {
    std::vector<std::size_t> result(axes().size() + 1);
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = i;
    std::sort(result.begin(), result.end(),
              [](std::size_t one, std::size_t other) { return name_of(one) < name_of(other); });
    return result;
  }();
  return order;
}

/// `{a,b,` as `{a,b}`.
void close(std::string& text) {
  if (text.back() == ',') text.pop_back();
  text += '}';
}

/// `"axis":value,`
std::string part(const Axis& axis, const nlohmann::json& json) {
  return fmt::format("\"{}\":{},", axis.name, json.dump());
}

std::string telling_part(const Axis& axis, const Setting& setting) {
  const auto telling = telling_json(axis, setting);
  return telling ? part(axis, *telling) : std::string();
}

/// Writes the text of an identity, in which each other axis has its `part_of`.
template <class PartOf>
void write_identity(std::string& text, const std::string& dataset_hash, const PartOf& part_of) {
  static const auto dataset = static_cast<std::size_t>(find_axis("dataset") - axes().data());
  static const std::string version = fmt::format("\"{}\":{},", version_name, numerics_version);
  text = "{";
  for (const std::size_t axis : by_name()) {
    if (axis == dataset)
      text.append("\"dataset\":\"").append(dataset_hash).append("\",");
    else
      text += axis == axes().size() ? version : part_of(axis);
  }
  close(text);
}

}  // namespace

std::string identity_text(const Config& config, const std::string& dataset_hash) {
  std::string text;
  write_identity(text, dataset_hash, [&](std::size_t axis) {
    return telling_part(axes()[axis], setting_of(axes()[axis], config));
  });
  return text;
}

ConfigTexts::ConfigTexts(SettingTable settings) : settings_(std::move(settings)), parts_(axes().size()) {}

std::vector<std::uint32_t> ConfigTexts::numbers(const Config& config) {
  std::vector<std::uint32_t> result;
  for (std::size_t axis = 0; axis < axes().size(); ++axis) result.push_back(settings_.number(axis, config));
  return result;
}

std::string ConfigTexts::canonical(const std::vector<std::uint32_t>& numbers) {
  std::string text = "{";
  for (const std::size_t axis : by_name())
    if (axis < numbers.size()) text += parts(axis, numbers[axis]).whole;
  close(text);
  return text;
}

const std::string& ConfigTexts::identity(const std::vector<std::uint32_t>& numbers,
                                         const std::string& dataset_hash) {
  write_identity(identity_, dataset_hash,
                 [&](std::size_t axis) -> const std::string& { return parts(axis, numbers[axis]).telling; });
  return identity_;
}

const ConfigTexts::Parts& ConfigTexts::parts(std::size_t axis, std::uint32_t number) {
  std::vector<Parts>& of_axis = parts_[axis];
  if (of_axis.size() <= number) of_axis.resize(std::max<std::size_t>(number + 1, settings_.of(axis).size()));
  Parts& result = of_axis[number];
  if (result.known) return result;
  result.known = true;
  result.whole = part(axes()[axis], to_json(axes()[axis], settings_.at(axis, number)));
  result.telling = telling_part(axes()[axis], settings_.at(axis, number));
  return result;
}

}  // namespace tryall::sweeps
