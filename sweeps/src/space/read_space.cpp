#include "space/read_space.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "space/axis_values.hpp"
#include "space/finish_space.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {
namespace {

void add_settings(const Document& document, const Axis& axis, const RawValue& raw,
                  std::vector<Setting>& settings) {
  if (axis.is_choice()) {
    for (Choice& choice : expand_choice(document, *axis.family, raw))
      settings.emplace_back(std::move(choice));
    return;
  }
  try {
    settings.emplace_back(axis.checked(value_from_json(raw.json)));
  } catch (const SettingError& error) {
    document.fail(raw.path, error.what());
  }
}

constexpr std::size_t most_sheets = 100'000;

/// Reads spaces, the outermost first.
class SpaceReader {
 public:
  SpaceReader(const Document& document, SlotTable& slots) : document_(document), slots_(slots) {}

  /// The space of an object whose fields are known; `zipped` where it stands in a zip.
  Sheets read(const nlohmann::json& json, const std::string& path, bool zipped) {
    Sheets sheets(1);
    const auto given = [&](const char* field) { return json.find(field) != json.end(); };
    const auto place = [&](const char* field) { return Document::child(path, field); };
    if (given("axes"))
      for (Strip& strip : strips(json["axes"], place("axes"))) {
        drop_repetitions(strip);
        multiply(sheets, {{{std::move(strip)}, {}}});
      }
    if (given("zip")) multiply(sheets, {{{zip(json["zip"], place("zip"))}, {}}});
    if (given("union")) {
      Sheets all;
      for (Sheets& one : spaces(json["union"], place("union"), zipped))
        std::move(one.begin(), one.end(), std::back_inserter(all));
      multiply(sheets, all);
    }
    if (given("product"))
      for (const Sheets& one : spaces(json["product"], place("product"), zipped)) multiply(sheets, one);
    if (given("base") && !path.empty()) add_base(sheets, json["base"], place("base"));
    if (given("exclude")) add_conditions(sheets, {json["exclude"], place("exclude")}, false, zipped);
    if (given("require")) add_conditions(sheets, {json["require"], place("require")}, true, zipped);
    return sheets;
  }

 private:
  void check_object(const nlohmann::json& json, const std::string& path) const {
    if (!json.is_object()) document_.fail(path, fmt::format("expected an object, not {}", json.dump()));
  }

  /// The values of each axis, repetitions among them.
  std::vector<Strip> strips(const nlohmann::json& json, const std::string& path) {
    check_object(json, path);
    std::vector<Strip> result;
    for (const auto& [name, values] : json.items())
      result.push_back(slots_.strip(document_, name, values, Document::child(path, name)));
    return result;
  }

  std::vector<Sheets> spaces(const nlohmann::json& json, const std::string& path, bool zipped) {
    if (!json.is_array() || json.empty())
      document_.fail(path, fmt::format("expected a list of spaces, such as [{{\"axes\": {{...}}}}], not {}",
                                       json.dump()));
    std::vector<Sheets> result;
    for (std::size_t i = 0; i < json.size(); ++i) {
      const std::string place = Document::item(path, i);
      check_object(json[i], place);
      for (const auto& [field, value] : json[i].items())
        if (std::find(space_fields.begin(), space_fields.end(), field) == space_fields.end())
          document_.fail_key(Document::child(place, field), fmt::format("a space has no field '{}'{}", field,
                                                                        did_you_mean(field, space_fields)));
      result.push_back(read(json[i], place, zipped));
    }
    return result;
  }

  /// {"zip": {axis: values, ...}} or {"zip": [space, ...]}.
  Strip zip(const nlohmann::json& json, const std::string& path) {
    const bool of_spaces = json.is_array();
    std::vector<Strip> parts;
    std::vector<std::string> names;
    if (of_spaces) {
      for (const Sheets& space : spaces(json, path, true)) {
        names.push_back(Document::item("zip", names.size()));
        parts.push_back(written(space, Document::item(path, parts.size())));
      }
    } else {
      parts = strips(json, path);
      for (const Strip& part : parts) names.push_back(slots_.name(part.slots.front()));
    }
    if (parts.empty()) document_.fail(path, "a zip needs axes");
    Sheets known = {{{parts.front()}, {}}};
    for (std::size_t i = 1; i < parts.size(); ++i) {
      if (parts[i].rows() != parts[0].rows())
        document_.fail(
            of_spaces ? Document::item(path, i) : parts[i].paths.front(),
            fmt::format("the parts of a zip need equal lengths, but {} has length {} and {} has length {}",
                        names[0], parts[0].rows(), names[i], parts[i].rows()));
      refuse_common(known.front(), {{parts[i]}, {}});
      known.front().strips.push_back(parts[i]);
    }
    return in_step(parts);
  }

