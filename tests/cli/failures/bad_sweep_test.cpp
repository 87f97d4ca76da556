#include "catch.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

using namespace tryall::testing;

namespace {

struct BadSweep {
  std::string what, text, message;
};

const std::vector<BadSweep> bad_sweeps = {
    {"not JSON", "{\n  \"axes\": {\n    \"seed\": [0 1]\n  }\n}", "bad.json:3:16: not JSON: "},
    {"cut short", "{\"axes\": {", "bad.json:1:11: not JSON: "},
    {"empty", "", "bad.json:1:1: not JSON: "},
    {"no object", "[1]", "bad.json:1:1: expected an object"},
    {"unknown field", "{\"axis\": {}}", "bad.json:1:2: axis: unknown field 'axis' (did you mean 'axes'?)"},
    {"unknown axis", "{\"axes\": {\n\"optimiser\": [\"sgd\"]}}",
     "bad.json:2:1: axes.optimiser: unknown axis 'optimiser' (did you mean 'optimizer'?)"},
    {"unknown optimizer", "{\"axes\": {\"optimizer\": [\"sgd\", \"adm\"]}}",
     "bad.json:1:32: axes.optimizer[1]: unknown optimizer 'adm' (did you mean 'adam'? see: tryall list "
     "optimizers)"},
    {"unknown setting", "{\"axes\": {\"optimizer\": [{\"name\": \"adam\", \"beta\": 0.9}]}}",
     "bad.json:1:42: axes.optimizer[0].beta: optimizer 'adam' has no setting 'beta' (did you mean 'beta1'?)"},
    {"unknown metric", "{\"objective\": {\"metric\": \"validation_acuracy\"}}",
     "bad.json:1:26: objective.metric: unknown metric 'validation_acuracy' (did you mean "
     "'validation_accuracy'?)"},
    {"an empty axis", "{\"axes\": {\"optimizer\": []}}",
     "bad.json:1:24: axes.optimizer: the axis is empty; give it at least one value or leave it out"},
    {"a negative learning rate", "{\"axes\": {\"learning_rate\": [0.1, -0.5]}}",
     "bad.json:1:34: axes.learning_rate[1]: learning_rate must be greater than 0, not -0.5"},
    {"a batch larger than the data", "{\"base\": {\"batch_size\": 100000}}",
     "batch_size 100000 is larger than the 1293 training samples of dataset 'digits'; use \"full\" for all "
     "of them"},
    {"a key twice", "{\"axes\": {\"epochs\": [1], \"epochs\": [2]}}",
     "bad.json:1:26: axes.epochs: duplicate key"},
    {"a text where a number belongs", "{\"base\": {\"epochs\": \"five\"}}",
     "bad.json:1:21: base.epochs: epochs must be a whole number, not the text \"five\""},
};

}  // namespace

TEST_CASE("a sweep that cannot be understood says where and what, and leaves nothing behind") {
  const BadSweep& bad = GENERATE(from_range(bad_sweeps));
  const TemporaryFolder folder;
  folder.write("bad.json", bad.text);
  const Finished finished = run_tryall({"run", "bad.json"}, folder.path());
  INFO(bad.what);
  CHECK(finished.status == 2);
  CHECK(finished.out == "");
  CHECK_THAT(finished.err, StartsWith(bad.message));
  CHECK_FALSE(std::filesystem::exists(folder / "tryall.db"));
  CHECK(run_tryall({"plan", "bad.json"}, folder.path()).err == finished.err);
}

TEST_CASE("a sweep's file that is not there, or a folder, is named") {
  const TemporaryFolder folder;
  const Finished missing = run_tryall({"run", "missing.json"}, folder.path());
  CHECK(missing.status == 2);
  CHECK(missing.err == "missing.json: cannot open: No such file or directory\n");
  const Finished a_folder = run_tryall({"run", "."}, folder.path());
  CHECK(a_folder.status == 2);
  CHECK(a_folder.err == ".: is a folder, not a file\n");
}

TEST_CASE("a bad value on the command line is said to be there") {
  const TemporaryFolder folder;
  folder.write("empty.json", "{}");
  const Finished unknown = run_tryall({"run", "empty.json", "--set", "optimizer=sgd,adm"}, folder.path());
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.err,
             StartsWith("--set optimizer=sgd,adm: unknown optimizer 'adm' (did you mean 'adam'?"));
  const Finished shapeless = run_tryall({"run", "empty.json", "--set", "optimizer"}, folder.path());
  CHECK(shapeless.status == 2);
  CHECK_THAT(shapeless.err, StartsWith("--set optimizer: expected axis=value,value,..."));
}
