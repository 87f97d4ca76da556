#include <span>

#include "sources.hpp"
#include "tryall/data/formats/idx.hpp"

namespace tryall::embedded {
extern const unsigned char digits_images[];
extern const std::size_t digits_images_size;
extern const unsigned char digits_labels[];
extern const std::size_t digits_labels_size;
}  // namespace tryall::embedded

namespace tryall::data {
namespace {

Dataset load_digits(const Choice&, const std::filesystem::path&) {
  IdxArray images =
      parse_idx({embedded::digits_images, embedded::digits_images_size}, 3, "embedded digits images");
  const IdxArray labels =
      parse_idx({embedded::digits_labels, embedded::digits_labels_size}, 1, "embedded digits labels");
  Dataset dataset{.name = "digits", .shape = {8, 8}, .features = 64, .classes = 10};
  dataset.values = std::move(images.values);
  dataset.labels.assign(labels.values.begin(), labels.values.end());
  dataset.test_begin = dataset.labels.size();
  return dataset;
}

}  // namespace

SourceEntry digits_source() {
  return {
      {.name = "digits",
       .summary =
           "1,797 handwritten digits of 8 x 8 pixels, values 0 to 16, 10 classes; built into the program",
       .source = "E. Alpaydin and C. Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine "
                 "Learning Repository, CC BY 4.0; the test part, as scikit-learn ships it",
       .advice = "The first dataset to try a sweep on: seconds per training, nothing to download, hard "
                 "enough to separate optimizers. A good network reaches 97 to 98 %.",
       .parameters = {}},
      load_digits};
}

}  // namespace tryall::data
