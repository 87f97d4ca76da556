#include "tryall/sweeps/space/sweep_schema.hpp"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "configs.hpp"
#include "tryall/experiment/config.hpp"

using nlohmann::json;

namespace {

/// Every "$ref" in it names a definition of the whole.
void check_references(const json& part, const json& whole) {
  if (part.is_object() && part.contains("$ref"))
    CHECK(whole.contains(json::json_pointer(part["$ref"].get<std::string>().substr(1))));
  if (part.is_structured())
    for (const json& inner : part) check_references(inner, whole);
}

}  // namespace

TEST_CASE("the published schema is the one that the tables make") {
  std::ifstream file(TRYALL_DOCS "/sweep.schema.json");
  const std::string published{std::istreambuf_iterator<char>(file), {}};
  INFO("make it anew: tryall schema > docs/sweep.schema.json");
  CHECK((published == tryall::sweeps::sweep_schema(tryall::testing::vocabulary())));
}

TEST_CASE("the schema has every axis, and every technique with its settings, as values and as conditions") {
  const json schema = json::parse(tryall::sweeps::sweep_schema(tryall::testing::vocabulary()));
  const json& known = schema["definitions"];
  check_references(schema, schema);
  for (const tryall::Axis& axis : tryall::axes()) {
    CAPTURE(axis.name);
    for (const char* place : {"base", "axes", "condition"})
      CHECK(known[place]["properties"].contains(axis.name));
    if (!axis.is_choice()) continue;
    for (const char* spelling : {"", "_values", "_condition"})
      REQUIRE(known[axis.family->singular + spelling]["anyOf"].size() > axis.family->techniques.size());
    const json& parts = known[axis.family->singular]["anyOf"];
    for (std::size_t i = 0; i < axis.family->techniques.size(); ++i) {
      const tryall::Technique& technique = *axis.family->techniques[i];
      CHECK(parts[i + 1]["properties"]["name"]["const"] == technique.name);
      for (const tryall::Parameter& parameter : technique.parameters) {
        CHECK(parts[i + 1]["properties"].contains(parameter.name));
        CHECK(known["axes"]["properties"].contains(axis.name + "." + parameter.name));
      }
    }
  }
}
