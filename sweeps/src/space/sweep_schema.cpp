#include "tryall/sweeps/space/sweep_schema.hpp"

#include "space/axis_values.hpp"
#include "space/schema_parts.hpp"
#include "tryall/sweeps/space/search.hpp"

namespace tryall::sweeps {
namespace {

/// {"log": [first, last, n]}
Part form_of(const char* form, const Part& ends, const Part& third) {
  const Part items = {ends, ends, third};
  Part part = object_of({{form, {{"type", "array"}, {"items", items}, {"minItems", 3}, {"maxItems", 3}}}});
  part["required"] = {form};
  return part;
}

Part series() {
  const Part number = {{"type", "number"}}, positive = {{"type", "number"}, {"exclusiveMinimum", 0}};
  const Part count = {{"type", "integer"}, {"minimum", 1}, {"maximum", longest_series}};
  Part counting = object_of({{"count", count}});
  counting["required"] = {"count"};
  Part part = any_of({form_of("range", number, number), form_of("linear", number, count),
                      form_of("log", positive, count), counting});
  part["description"] = "range [first, last, step], linear or log [first, last, number of values], count n";
  return part;
}

Parameter seed() {
  return {.name = "seed",
          .type = Parameter::Type::integer,
          .meaning = "replicates: a seed decides the split, the init and the order of samples",
          .low = 0};
}

/// What stands beside the axis' name.
Part axis_part(const Axis& axis, Spelling spelling) {
  if (!axis.is_choice()) {
    Parameter parameter = axis.parameter;
    parameter.meaning = axis.meaning;
    return parameter_part(parameter, spelling);
  }
  const Part item = reference(spelled(axis.family->singular, spelling));
  Part part = {{"description", axis.meaning}};
  if (spelling == Spelling::one) return {{"description", axis.meaning}, {"allOf", {item}}};
  std::vector<Part> parts = {item, list_of(item)};
  if (spelling == Spelling::condition) parts.push_back(object_of({{"not", any_of({item, list_of(item)})}}));
  part.update(any_of(parts));
  return part;
}

/// An object with a member for each axis.
Part axes_part(const AxisTable& axes, Spelling spelling) {
  Part properties = Part::object();
  for (const Axis& axis : axes) {
    properties[axis.name] = axis_part(axis, spelling);
    if (axis.is_choice() && spelling != Spelling::one) properties.update(settings_of(axis, spelling));
  }
  if (spelling != Spelling::one) properties["seed"] = parameter_part(seed(), spelling);
  return object_of(properties);
}

Part space_fields_part() {
  const auto field = [](const char* description, const Part& part) {
    Part whole = {{"description", description}};
    whole.update(part);
    return whole;
  };
  const Part spaces = list_of(reference("space"));
  const Part conditions = list_of(reference("condition"));
  const Part zipped = {{"allOf", {reference("axes")}}, {"minProperties", 1}};
  return {{"base", field("one value per axis", {{"allOf", {reference("base")}}})},
          {"axes", field("every combination of the values", {{"allOf", {reference("axes")}}})},
          {"zip", field("values, or combinations of spaces, paired in order", any_of({zipped, spaces}))},
          {"union", field("a union of spaces", spaces)},
          {"product", field("a product of spaces", spaces)},
          {"exclude", field("removes combinations that match any of these conditions", conditions)},
          {"require", field("keeps only combinations that match all of these conditions", conditions)}};
}

Part objective_part(const std::vector<Metric>& metrics) {
  Part names = Part::array();
  for (const Metric& metric : metrics) names.push_back(metric.name);
  Part part = object_of({{"metric", {{"enum", names}}}, {"direction", {{"enum", {"maximize", "minimize"}}}}});
  part["required"] = {"metric"};
  return part;
}

Part definitions(const AxisTable& axes) {
  Part part = {{"series", series()},
               {"base", axes_part(axes, Spelling::one)},
               {"axes", axes_part(axes, Spelling::values)},
               {"condition", axes_part(axes, Spelling::condition)},
               {"space", object_of(space_fields_part())}};
  part["condition"]["minProperties"] = 1;
  define_shape(seed(), part);
  for (const Axis& axis : axes)
    if (!axis.is_choice()) define_shape(axis.parameter, part);
  for (const Family* family : families_with_searches(axes)) {
    for (const Technique* technique : family->techniques)
      for (const Parameter& parameter : technique->parameters) define_shape(parameter, part);
    for (const Spelling spelling : {Spelling::one, Spelling::values, Spelling::condition})
      part[spelled(family->singular, spelling)] = family_part(*family, spelling);
  }
  return part;
}

}  // namespace

std::string sweep_schema(const Vocabulary& vocabulary) {
  Part properties = {
      {"$schema", {{"type", "string"}}},
      {"name", {{"type", "string"}, {"minLength", 1}}},
      {"description", {{"type", "string"}, {"description", "the question that the report answers"}}}};
  properties.update(space_fields_part());
  properties["objective"] = objective_part(vocabulary.metrics);
  properties["search"] = {{"description", "how the space is searched; by default every combination"},
                          {"allOf", {reference("search")}}};
  Part schema = {{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", "A tryall sweep"}};
  schema.update(object_of(properties));
  schema["definitions"] = definitions(*vocabulary.axes);
  return schema.dump(1) + "\n";
}

}  // namespace tryall::sweeps
