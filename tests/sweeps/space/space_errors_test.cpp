#include "catch.hpp"
#include "configs.hpp"
#include "sweep_text.hpp"

using tryall::testing::refusal;

TEST_CASE("a zip of unequal lengths is refused with both") {
  CHECK(
      refusal(R"({"zip": {"epochs": [1, 2, 3], "learning_rate": [0.1, 0.2]}})") ==
      "test.json:1:48: zip.learning_rate: the parts of a zip need equal lengths, but epochs has length 3 and "
      "learning_rate has length 2");
  CHECK(refusal(R"({"zip": [{"axes": {"epochs": [1, 2]}}, {"axes": {"init": ["he"]}}]})") ==
        "test.json:1:40: zip[1]: the parts of a zip need equal lengths, but zip[0] has length 2 and zip[1] "
        "has length 1");
}

TEST_CASE("an axis that is given values twice is refused where it comes again") {
  CHECK(refusal(R"({"axes": {"epochs": [1]}, "zip": {"epochs": [2]}})") ==
        "test.json:1:35: zip.epochs: 'epochs' has its values already, at axes.epochs");
  CHECK(refusal(R"({"axes": {"epochs": [1]}, "union": [{"base": {"epochs": 3}}]})") ==
        "test.json:1:47: union[0].base.epochs: 'epochs' has its values already, at axes.epochs");
  CHECK(refusal(R"({"axes": {"seed": [1]}, "product": [{"axes": {"seed": 3}}]})") ==
        "test.json:1:47: product[0].axes.seed: 'seed' has its values already, at axes.seed");
  CHECK(refusal(R"({"zip": [{"axes": {"epochs": [1]}}, {"axes": {"epochs": [2]}}]})") ==
        "test.json:1:47: zip[1].axes.epochs: 'epochs' has its values already, at zip[0].axes.epochs");
}

TEST_CASE("what is no space is refused") {
  CHECK(refusal(R"({"union": {"axes": {}}})") ==
        "test.json:1:11: union: expected a list of spaces, such as [{\"axes\": {...}}], not {\"axes\":{}}");
  CHECK(refusal(R"({"union": []})") ==
        "test.json:1:11: union: expected a list of spaces, such as [{\"axes\": {...}}], not []");
  CHECK(refusal(R"({"product": [3]})") == "test.json:1:14: product[0]: expected an object, not 3");
  CHECK(refusal(R"({"union": [{"axis": {}}]})") ==
        "test.json:1:13: union[0].axis: a space has no field 'axis' (did you mean 'axes'?)");
  CHECK(refusal(R"({"zip": {}})") == "test.json:1:9: zip: a zip needs axes");
  CHECK(refusal(R"({"zip": [{}]})") == "test.json:1:10: zip[0]: a space in a zip needs axes of its own");
  CHECK(refusal(R"({"zip": 3})") == "test.json:1:9: zip: expected an object, not 3");
}

TEST_CASE("mistakes deep in a space are named by their whole path") {
  CHECK(refusal(R"({"union": [{"zip": {"optimizer": ["sgd", "adm"]}}]})") ==
        "test.json:1:42: union[0].zip.optimizer[1]: unknown optimizer 'adm' (did you mean 'adam'? see: "
        "tryall list "
        "optimizers)");
  CHECK(refusal(R"({"union": [{"base": {"seed": 1}}]})") ==
        "test.json:1:22: union[0].base.seed: seeds belong under axes: {\"seed\": {\"count\": 5}}");
  CHECK(
      refusal(R"({"union": [{"axes": {"optimizer.momentum": [0.5]}}]})") ==
      "test.json:1:22: union[0].axes.optimizer.momentum: no optimizer of this sweep has a setting 'momentum' "
      "(known: beta1, beta2, epsilon, epsilon_mode)");
}

TEST_CASE("conditions inside a zip are refused") {
  CHECK(refusal(R"({"zip": [{"axes": {"epochs": [1, 2]}, "exclude": [{"epochs": 1}]}]})") ==
        "test.json:1:39: zip[0].exclude: conditions cannot be inside a zip; put them beside it");
}

TEST_CASE("more runs than can be planned are refused, beyond what can be counted as well") {
  CHECK(refusal(R"({"axes": {"epochs": {"range": [1, 10000, 1]}, "batch_size": {"range": [1, 10000, 1]},
                            "seed": {"count": 100}}})") ==
        "test.json:1:1: the sweep has 10000000000 runs, more than the 1000000000 that can be planned");
  CHECK(refusal(R"({"axes": {"epochs": {"range": [1, 10000, 1]}, "batch_size": {"range": [1, 10000, 1]},
                            "seed": {"count": 10000}, "learning_rate": {"linear": [1, 10000, 10000]},
                            "warmup": {"count": 10000}}})") ==
        "test.json:1:1: the sweep has 2^64 or more runs, more than the 1000000000 that can be planned");
  CHECK_THAT(
      refusal(R"({"axes": {"epochs": {"range": [1, 10000, 1]}, "batch_size": {"range": [1, 10000, 1]}},
                         "exclude": [{"epochs": 1, "batch_size": 1}]})"),
      ContainsSubstring("exclude[0]: this condition combines axes with more than 10000000 combinations"));
}
