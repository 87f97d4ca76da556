#include "catch.hpp"
#include "tryall/data/sources/source.hpp"

TEST_CASE("the embedded digits are those of scikit-learn's load_digits") {
  // Class counts and the first image as sklearn.datasets.load_digits() gives them.
  const tryall::data::Dataset digits = tryall::data::load({"digits", {}}, {});
  CHECK(digits.samples() == 1797);
  CHECK(digits.classes == 10);
  CHECK(digits.features == 64);
  CHECK(digits.shape == std::vector<std::size_t>{8, 8});
  CHECK_FALSE(digits.has_test_set());

  std::vector<int> count(10, 0);
  for (const std::int32_t label : digits.labels) ++count.at(static_cast<std::size_t>(label));
  CHECK(count == std::vector<int>{178, 182, 177, 183, 181, 182, 181, 179, 174, 180});

  const auto& values = std::get<tryall::Buffer<std::uint8_t>>(digits.values);
  REQUIRE(values.size() == std::size_t{1797} * 64);
  CHECK(std::vector<int>(values.begin(), values.begin() + 8) == std::vector<int>{0, 0, 5, 13, 9, 1, 0, 0});
  CHECK(digits.labels.front() == 0);
  int largest = 0;
  for (const std::uint8_t value : values) largest = std::max<int>(largest, value);
  CHECK(largest == 16);
}
