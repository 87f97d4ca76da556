#include "identity/config_texts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tryall/numerics.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {
namespace {

const std::string version_name = "numerics_version";

/// The axes in the order of their names, among them the version as `axes.size()`.
std::vector<std::size_t> by_name(const AxisTable& axes) {
  const auto name_of = [&](std::size_t axis) -> const std::string& {
    return axis < axes.size() ? axes[axis].name : version_name;
  };
  std::vector<std::size_t> result(axes.size() + 1);
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = i;
  std::sort(result.begin(), result.end(),
            [&](std::size_t one, std::size_t other) { return name_of(one) < name_of(other); });
  return result;
}

/// `{a,b,` as `{a,b}`.
void close_object(std::string& text) {
  if (text.back() == ',') text.pop_back();
  text += '}';
}

/// `"axis":value,`
std::string part(const Axis& axis, const nlohmann::json& json) {
  return fmt::format("\"{}\":{},", axis.name, json.dump());
}

std::string telling_part(const Axis& axis, const Setting& setting, bool with_revision = true) {
  const auto telling = telling_json(axis, setting, with_revision);
  return telling ? part(axis, *telling) : std::string();
}

/// What the texts of identities depend on beside the settings.
struct Form {
  const AxisTable& axes;
  const std::vector<std::size_t>& order;
  const Origin& origin;
};

/// Writes the text of an identity of our own, in which each other axis has its `part_of`.
template <class PartOf>
void write_own(std::string& text, const Form& form, const std::string& subject_hash, const PartOf& part_of) {
  static const std::string version = fmt::format("\"{}\":{},", version_name, numerics_version);
  text = "{";
  for (const std::size_t axis : form.order) {
    if (axis == form.axes.size())
      text += version;
    else if (form.axes[axis].name == "dataset")
      text.append("\"dataset\":\"").append(subject_hash).append("\",");
    else
      text += part_of(axis);
  }
  close_object(text);
}

template <class PartOf>
void write_identity(std::string& text, const Form& form, const std::string& subject_hash,
                    const PartOf& part_of) {
  if (form.origin.is_own()) return write_own(text, form, subject_hash, part_of);
  text = "{\"axes\":{";
  for (const std::size_t axis : form.order)
    if (axis < form.axes.size()) text += part_of(axis);
  close_object(text);
  const nlohmann::json origin = {form.origin.trainer, form.origin.revision};
  text += fmt::format(",\"origin\":{},\"subject\":\"{}\"}}", origin.dump(), subject_hash);
}

}  // namespace

std::string identity_text(const Config& config, const std::string& subject_hash, const Origin& origin) {
  std::string text;
  write_identity(text, {config.axes(), by_name(config.axes()), origin}, subject_hash,
                 [&](std::size_t axis) { return telling_part(config.axes()[axis], config[axis]); });
  return text;
}

std::string telling_text(const Config& config) {
  std::string text = "{";
  for (const std::size_t axis : by_name(config.axes()))
    if (axis < config.axes().size()) text += telling_part(config.axes()[axis], config[axis], false);
  close_object(text);
  return text;
}

ConfigTexts::ConfigTexts(SettingTable settings, Origin origin)
    : settings_(std::move(settings)),
      origin_(std::move(origin)),
      order_(by_name(settings_.axes())),
      parts_(settings_.axes().size()) {}

std::vector<std::uint32_t> ConfigTexts::numbers(const Config& config) {
  std::vector<std::uint32_t> result;
  for (std::size_t axis = 0; axis < settings_.axes().size(); ++axis)
    result.push_back(settings_.number(axis, config));
  return result;
}

std::string ConfigTexts::canonical(const std::vector<std::uint32_t>& numbers) {
  std::string text = "{";
  for (const std::size_t axis : order_)
    if (axis < numbers.size()) text += parts(axis, numbers[axis]).whole;
  close_object(text);
  return text;
}

std::string ConfigTexts::setting(const std::vector<std::uint32_t>& numbers) {
  std::string text = "{";
  for (const std::size_t axis : order_)
    if (axis < numbers.size()) text += parts(axis, numbers[axis]).bare;
  close_object(text);
  return hash_text(text);
}

const std::string& ConfigTexts::identity(const std::vector<std::uint32_t>& numbers,
                                         const std::string& subject_hash) {
  write_identity(identity_, {settings_.axes(), order_, origin_}, subject_hash,
                 [&](std::size_t axis) -> const std::string& { return parts(axis, numbers[axis]).telling; });
  return identity_;
}

const ConfigTexts::Parts& ConfigTexts::parts(std::size_t axis, std::uint32_t number) {
  std::vector<Parts>& of_axis = parts_[axis];
  if (of_axis.size() <= number) of_axis.resize(std::max<std::size_t>(number + 1, settings_.count(axis)));
  Parts& result = of_axis[number];
  if (result.known) return result;
  result.known = true;
  const Axis& of = settings_.axes()[axis];
  result.whole = part(of, to_json(of, settings_.at(axis, number)));
  result.telling = telling_part(of, settings_.at(axis, number));
  result.bare = telling_part(of, settings_.at(axis, number), false);
  return result;
}

}  // namespace tryall::sweeps
