#include "space/override.hpp"
#include "catch.hpp"
#include "configs.hpp"
#include "sweep_text.hpp"
#include "tryall/sweeps/space/config_json.hpp"

using tryall::sweeps::json_from_override;
using tryall::sweeps::parse_override;
using tryall::sweeps::Sweep;
using tryall::testing::message_of;
using tryall::testing::refusal;
using tryall::testing::sweep_of;

namespace {

/// What the values of `--set` come to as JSON.
void check_json(const std::string& text, const std::string& json) {
  CAPTURE(text);
  CHECK(json_from_override(text) == nlohmann::json::parse(json));
}

}  // namespace

TEST_CASE("an override is split at its first equals sign") {
  CHECK(parse_override("optimizer=sgd,adam").axis == "optimizer");
  CHECK(parse_override("optimizer=sgd,adam").text == "sgd,adam");
  CHECK(parse_override("dataset={\"folder\": \"a=b\"}").text == "{\"folder\": \"a=b\"}");
  CHECK(parse_override("epochs=").text.empty());
}

TEST_CASE("an override without an axis or an equals sign is refused") {
  CHECK(message_of([] { parse_override("optimizer", "--set "); }) ==
        "--set optimizer: expected axis=value,value,...");
  CHECK(message_of([] { parse_override("=adam", "--set "); }) ==
        "--set =adam: expected axis=value,value,...");
  CHECK(message_of([] { parse_override("", "--set "); }) == "--set : expected axis=value,value,...");
}

TEST_CASE("an override that is not UTF-8 is refused") {
  CHECK(message_of([] { parse_override("seed=\xFF"); }) == "seed=\xFF: is not UTF-8 text");
  CHECK(parse_override("seed=\xC3\xA4").text == "\xC3\xA4");
}

TEST_CASE("words and numbers are separated by commas") {
  check_json("sgd,adam", R"(["sgd", "adam"])");
  check_json("adam", R"(["adam"])");
  check_json("32,full,1e-3", R"([32, "full", 0.001])");
  check_json("true,0.5,-1", "[true, 0.5, -1]");
  check_json("", "[]");
}

TEST_CASE("series are spelled with colons") {
  check_json("log:1e-4:1:9", R"([{"log": [0.0001, 1, 9]}])");
  check_json("linear:0:1:5", R"([{"linear": [0, 1, 5]}])");
  check_json("range:0:10:2", R"([{"range": [0, 10, 2]}])");
  check_json("count:5", R"([{"count": 5}])");
  check_json("0.5,log:1:10:2", R"([0.5, {"log": [1, 10, 2]}])");
}

TEST_CASE("two dots between whole numbers are a range in steps of 1, elsewhere nothing") {
  check_json("0..4", R"([{"range": [0, 4, 1]}])");
  check_json("0..2,7", R"([{"range": [0, 2, 1]}, 7])");
  check_json("../data", R"(["../data"])");
  check_json("0.5..1", R"(["0.5..1"])");
}

TEST_CASE("JSON is taken as it is, and commas inside it separate nothing") {
  check_json("[64,32],[128]", "[[64, 32], [128]]");
  check_json(R"({"name":"momentum","momentum":[0.5,0.9]},adam)",
             R"([{"name": "momentum", "momentum": [0.5, 0.9]}, "adam"])");
  check_json(R"("a,b",c)", R"(["a,b", "c"])");
  check_json(R"({"log":[1e-3,1,4]})", R"([{"log": [0.001, 1, 4]}])");
  check_json(R"({"name":"idx","folder":"a:b}c"})", R"([{"name": "idx", "folder": "a:b}c"}])");
}

TEST_CASE("an override replaces the axis of the file and of the base") {
  const std::string text = R"({"base": {"optimizer": "sgd"}, "axes": {"epochs": [1, 2], "seed": [5]}})";
  const Sweep sweep = sweep_of(text, {"optimizer=momentum,adam", "epochs=3", "seed=0..2"});
  CHECK(sweep.combinations() == 2);
  CHECK(sweep.config(0).choice("optimizer").name == "momentum");
  CHECK(sweep.config(1).choice("optimizer").name == "adam");
  CHECK(epochs_of(sweep.config(0)) == 3);
  CHECK(sweep.seeds == std::vector<std::uint64_t>{0, 1, 2});
}

TEST_CASE("of two overrides of an axis the last one holds") {
  CHECK(epochs_of(sweep_of("{}", {"epochs=1,2,3", "epochs=4"}).config(0)) == 4);
}

TEST_CASE("an override may name a setting with a dot, or be a series, a list or an object") {
  CHECK(sweep_of("{}", {"model.hidden=[64,32],[128]"}).combinations() == 2);
  CHECK(sweep_of("{}", {"learning_rate=log:1e-3:1:4"}).combinations() == 4);
  CHECK(sweep_of("{}", {R"(optimizer={"name":"momentum","momentum":[0.5,0.9]},sgd)"}).combinations() == 3);
  CHECK(sweep_of("{}", {"seed=count:3"}).seeds.size() == 3);
}

TEST_CASE("complaints about an override name it instead of a line") {
  CHECK(refusal("{}", {"optimizer=sgd,adm"}) ==
        "--set optimizer=sgd,adm: unknown optimizer 'adm' (did you mean 'adam'? see: tryall list "
        "optimizers)");
  CHECK(refusal("{}", {"optimzer=sgd"}) ==
        "--set optimzer=sgd: unknown axis 'optimzer' (did you mean 'optimizer'?)");
  CHECK(refusal("{}", {"learning_rate=-1"}) ==
        "--set learning_rate=-1: learning_rate must be greater than 0, not -1");
  CHECK(refusal("{}", {"epochs="}) ==
        "--set epochs=: the axis is empty; give it at least one value or leave it out");
  CHECK(refusal("{}", {"learning_rate=log:0:1:3"}) ==
        "--set learning_rate=log:0:1:3: a log series needs bounds greater than 0");
  CHECK(refusal("{}", {"learning_rate=log:1:3"}) ==
        "--set learning_rate=log:1:3: expected [first, last, number of values]");
  CHECK(refusal("{}", {"optimizer.momentum=0.5"}) ==
        "--set optimizer.momentum=0.5: no optimizer of this sweep has a setting 'momentum' (known: beta1, "
        "beta2, epsilon, epsilon_mode)");
}

TEST_CASE("an override does not hide what else is wrong with the file") {
  CHECK(refusal("[]", {"epochs=1"}) == "test.json:1:1: expected an object, not []");
  CHECK(refusal(R"({"axes": []})", {"epochs=1"}) == "test.json:1:10: axes: expected an object, not []");
  CHECK(refusal(R"({"base": 3})", {"epochs=1"}) == "test.json:1:10: base: expected an object, not 3");
}
