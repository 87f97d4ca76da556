#include "catch.hpp"
#include "configs.hpp"
#include "sweep_text.hpp"

using tryall::sweeps::SweptAxis;
using tryall::testing::sweep_of;

namespace {

using Seeds = std::vector<std::uint64_t>;

/// The values of the only axis, as numbers.
std::vector<double> numbers(const std::string& axis, const std::string& values) {
  const auto sweep = sweep_of("{\"axes\": {\"" + axis + "\": " + values + "}}");
  REQUIRE(sweep.axes.size() == 1);
  CHECK(sweep.axes.front().axis == tryall::find_axis(axis));
  std::vector<double> result;
  for (const auto& setting : sweep.axes.front().settings) {
    const auto& value = std::get<tryall::Value>(setting);
    const auto* whole = std::get_if<std::int64_t>(&value);
    result.push_back(whole ? static_cast<double>(*whole) : std::get<double>(value));
  }
  return result;
}

Seeds seeds(const std::string& values) { return sweep_of("{\"axes\": {\"seed\": " + values + "}}").seeds; }

}  // namespace

TEST_CASE("an axis is a list of values or a single one") {
  CHECK(numbers("epochs", "[3, 1, 2]") == std::vector<double>{3, 1, 2});
  CHECK(numbers("epochs", "7") == std::vector<double>{7});
  CHECK(numbers("learning_rate", "[1, 0.5]") == std::vector<double>{1, 0.5});
}

TEST_CASE("a log series has its ends and equal ratios, rounded to six digits") {
  CHECK(numbers("learning_rate", R"({"log": [1e-4, 1, 9]})") ==
        std::vector<double>{0.0001, 0.000316228, 0.001, 0.00316228, 0.01, 0.0316228, 0.1, 0.316228, 1});
  CHECK(numbers("learning_rate", R"({"log": [1, 0.01, 3]})") == std::vector<double>{1, 0.1, 0.01});
  CHECK(numbers("batch_size", R"({"log": [16, 256, 5]})") == std::vector<double>{16, 32, 64, 128, 256});
}

TEST_CASE("two log series share the points that they have in common, to the last bit") {
  const auto coarse = numbers("learning_rate", R"({"log": [1e-3, 1, 4]})");
  const auto fine = numbers("learning_rate", R"({"log": [1e-5, 10, 13]})");
  for (const double value : coarse) CHECK(std::count(fine.begin(), fine.end(), value) == 1);
}

TEST_CASE("a linear series has its ends and equal steps, as short numbers") {
  CHECK(numbers("learning_rate", R"({"linear": [0.1, 0.7, 7]})") ==
        std::vector<double>{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7});
  CHECK(numbers("learning_rate", R"({"linear": [1, 2, 4]})") == std::vector<double>{1, 1.33333, 1.66667, 2});
  CHECK(numbers("epochs", R"({"linear": [9, 1, 3]})") == std::vector<double>{9, 5, 1});
}

TEST_CASE("whole numbers of a series are exact however many digits they have") {
  CHECK(numbers("train_size", R"({"linear": [1, 12345679, 2]})") == std::vector<double>{1, 12345679});
  CHECK(numbers("epochs", R"({"linear": [1, 10000001, 3]})") == std::vector<double>{1, 5000001, 10000001});
  const auto powers = numbers("batch_size", R"({"log": [1, 2147483648, 32]})");
  for (std::size_t i = 0; i < powers.size(); ++i) CHECK(powers[i] == static_cast<double>(1ULL << i));
  CHECK(numbers("train_size", R"({"linear": [1, 10000002, 3]})") ==
        std::vector<double>{1, 5000000, 10000002});
}

TEST_CASE("a range goes from its first value by its step and never beyond its last") {
  CHECK(numbers("epochs", R"({"range": [1, 10, 4]})") == std::vector<double>{1, 5, 9});
  CHECK(numbers("epochs", R"({"range": [1, 9, 4]})") == std::vector<double>{1, 5, 9});
  CHECK(numbers("epochs", R"({"range": [5, 1, -2]})") == std::vector<double>{5, 3, 1});
  CHECK(numbers("epochs", R"({"range": [3, 3, 1]})") == std::vector<double>{3});
  CHECK(numbers("learning_rate", R"({"range": [0.1, 0.7, 0.1]})") ==  // 0.6 / 0.1 is below 6 in binary
        std::vector<double>{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7});
}

TEST_CASE("a series of one value is its first end") {
  CHECK(numbers("learning_rate", R"({"log": [0.01, 1, 1]})") == std::vector<double>{0.01});
  CHECK(numbers("learning_rate", R"({"linear": [0.25, 1, 1]})") == std::vector<double>{0.25});
}

TEST_CASE("series stand among other values of a list") {
  CHECK(numbers("epochs", R"([20, {"range": [1, 3, 1]}, {"linear": [10, 12, 2]}, 5])") ==
        std::vector<double>{20, 1, 2, 3, 10, 12, 5});
}

TEST_CASE("a value that comes again is taken once, in its first place") {
  CHECK(numbers("learning_rate", R"([0.01, {"log": [1e-3, 1, 4]}, 1.0, 1e-2])") ==
        std::vector<double>{0.01, 0.001, 0.1, 1});
  CHECK(numbers("batch_size", R"(["full", 32, 32.0, "full", 64])") == std::vector<double>{0, 32, 64});
  CHECK(seeds("[3, 1, 3, {\"count\": 3}]") == Seeds{3, 1, 0, 2});
}

TEST_CASE("seeds are counted from 0, ranged over or listed") {
  CHECK(seeds(R"({"count": 4})") == Seeds{0, 1, 2, 3});
  CHECK(seeds(R"({"range": [10, 12, 1]})") == Seeds{10, 11, 12});
  CHECK(seeds("[7, 0]") == Seeds{7, 0});
  CHECK(seeds("42") == Seeds{42});
  CHECK(seeds("[1.0, 1, 2e3]") == Seeds{1, 2000});
  CHECK(seeds("9223372036854775807") == Seeds{9223372036854775807ULL});
}

TEST_CASE("seeds far from 0 are exact") {
  CHECK(seeds(R"({"range": [12345678901, 12345678903, 1]})") == Seeds{12345678901, 12345678902, 12345678903});
}

TEST_CASE("without seeds a sweep has the seed 0") {
  CHECK(sweep_of("{}").seeds == Seeds{0});
  CHECK(sweep_of(R"({"axes": {"epochs": [1]}})").seeds == Seeds{0});
}
