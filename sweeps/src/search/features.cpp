#include "search/features.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace tryall::sweeps {
namespace {

/// Where a value stands among others; nothing where it is no number.
std::optional<double> size_of(const Parameter& parameter, const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? 1 : 0;
  if (const auto* list = std::get_if<List>(&value))
    return list->size() == 1 ? size_of(parameter, list->front()) : std::nullopt;
  const auto* integer = std::get_if<std::int64_t>(&value);
  if (!integer) return std::nullopt;
  if (*integer == 0 && !parameter.zero_word.empty()) return HUGE_VAL;
  return static_cast<double>(*integer);
}

/// Gathers what the groups have in one dimension.
class FeatureMaker {
 public:
  FeatureMaker(const Parameter& parameter, std::size_t groups)
      : parameter_(parameter), numbers_(groups, Feature::absent) {}

  void add(std::size_t group, const Value& value) {
    const auto [place, is_new] = known_.emplace(to_text(value), static_cast<std::int32_t>(sizes_.size()));
    if (is_new) sizes_.push_back(size_of(parameter_, value));
    numbers_[group] = place->second;
  }

  Feature make() const {
    const auto has_size = [](const std::optional<double>& size) { return size.has_value(); };
    Feature feature{numbers_, sizes_.size(), std::all_of(sizes_.begin(), sizes_.end(), has_size)};
    if (!feature.ordered) return feature;
    std::vector<std::int32_t> ranks;
    for (const std::optional<double>& size : sizes_)
      ranks.push_back(static_cast<std::int32_t>(
          std::count_if(sizes_.begin(), sizes_.end(), [&](const auto& other) { return *other < *size; })));
    for (std::int32_t& number : feature.values)
      if (number != Feature::absent) number = ranks[static_cast<std::size_t>(number)];
    return feature;
  }

 private:
  const Parameter& parameter_;
  std::map<std::string, std::int32_t> known_;
  std::vector<std::optional<double>> sizes_;
  std::vector<std::int32_t> numbers_;
};

const Parameter& name_of_technique() {
  static const Parameter parameter{.name = "name", .type = Parameter::Type::word};
  return parameter;
}

/// The dimensions of an axis of choices: "" is the name, the others are "technique.setting".
void add_choices(const Plan& plan, const SweptAxis& swept, std::vector<Feature>& features) {
  std::map<std::string, FeatureMaker> makers;
  const auto maker = [&](const std::string& name, const Parameter& parameter) -> FeatureMaker& {
    return makers.try_emplace(name, parameter, plan.groups.size()).first->second;
  };
  const std::size_t axis = plan.sweep.base.axes().index(swept.axis->name);
  for (std::size_t group = 0; group < plan.groups.size(); ++group) {
    const Config config = plan.groups.config(group);
    const auto& choice = std::get<Choice>(config[axis]);
    maker("", name_of_technique()).add(group, choice.name);
    const Technique& technique = swept.axis->family->find(choice.name);
    for (const Parameter& parameter : technique.parameters)
      if (const auto setting = choice.settings.find(parameter.name); setting != choice.settings.end())
        maker(choice.name + "." + parameter.name, parameter).add(group, setting->second);
  }
  for (const auto& [name, made] : makers) features.push_back(made.make());
}

void add_values(const Plan& plan, const SweptAxis& swept, std::vector<Feature>& features) {
  FeatureMaker maker(swept.axis->parameter, plan.groups.size());
  const std::size_t axis = plan.sweep.base.axes().index(swept.axis->name);
  for (std::size_t group = 0; group < plan.groups.size(); ++group)
    maker.add(group, std::get<Value>(plan.groups.config(group)[axis]));
  features.push_back(maker.make());
}

}  // namespace

std::vector<Feature> features_of(const Plan& plan) {
  std::vector<Feature> features;
  for (const SweptAxis& swept : plan.sweep.axes) {
    if (swept.settings.size() < 2) continue;
    if (swept.axis->is_choice())
      add_choices(plan, swept, features);
    else
      add_values(plan, swept, features);
  }
  std::erase_if(features, [](const Feature& feature) { return feature.count < 2; });
  return features;
}

}  // namespace tryall::sweeps