  Strip written(const Sheets& space, const std::string& path) const {
    try {
      Strip strip = written_out(space);
      if (strip.slots.empty()) document_.fail(path, "a space in a zip needs axes of its own");
      return strip;
    } catch (const std::length_error&) {
      document_.fail(path, fmt::format("has more than {} combinations, too many for a zip", longest_strip));
    }
  }

  void refuse_common(const Sheet& one, const Sheet& other) const {
    for (const Strip& late : other.strips)
      for (std::size_t i = 0; i < late.slots.size(); ++i)
        for (const Strip& early : one.strips)
          if (const std::size_t place = early.find(late.slots[i]); place < early.slots.size())
            document_.fail_key(late.paths[i], fmt::format("'{}' has its values already, at {}",
                                                          slots_.name(late.slots[i]), early.paths[place]));
  }

  void multiply(Sheets& sheets, const Sheets& others) const {
    if (sheets.size() * others.size() > most_sheets)
      document_.fail("", fmt::format("unions that multiply to more than {} spaces", most_sheets));
    for (const Sheet& one : sheets)
      for (const Sheet& other : others) refuse_common(one, other);
    sheets = product(sheets, others);
  }

  /// The base of a space holds where the space says nothing else.
  void add_base(Sheets& sheets, const nlohmann::json& json, const std::string& path) {
    check_object(json, path);
    Config config(slots_.settings.shared_axes());
    read_base(document_, json, path, config);
    for (const auto& item : json.items()) {
      const Slot slot = slots_.axes().index(item.key());
      const std::uint32_t number = slots_.settings.number(slot, config);
      for (Sheet& sheet : sheets) {
        if (Strip* strip = sheet.find(slot))
          fill(*strip, slot, number);
        else
          sheet.strips.push_back({{slot}, {Document::child(path, item.key())}, {number}});
      }
    }
  }

  void add_conditions(Sheets& sheets, const RawValue& raw, bool required, bool zipped) const {
    if (zipped) document_.fail_key(raw.path, "conditions cannot be inside a zip; put them beside it");
    for (const Condition& condition : read_conditions(document_, slots_.axes(), raw.json, raw.path, required))
      for (Sheet& sheet : sheets) sheet.conditions.push_back(condition);
  }

  const Document& document_;
  SlotTable& slots_;
};

}  // namespace

const Axis& known_axis(const Document& document, const AxisTable& axes, const std::string& name,
                       const std::string& path) {
  if (const Axis* axis = axes.find(name)) return *axis;
  std::vector<std::string> names = axes.names();
  names.emplace_back("seed");
  document.fail_key(path, fmt::format("unknown axis '{}'{}", name, did_you_mean(name, names)));
}

std::vector<Setting> read_settings(const Document& document, const Axis& axis, const nlohmann::json& json,
                                   const std::string& path) {
  std::vector<Setting> settings;
  for (const RawValue& raw : setting_values(document, axis.parameter, json, path))
    add_settings(document, axis, raw, settings);
  return settings;
}

void read_base(const Document& document, const nlohmann::json& json, const std::string& path,
               Config& config) {
  for (const auto& [name, value] : json.items()) {
    const std::string place = Document::child(path, name);
    if (name == "seed") document.fail_key(place, "seeds belong under axes: {\"seed\": {\"count\": 5}}");
    const Axis& axis = known_axis(document, config.axes(), name, place);
    const bool list = axis.parameter.type == Parameter::Type::integers && !axis.is_choice();
    std::vector<Setting> settings;
    if ((!value.is_array() || list) && !is_numeric_form(value))
      add_settings(document, axis, {value, place}, settings);
    if (settings.size() != 1) document.fail(place, "the base holds one value per axis; put lists under axes");
    config.put(config.axes().index(axis), std::move(settings.front()));
  }
}

Space read_space(const Document& document, const Config& base) {
  SlotTable slots(base.shared_axes());
  Sheets sheets = SpaceReader(document, slots).read(document.root(), "", false);
  return finished(document, base, slots, std::move(sheets));
}

}  // namespace tryall::sweeps
