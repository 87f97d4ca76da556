#include "tryall/experiment/suggest.hpp"

#include "catch.hpp"

using tryall::did_you_mean;
using tryall::nearest_name;

namespace {

const std::vector<std::string> known = {"sgd", "momentum", "adam", "adagrad"};

}  // namespace

TEST_CASE("a name one edit away is found: a letter changed, missing, too many, or two swapped") {
  CHECK(nearest_name("adom", known) == "adam");
  CHECK(nearest_name("adm", known) == "adam");
  CHECK(nearest_name("adamm", known) == "adam");
  CHECK(nearest_name("adma", known) == "adam");  // a swap is one edit: two would be too far for four letters
  CHECK(nearest_name("sg", known) == "sgd");
}

TEST_CASE("the nearest of several near names is taken, and the name itself before all") {
  CHECK(nearest_name("adagrat", known) == "adagrad");
  CHECK(nearest_name("adam", known) == "adam");
  CHECK(nearest_name("aa", {"ab", "aa"}) == "aa");
}

TEST_CASE("a name may be as many edits away as a third of its length, and no more") {
  CHECK(nearest_name("momemtun", known) == "momentum");  // 8 letters, 2 edits
  CHECK(nearest_name("nonentun", known).empty());        // 8 letters, 3 edits
  CHECK(nearest_name("adxy", known).empty());            // 4 letters, 2 edits
  CHECK(nearest_name("", known).empty());
  CHECK(nearest_name("adam", {}).empty());
}

TEST_CASE("the suggestion names the nearest, or all that are known when none is near") {
  CHECK(did_you_mean("adma", known) == " (did you mean 'adam'?)");
  CHECK(did_you_mean("lbfgs", known) == " (known: sgd, momentum, adam, adagrad)");
}
