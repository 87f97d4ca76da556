#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tryall::testing {

/// Where a document is not as a JSON Schema says: "/runs/seed/3: type"; empty where it is. Knows the keywords
/// that docs/report.schema.json uses; throws std::logic_error for any other, for it would not be checked.
std::vector<std::string> schema_errors(const nlohmann::ordered_json& schema,
                                       const nlohmann::ordered_json& document);

/// The same of a report, by docs/report.schema.json.
std::vector<std::string> report_errors(const nlohmann::ordered_json& report);

}  // namespace tryall::testing
