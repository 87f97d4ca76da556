#include "catch.hpp"
#include "configs.hpp"
#include "fake_trainer.hpp"
#include "sweep_text.hpp"
#include "tryall/sweeps/plan/plan.hpp"
#include "tryall/sweeps/space/config_json.hpp"

using tryall::sweeps::axis_label;
using tryall::testing::refusal;
using tryall::testing::sweep_of;

namespace {

using Texts = std::vector<std::string>;

/// The labels on the axis that are left of these axes' values.
Texts left(const std::string& axis, const std::string& axes, const std::string& cuts) {
  tryall::testing::FakeTrainer trainer;
  const auto plan = make_plan(sweep_of("{\"axes\": {" + axes + "}, " + cuts + "}"), trainer);
  Texts result;
  for (const auto& run : plan.runs)
    result.push_back(axis == "seed" ? std::to_string(run.seed)
                                    : axis_label(*tryall::find_axis(axis), plan.groups[run.group].config));
  return result;
}

const std::string four = R"("optimizer": ["sgd", {"name": "momentum", "momentum": [0.5, 0.9]}, "adam"])";

Texts optimizers(const std::string& cuts) { return left("optimizer", four, cuts); }
Texts epochs(const std::string& test) {
  return left("epochs", R"("epochs": [1, 2, 3, 4])", R"("require": [{"epochs": )" + test + "}]");
}

std::string refused_exclusion(const std::string& condition) {
  return refusal("{\"exclude\": [" + condition + "]}");
}

}  // namespace

TEST_CASE("a condition names a value, several, or bounds") {
  CHECK(epochs("2") == Texts{"2"});
  CHECK(epochs("[4, 1]") == Texts{"1", "4"});
  CHECK(epochs(R"({"range": [2, 4, 2]})") == Texts{"2", "4"});
  CHECK(epochs(R"({"above": 2})") == Texts{"3", "4"});
  CHECK(epochs(R"({"at_least": 2})") == Texts{"2", "3", "4"});
  CHECK(epochs(R"({"below": 2})") == Texts{"1"});
  CHECK(epochs(R"({"at_most": 2})") == Texts{"1", "2"});
  CHECK(epochs(R"({"above": 1, "at_most": 3})") == Texts{"2", "3"});
  CHECK(epochs(R"({"not": 2})") == Texts{"1", "3", "4"});
  CHECK(epochs(R"({"not": [2, 3], "below": 4})") == Texts{"1"});
}

TEST_CASE("a choice is met by its name, by settings of it, or by what it is not") {
  CHECK(optimizers(R"("require": [{"optimizer": "momentum"}])") ==
        Texts{"momentum(momentum=0.5)", "momentum"});
  CHECK(optimizers(R"("require": [{"optimizer": ["sgd", "adam"]}])") == Texts{"sgd", "adam"});
  CHECK(optimizers(R"("exclude": [{"optimizer": {"not": ["sgd", "adam"]}}])") == Texts{"sgd", "adam"});
  CHECK(optimizers(R"("exclude": [{"optimizer": {"name": "momentum", "momentum": {"above": 0.6}}}])") ==
        Texts{"sgd", "momentum(momentum=0.5)", "adam"});
  CHECK(left("dropout", R"("dropout": [0, 0.25, 0.5])", R"("exclude": [{"dropout": [0, 0.25]}])") ==
        Texts{"dropout"});
}

TEST_CASE("a condition on a setting does not match a choice that has none such") {
  CHECK(optimizers(R"("exclude": [{"optimizer.momentum": {"below": 0.6}}])") ==
        Texts{"sgd", "momentum", "adam"});
  CHECK(optimizers(R"("require": [{"optimizer.momentum": {"below": 0.6}}])") ==
        Texts{"momentum(momentum=0.5)"});
  CHECK(optimizers(R"("exclude": [{"optimizer.momentum": {"not": 0.9}}])") ==
        Texts{"sgd", "momentum", "adam"});
  CHECK(left("model", R"("model.hidden": [[64], [64, 32], []])",
             R"("exclude": [{"model.hidden": [[64], []]}])") == Texts{"mlp(hidden=[64, 32])"});
  CHECK(left("model", R"("model.hidden": [[64], [64, 32], []])", R"("require": [{"model.hidden": [64]}])") ==
        Texts{"mlp(hidden=[64])"});
}

