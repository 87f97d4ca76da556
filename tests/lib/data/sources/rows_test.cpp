#include <set>

#include "catch.hpp"
#include "csv_files.hpp"
#include "dataset_values.hpp"
#include "npy_files.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/error.hpp"

namespace rows_test {

using tryall::data::Dataset;
using tryall::testing::CsvFiles;
using tryall::testing::values;

namespace {

/// 90 rows "x,no" and 10 rows "x,yes", x from 0 on.
std::string hundred_rows() {
  std::string text = "x,y\n";
  for (int i = 0; i < 100; ++i) text += std::to_string(i) + (i % 10 == 3 ? ",yes\n" : ",no\n");
  return text;
}

}  // namespace

TEST_CASE("rows draws so many of them, the same each time, of each class about as many") {
  const Dataset drawn = CsvFiles(hundred_rows()).with("rows", std::int64_t{20}).load();
  REQUIRE(drawn.samples() == 20);
  CHECK(drawn.test_begin == 20);
  CHECK(std::ranges::count(drawn.labels, 1) == 2);
  const auto numbers = values(drawn);
  CHECK(std::set(numbers.begin(), numbers.end()).size() == 20);
  CHECK(std::ranges::is_sorted(numbers));
  CHECK(numbers != std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19});
  CHECK(values(CsvFiles(hundred_rows()).with("rows", std::int64_t{20}).load()) == numbers);
  CHECK_THAT(drawn.notes.back(), ContainsSubstring("20 of 100 rows are used, drawn at random"));
}

TEST_CASE("all rows are used where there are no more than rows says") {
  for (const std::int64_t rows : {0, 100, 1000}) {
    const Dataset dataset = CsvFiles(hundred_rows()).with("rows", rows).load();
    CHECK(dataset.samples() == 100);
    for (const std::string& note : dataset.notes) CHECK_THAT(note, !ContainsSubstring("rows are used"));
  }
}

TEST_CASE("a test set of its own stays whole") {
  const tryall::testing::TemporaryFolder folder;
  const auto bytes = [](const std::vector<std::uint8_t>& numbers) {
    return tryall::testing::npy_bytes("|u1", "(" + std::to_string(numbers.size()) + ",)", numbers);
  };
  tryall::testing::write_npz(folder / "data.npz", {{"x_train", bytes({1, 2, 3, 4, 5, 6})},
                                                   {"y_train", bytes({0, 1, 0, 1, 0, 1})},
                                                   {"x_test", bytes({7, 8, 9})},
                                                   {"y_test", bytes({0, 1, 1})}});
  const tryall::Choice choice{"npz", {{"file", "data.npz"}, {"rows", std::int64_t{4}}}};
  const Dataset dataset = tryall::data::load(with_defaults(tryall::data::sources(), choice), folder.path());
  CHECK(dataset.test_begin == 4);
  const auto numbers = values(dataset);
  REQUIRE(numbers.size() == 7);
  CHECK(std::vector(numbers.begin() + 4, numbers.end()) == std::vector<double>{7, 8, 9});
  CHECK(std::vector(dataset.labels.begin() + 4, dataset.labels.end()) == std::vector<std::int32_t>{0, 1, 1});
}

}  // namespace rows_test
