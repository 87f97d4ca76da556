// What every augmentation owes; what each does to an image is tested in a file of its own.
#include "tryall/data/augmentations/augmentation.hpp"

#include <algorithm>

#include "allocation_count.hpp"
#include "catch.hpp"
#include "images.hpp"
#include "tryall/error.hpp"

namespace augmentation_test {

using tryall::Buffer;
using tryall::Choice;
using tryall::Draws;
using tryall::ImageShape;
using namespace tryall::testing;

namespace {

using Samples = std::vector<std::uint32_t>;

constexpr ImageShape shape = {3, 8, 10};
constexpr std::size_t count = 12;

/// One of every augmentation that does something, strong enough to show at most images.
const std::vector<Choice> choices = {{"crop", {}},
                                     {"rotation", {}},
                                     {"flip", {{"direction", std::string("both")}}},
                                     {"shift", {}},
                                     {"noise", {{"std", 2.0}}},
                                     {"cutout", {{"size", std::int64_t{5}}}},
                                     {"combined",
                                      {{"crop", std::int64_t{1}},
                                       {"rotation", 20.0},
                                       {"flip", std::string("horizontal")},
                                       {"shift", std::int64_t{1}},
                                       {"noise", 1.0},
                                       {"cutout", std::int64_t{3}}}}};

/// Counted images, changed as the samples named.
template <class Scalar>
Buffer<Scalar> changed(const Choice& choice, const Samples& samples, std::uint64_t seed = 3,
                       std::uint32_t epoch = 2) {
  return augmented(choice, shape, counted_images<Scalar>(shape, samples.size()), {seed, epoch, samples});
}

void check_refusal(const Choice& choice, const std::string& setting, const std::string& message) {
  INFO(choice.name << " " << setting);
  try {
    augmented(choice, {1, 4, 6}, counted_images<float>({1, 4, 6}, 1), {});
    FAIL("accepted");
  } catch (const tryall::SettingError& error) {
    CHECK(error.setting() == setting);
    CHECK_THAT(error.what(), ContainsSubstring(message));
  }
}

}  // namespace

TEST_CASE("every augmentation but none is tested here") {
  std::vector<std::string> names = {"none"};
  for (const Choice& choice : choices) names.push_back(choice.name);
  CHECK(tryall::data::augmentations().names() == names);
}

TEMPLATE_TEST_CASE("a sample's change does not depend on the batch, the order or who else is in it", "",
                   float, double) {
  for (const Choice& choice : choices) {
    INFO(choice.name);
    const Samples samples = {7, 1, 4000000000, 5, 0, 2, 9, 3};
    const Buffer<TestType> together = changed<TestType>(choice, samples);
    Buffer<TestType> pieces;
    for (const Samples& piece : {Samples{7, 1, 4000000000}, Samples{5}, Samples{0, 2, 9, 3}}) {
      const Buffer<TestType> part = changed<TestType>(choice, piece);
      pieces.insert(pieces.end(), part.begin(), part.end());
    }
    CHECK(pieces == together);
    const Samples reversed(samples.rbegin(), samples.rend());
    const Buffer<TestType> backwards = changed<TestType>(choice, reversed);
    for (std::size_t i = 0; i < samples.size(); ++i)
      CHECK(image_of(backwards, shape, samples.size() - 1 - i) == image_of(together, shape, i));
  }
}

TEST_CASE("one augmentation changes batch after batch as new ones do") {
  for (const Choice& choice : choices) {
    INFO(choice.name);
    const auto used =
        tryall::data::make_augmentation<float>(with_defaults(tryall::data::augmentations(), choice), shape);
    for (const Samples& samples : {Samples{3, 4, 5, 6}, Samples{8}, Samples{3, 4}}) {
      Buffer<float> images = counted_images<float>(shape, samples.size());
      used->apply({images.data(), shape.size(), static_cast<std::ptrdiff_t>(samples.size())},
                  {3, 2, samples});
      CHECK(images == changed<float>(choice, samples));
    }
  }
}

TEST_CASE("epochs, seeds and samples have changes of their own") {
  for (const Choice& choice : choices) {
    INFO(choice.name);
    const Samples samples = first_samples(count);
    const Buffer<double> images = changed<double>(choice, samples);
    CHECK(images != counted_images<double>(shape, count));
    CHECK(images != changed<double>(choice, samples, 3, 3));
    CHECK(images != changed<double>(choice, samples, 4, 2));
    std::vector<Buffer<double>> different;
    for (std::size_t i = 0; i < count; ++i) different.push_back(image_of(images, shape, i));
    std::sort(different.begin(), different.end());
    CHECK(std::unique(different.begin(), different.end()) - different.begin() > 2);
  }
}

TEST_CASE("float and double draw the same") {
  for (const Choice& choice : choices) {
    INFO(choice.name);
    const Buffer<float> single = changed<float>(choice, first_samples(count));
    const Buffer<double> both = changed<double>(choice, first_samples(count));
    for (std::size_t i = 0; i < both.size(); ++i)
      REQUIRE(static_cast<double>(single[i]) == Approx(both[i]).epsilon(1e-5).margin(1e-4));
  }
}

TEST_CASE("each kind of augmentation has draws of its own") {
  const Choice crop = {"crop", {{"padding", std::int64_t{2}}}},
               shift = {"shift", {{"pixels", std::int64_t{2}}}};
  CHECK(changed<float>(crop, first_samples(count)) != changed<float>(shift, first_samples(count)));
}

TEST_CASE("settings that do nothing leave nothing to apply") {
  const std::int64_t none = 0;
  for (const Choice& choice :
       {Choice{"none", {}}, Choice{"crop", {{"padding", none}}}, Choice{"rotation", {{"degrees", none}}},
        Choice{"flip", {{"probability", none}}}, Choice{"shift", {{"pixels", none}}},
        Choice{"noise", {{"std", none}}}, Choice{"cutout", {{"size", none}}}, Choice{"combined", {}}}) {
    INFO(choice.name);
    const Choice full = with_defaults(tryall::data::augmentations(), choice);
    CHECK(tryall::data::make_augmentation<float>(full, shape) == nullptr);
    CHECK(tryall::data::make_augmentation<double>(full, shape) == nullptr);
  }
}

TEMPLATE_TEST_CASE("no augmentation allocates in apply", "", float, double) {
  if (!counts_allocations()) return;
  const Samples samples = first_samples(count);
  Buffer<TestType> images = counted_images<TestType>(shape, count);
  for (const Choice& choice : choices) {
    INFO(choice.name);
    const auto augmentation = tryall::data::make_augmentation<TestType>(
        with_defaults(tryall::data::augmentations(), choice), shape);
    const std::int64_t before = allocation_count();
    augmentation->apply({images.data(), shape.size(), count}, {1, 1, samples});
    CHECK(allocation_count() == before);
  }
}

TEST_CASE("images too small for a setting are refused by the setting's name") {
  check_refusal({"crop", {{"padding", std::int64_t{4}}}}, "padding",
                "augmentation 'crop': padding must be at most 3 for images of 4 x 6 pixels, not 4");
  check_refusal({"shift", {{"pixels", std::int64_t{4}}}}, "pixels", "at most 3");
  check_refusal({"cutout", {{"size", std::int64_t{5}}}}, "size", "at most 4");
  check_refusal({"combined", {{"crop", std::int64_t{4}}}}, "crop", "at most 3");
  check_refusal({"combined", {{"cutout", std::int64_t{5}}}}, "cutout", "at most 4");
  const Buffer<float> image = counted_images<float>({1, 4, 6}, 1);
  const Samples one = {0};
  CHECK_NOTHROW(augmented({"crop", {{"padding", std::int64_t{3}}}}, {1, 4, 6}, image, {1, 1, one}));
  CHECK_NOTHROW(augmented({"cutout", {{"size", std::int64_t{4}}}}, {1, 4, 6}, image, {1, 1, one}));
}

TEST_CASE("samples that are no images can be augmented by none alone") {
  CHECK_NOTHROW(tryall::data::make_augmentation<float>({"none", {}}, {}));
  for (const Choice& choice : choices)
    CHECK_THROWS_WITH(
        tryall::data::make_augmentation<float>(with_defaults(tryall::data::augmentations(), choice), {}),
        ContainsSubstring("augmentation '" + choice.name + "' needs images"));
}

}  // namespace augmentation_test
