#include "json_schema.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <stdexcept>

namespace tryall::testing {
namespace {

using Json = nlohmann::ordered_json;

/// A value of the document, the rule that it is held against, and where it is.
struct Place {
  const Json& value;
  const Json& rule;
  std::string path;

  bool is_array() const { return value.is_array(); }
  bool is_object() const { return value.is_object(); }
};

bool has_type(const Json& value, const std::string& type) {
  if (type == "integer") return value.is_number_integer();
  return type == (value.is_number() ? "number" : value.type_name());
}

class SchemaCheck {
 public:
  explicit SchemaCheck(const Json& schema) : schema_(schema) {}

  /// What is wrong at a place and below it.
  std::vector<std::string> errors(const Place& at) {
    std::vector<std::string> found;
    for (const auto& [keyword, wanted] : at.rule.items()) {
      const auto test = tests_.find(keyword);
      if (test == tests_.end()) throw std::logic_error("the schema has a keyword not known here: " + keyword);
      const std::vector<std::string> more = (this->*test->second)(at, wanted);
      for (const std::string& error : more) found.push_back(error.empty() ? at.path + ": " + keyword : error);
    }
    return found;
  }

 private:
  using Errors = std::vector<std::string>;  ///< An empty text stands for the keyword itself.
  using Test = Errors (SchemaCheck::*)(const Place&, const Json&);

  static Errors unless(bool holds) { return holds ? Errors{} : Errors{""}; }

  Errors remark(const Place&, const Json&) { return {}; }
  Errors type(const Place& at, const Json& wanted) {
    if (wanted.is_string()) return unless(has_type(at.value, wanted));
    return unless(
        std::any_of(wanted.begin(), wanted.end(), [&](const Json& one) { return has_type(at.value, one); }));
  }
  Errors is_const(const Place& at, const Json& wanted) { return unless(at.value == wanted); }
  Errors is_one_of(const Place& at, const Json& wanted) {
    return unless(std::find(wanted.begin(), wanted.end(), at.value) != wanted.end());
  }
  Errors minimum(const Place& at, const Json& wanted) {
    return unless(!at.value.is_number() || at.value.get<double>() >= wanted.get<double>());
  }
  Errors pattern(const Place& at, const Json& wanted) {
    return unless(!at.value.is_string() ||
                  std::regex_search(at.value.get<std::string>(), std::regex(wanted.get<std::string>())));
  }
  Errors min_items(const Place& at, const Json& wanted) {
    return unless(!at.is_array() || at.value.size() >= wanted.get<std::size_t>());
  }
  Errors max_items(const Place& at, const Json& wanted) {
    return unless(!at.is_array() || at.value.size() <= wanted.get<std::size_t>());
  }
  Errors items(const Place& at, const Json& wanted) {
    Errors found;
    for (std::size_t i = 0; at.is_array() && i < at.value.size(); ++i)
      add(found, errors({at.value[i], wanted, at.path + '/' + std::to_string(i)}));
    return found;
  }
  Errors required(const Place& at, const Json& wanted) {
    Errors found;
    for (const Json& name : wanted)
      if (at.is_object() && !at.value.contains(name.get<std::string>()))
        found.push_back(at.path + ": is without " + name.get<std::string>());
    return found;
  }
  Errors dependent(const Place& at, const Json& wanted) {
    Errors found;
    for (const auto& [name, others] : wanted.items())
      if (at.is_object() && at.value.contains(name)) add(found, required(at, others));
    return found;
  }
  Errors properties(const Place& at, const Json& wanted) {
    Errors found;
    for (const auto& [name, rule] : wanted.items())
      if (at.is_object() && at.value.contains(name))
        add(found, errors({at.value[name], rule, at.path + '/' + name}));
    return found;
  }
  Errors additional(const Place& at, const Json& wanted) {
    Errors found;
    if (!at.is_object()) return found;
    const auto known = at.rule.find("properties");
    for (const auto& [name, value] : at.value.items()) {
      if (known != at.rule.end() && known->contains(name)) continue;
      if (wanted == Json(false))
        found.push_back(at.path + ": has " + name);
      else
        add(found, errors({value, wanted, at.path + '/' + name}));
    }
    return found;
  }
  /// Where none holds, what is wrong by the first: that of a section rather than of its absence.
  Errors any_of(const Place& at, const Json& wanted) {
    Errors first;
    for (const Json& rule : wanted) {
      Errors found = errors({at.value, rule, at.path});
      if (found.empty()) return {};
      if (first.empty()) first = std::move(found);
    }
    return first;
  }
  Errors reference(const Place& at, const Json& wanted) {
    const Json::json_pointer pointer(wanted.get<std::string>().substr(1));
    return errors({at.value, schema_.at(pointer), at.path});
  }

  static void add(Errors& found, const Errors& more) { found.insert(found.end(), more.begin(), more.end()); }

  const Json& schema_;
  const std::map<std::string, Test> tests_ = {
      {"$schema", &SchemaCheck::remark},
      {"$defs", &SchemaCheck::remark},
      {"title", &SchemaCheck::remark},
      {"description", &SchemaCheck::remark},
      {"type", &SchemaCheck::type},
      {"const", &SchemaCheck::is_const},
      {"enum", &SchemaCheck::is_one_of},
      {"minimum", &SchemaCheck::minimum},
      {"pattern", &SchemaCheck::pattern},
      {"minItems", &SchemaCheck::min_items},
      {"maxItems", &SchemaCheck::max_items},
      {"items", &SchemaCheck::items},
      {"required", &SchemaCheck::required},
      {"dependentRequired", &SchemaCheck::dependent},
      {"properties", &SchemaCheck::properties},
      {"additionalProperties", &SchemaCheck::additional},
      {"anyOf", &SchemaCheck::any_of},
      {"$ref", &SchemaCheck::reference},
  };
};

}  // namespace

std::vector<std::string> schema_errors(const Json& schema, const Json& document) {
  return SchemaCheck(schema).errors({document, schema, ""});
}

std::vector<std::string> report_errors(const Json& report) {
  std::ifstream file(TRYALL_DOCS "/report.schema.json");
  return schema_errors(Json::parse(file), report);
}

}  // namespace tryall::testing