TEST_CASE("all members of a condition hold together; several exclude one by one and are required all") {
  const std::string axes = R"("optimizer": ["sgd", "adam"], "epochs": [1, 2, 3])";
  CHECK(left("epochs", axes, R"("exclude": [{"optimizer": "adam", "epochs": {"above": 1}}])") ==
        Texts{"1", "2", "3", "1"});
  CHECK(left("epochs", axes, R"("exclude": [{"optimizer": "adam"}, {"epochs": {"above": 1}}])") ==
        Texts{"1"});
  CHECK(left("epochs", axes, R"("require": [{"optimizer": "adam"}, {"epochs": {"above": 1}}])") ==
        Texts{"2", "3"});
  CHECK(left("epochs", axes, R"("require": [{"optimizer": "adam", "epochs": {"above": 1}}])") ==
        Texts{"2", "3"});
  CHECK(left("epochs", axes, R"("require": [{"optimizer": "adam"}], "exclude": [{"epochs": 2}])") ==
        Texts{"1", "3"});
}

TEST_CASE("conditions look at the base as well, and at defaults") {
  CHECK(left("epochs", R"("epochs": [1, 2])", R"("exclude": [{"optimizer": "adam", "epochs": 1}])") ==
        Texts{"2"});
  CHECK(left("epochs", R"("epochs": [1, 2])", R"("exclude": [{"optimizer": "sgd", "epochs": 1}])") ==
        Texts{"1", "2"});
}

TEST_CASE("seeds are cut, alone and beside other axes") {
  CHECK(left("seed", R"("seed": {"count": 5})", R"("exclude": [{"seed": [1, 3]}])") == Texts{"0", "2", "4"});
  CHECK(left("seed", R"("epochs": [1, 2], "seed": [0, 1, 2])",
             R"("exclude": [{"epochs": 2, "seed": {"above": 0}}])") == Texts{"0", "0", "1", "2"});
}

TEST_CASE("a full batch lies within no bounds") {
  CHECK(left("batch_size", R"("batch_size": [8, "full"])", R"("exclude": [{"batch_size": {"below": 16}}])") ==
        Texts{"full"});
  CHECK(left("batch_size", R"("batch_size": [8, "full"])", R"("exclude": [{"batch_size": "full"}])") ==
        Texts{"8"});
}

TEST_CASE("a condition inside a space cuts that space alone, whatever stands around it") {
  CHECK(left("epochs", R"("epochs": [1, 2])",
             R"("union": [{"base": {"init": "zeros"}, "exclude": [{"epochs": 1}]}, {}])") ==
        Texts{"2", "1", "2"});
}

TEST_CASE("a condition that no combination can meet is refused where it stands") {
  CHECK(refused_exclusion(R"({"optimzer": "sgd"})") ==
        "test.json:1:15: exclude[0].optimzer: unknown axis 'optimzer' (did you mean 'optimizer'?)");
  CHECK(refused_exclusion(R"({"optimizer": ["sgd", "adm"]})") ==
        "test.json:1:36: exclude[0].optimizer[1]: unknown optimizer 'adm' (did you mean 'adam'? see: tryall "
        "list "
        "optimizers)");
  CHECK_THAT(refused_exclusion(R"({"optimizer.momentun": 0.5})"),
             ContainsSubstring("no optimizer has a setting 'momentun' (did you mean 'momentum'?)"));
  CHECK_THAT(refused_exclusion(R"({"optimizer.momentum": 1.5})"),
             ContainsSubstring("momentum must be at least 0 and less than 1, not 1.5"));
  CHECK_THAT(refused_exclusion(R"({"optimizer": {"name": "sgd", "momentum": 1}})"),
             ContainsSubstring("optimizer 'sgd' has no settings, so it has no 'momentum'"));
  CHECK_THAT(refused_exclusion(R"({"epochs": 0})"),
             ContainsSubstring("epochs must be at least 1 and at most 1000000000, not 0"));
  CHECK_THAT(refused_exclusion(R"({"epochs": {"over": 1}})"), ContainsSubstring("unknown comparison 'over'"));
  CHECK_THAT(refused_exclusion(R"({"epochs": {"above": "x"}})"),
             ContainsSubstring("expected a number, not \"x\""));
  CHECK_THAT(refused_exclusion(R"({"precision": {"above": 1}})"),
             ContainsSubstring("'above' is for numbers, which precision is not"));
  CHECK_THAT(refused_exclusion(R"({"epochs": {"above": 2, "below": 2}})"),
             ContainsSubstring("no number lies between these bounds"));
  CHECK_THAT(refused_exclusion(R"({"epochs.x": 1})"), ContainsSubstring("'epochs' has no settings"));
  CHECK_THAT(refused_exclusion("{}"), ContainsSubstring("expected a condition such as"));
  CHECK_THAT(refusal(R"({"require": {"epochs": 1}})"), ContainsSubstring("expected a list of conditions"));
}

TEST_CASE("conditions that leave nothing are refused") {
  CHECK(refusal(R"({"axes": {"epochs": [1, 2]}, "require": [{"epochs": 3}]})") ==
        "test.json:1:1: exclude and require leave nothing to train");
}
