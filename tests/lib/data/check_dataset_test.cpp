#include <cmath>

#include "catch.hpp"
#include "tryall/data/dataset.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/error.hpp"

namespace check_dataset_test {

using tryall::data::Dataset;

Dataset two_samples() {
  Dataset dataset{.name = "mine", .shape = {1, 2}, .features = 2, .classes = 2};
  dataset.values = tryall::Buffer<float>{1, 2, 3, 4};
  dataset.labels = {0, 1};
  dataset.test_begin = 2;
  return dataset;
}

template <class Change>
void check_refused(Change change, const char* why) {
  Dataset dataset = two_samples();
  change(dataset);
  CHECK_THROWS_WITH(check_consistent(dataset), ContainsSubstring(why));
}

TEST_CASE("a dataset whose parts do not fit together is refused with what is wrong") {
  CHECK_NOTHROW(check_consistent(two_samples()));
  check_refused([](Dataset& d) { d.features = 3; }, "the shape has 2 values per sample, features is 3");
  check_refused([](Dataset& d) { d.labels.push_back(0); },
                "3 samples of 2 features need 6 values, there are 4");
  check_refused([](Dataset& d) { d.labels[1] = 2; }, "a label is not in 0 .. 2, its classes");
  check_refused([](Dataset& d) { d.labels[0] = -1; }, "a label is not");
  check_refused([](Dataset& d) { d.test_begin = 3; }, "begins at sample 3, after the last of 2");
  check_refused(
      [](Dataset& d) {
        d.task = tryall::Task::regression;
        d.labels.clear();
        d.target_columns = 2;
        d.targets = {1, 2, 3, 4, 5};
      },
      "5 targets do not fill rows of 2");
  check_refused([](Dataset& d) { d.groups = {0}; }, "1 groups, 0 times and 0 weights of 2 samples");
  check_refused([](Dataset& d) { d.times = {0, 1, 2}; }, "0 groups, 3 times and 0 weights of 2 samples");
  check_refused([](Dataset& d) { d.weights = {1}; }, "0 groups, 0 times and 1 weights of 2 samples");
  check_refused([](Dataset& d) { d.weights = {1, -1}; }, "a weight is not a finite number of at least 0");
  check_refused([](Dataset& d) { d.times = {1, std::nan("")}; }, "a time is not a finite number");
  check_refused(
      [](Dataset& d) {
        d.groups = {0, 0};
        d.test_begin = 1;
      },
      "a group is both in the test set and before it");
}

TEST_CASE("what an added source gives is checked when it is loaded") {
  tryall::Table<tryall::data::SourceEntry> table("dataset", "datasets", {});
  table.add({{.name = "mine"}, [](const tryall::Choice&, const std::filesystem::path&) {
               Dataset dataset = two_samples();
               dataset.features = 1;
               return dataset;
             }});
  CHECK_THROWS_AS(tryall::data::load({"mine", {}}, "", table), tryall::Error);
}

}  // namespace check_dataset_test
