#include <functional>

#include "report_checks.hpp"

using namespace tryall::testing;

namespace {

using Errors = std::vector<std::string>;

/// What the schema says of the report of four groups after a change.
Errors errors_after(const std::function<void(Json&)>& change) {
  Json document = document_of(report_of(four_groups, run_of_four));
  change(document);
  return report_errors(document);
}

}  // namespace

TEST_CASE("the schema of reports refuses what is missing, unknown, null or of another type") {
  CHECK(errors_after([](Json&) {}).empty());
  CHECK(errors_after([](Json& report) { report.erase("title"); }) == Errors{": is without title"});
  CHECK(errors_after([](Json& report) { report["extra"] = 1; }) == Errors{": has extra"});
  CHECK(errors_after([](Json& report) { report["version"] = 2; }) == Errors{"/version: const"});
  CHECK(errors_after([](Json& report) { report["runs"]["group"][3] = nullptr; }) ==
        Errors{"/runs/group/3: type"});
  CHECK(errors_after([](Json& report) { report["runs"]["group"][3] = -1; }) ==
        Errors{"/runs/group/3: minimum"});
  CHECK(errors_after([](Json& report) { report["runs"]["seed"][0] = "one"; }) ==
        Errors{"/runs/seed/0: pattern"});
  CHECK(errors_after([](Json& report) { report["runs"]["outcomes"][0] = "lost"; }) ==
        Errors{"/runs/outcomes/0: enum"});
  CHECK(errors_after([](Json& report) { report["runs"].erase("messages"); }) ==
        Errors{"/runs: is without messages"});
  CHECK(errors_after([](Json& report) { report["settings"][0].push_back("more"); }) ==
        Errors{"/settings/0: maxItems"});
  CHECK(errors_after([](Json& report) { report["runs"]["metrics"]["test_loss"] = 1; }) ==
        Errors{"/runs/metrics/test_loss: type"});
  CHECK(errors_after([](Json& report) { report["sections"]["pareto"]["missing"] = "both"; }) ==
        Errors{"/sections/pareto: has missing"});
  CHECK(errors_after([](Json& report) { report["sections"]["pareto"] = {{"missing", "why"}}; }).empty());
}

TEST_CASE("a keyword that the check of schemas does not know is an error of the schema") {
  CHECK_THROWS_AS(schema_errors(Json{{"uniqueItems", true}}, Json::array()), std::logic_error);
}
