#include <algorithm>
#include <map>
#include <set>

#include "catch.hpp"
#include "split_parts.hpp"

namespace bootstrap_test {

using tryall::data::Dataset;
using tryall::data::SampleSplit;
using namespace tryall::testing;

namespace {

SampleSplit bootstrap(const Dataset& dataset, double test, std::uint64_t seed) {
  const tryall::Choice choice{"bootstrap", {{"test", test}}};
  return split_samples(with_defaults(tryall::data::splits(), choice), dataset, seed);
}

/// How often each class occurs.
std::map<std::int32_t, std::size_t> classes(const Dataset& dataset,
                                            const std::vector<std::uint32_t>& samples) {
  std::map<std::int32_t, std::size_t> counts;
  for (const std::uint32_t sample : samples) ++counts[dataset.labels[sample]];
  return counts;
}

}  // namespace

TEST_CASE("a bootstrap draws as many training samples as there are, and validates on those never drawn") {
  for (const Dataset& dataset : {labelled(600), numbered(600), labelled(600, 100)}) {
    const SampleSplit split = bootstrap(dataset, 0.2, 3);
    const std::set<std::uint32_t> drawn(split.training.begin(), split.training.end());
    std::set<std::uint32_t> all = drawn;
    for (const std::uint32_t sample : split.validation) CHECK(all.insert(sample).second);
    CHECK(split.training.size() == all.size());
    for (const std::uint32_t sample : split.test) CHECK(all.insert(sample).second);
    CHECK(all.size() == 600);
    CHECK(static_cast<double>(split.validation.size()) ==
          Approx(0.368 * static_cast<double>(split.training.size())).epsilon(0.15));
    for (const auto* part : {&split.training, &split.validation, &split.test})
      CHECK(std::is_sorted(part->begin(), part->end()));
  }
}

TEST_CASE("a bootstrap keeps each class's number of samples, and is another with each seed") {
  const Dataset dataset = labelled(300);
  const SampleSplit one = bootstrap(dataset, 0, 1), other = bootstrap(dataset, 0, 2);
  std::vector<std::uint32_t> everything(300);
  for (std::uint32_t i = 0; i < 300; ++i) everything[i] = i;
  CHECK(classes(dataset, one.training) == classes(dataset, everything));
  CHECK(one.training != other.training);
  CHECK(one.training == bootstrap(dataset, 0, 1).training);
}

}  // namespace bootstrap_test
