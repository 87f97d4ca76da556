#include <fmt/format.h>

#include "models.hpp"
#include "nn/layers/convolution.hpp"
#include "nn/layers/pooling.hpp"
#include "tryall/error.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/nn/layers/dense.hpp"
#include "tryall/nn/models/stack.hpp"

namespace tryall::nn {
namespace {

template <class Scalar>
class Builder {
 public:
  explicit Builder(const ModelParts& parts) : model_(parts.model), shape_(parts.shape), stack_(parts) {
    if (shape_.image.size() == 0)
      throw Error(ErrorCode::bad_input,
                  "model 'cnn' needs images; the dataset's samples have no height and width");
    image_ = shape_.image;
  }

  Layers<Scalar> build() {
    for (const std::int64_t channels : model_.integers("channels")) {
      model_.flag("residual") ? add_residual(channels) : add_convolution(channels);
      add_pooling();
      stack_.add_dropout(units());
    }
    std::ptrdiff_t width = image_.size();
    if (model_.flag("global_pooling")) {
      stack_.add(std::make_unique<GlobalPooling<Scalar>>(image_));
      width = image_.channels;
    }
    for (const std::int64_t hidden : model_.integers("hidden")) {
      stack_.add(std::make_unique<Dense<Scalar>>(width, hidden));
      stack_.add_activation({hidden});
      stack_.add_dropout({hidden});
      width = hidden;
    }
    stack_.add(std::make_unique<Dense<Scalar>>(width, shape_.outputs));
    return stack_.take();
  }

 private:
  Units units() const { return {image_.channels, image_.pixels(), true}; }

  std::unique_ptr<Layer<Scalar>> convolution(ImageShape in, std::ptrdiff_t channels, Window window) {
    if (window.count(in.height) < 1 || window.count(in.width) < 1)
      throw SettingError("kernel", fmt::format("a kernel of {0} x {0} is larger than its input of {1} x {2}; "
                                               "use a smaller kernel, fewer layers, or padding \"same\"",
                                               window.size, in.height, in.width));
    auto layer = std::make_unique<Convolution<Scalar>>(in, channels, window);
    image_ = layer->image();
    return layer;
  }

  Window window() const {
    const std::int64_t kernel = model_.integer("kernel");
    return {kernel, 1, model_.word("padding") == "same" ? (kernel - 1) / 2 : 0};
  }

  void add_convolution(std::ptrdiff_t channels) {
    stack_.add(convolution(image_, channels, window()));
    stack_.add_activation(units());
  }

  /// Convolution, normalization, activation, convolution, normalization, with the input added (through a
  /// convolution of 1 x 1 where the channels change), then the activation.
  void add_residual(std::ptrdiff_t channels) {
    const ImageShape in = image_;
    const std::size_t first = stack_.size();
    Layers<Scalar> skip;
    stack_.add(convolution(image_, channels, window()));
    stack_.add_activation(units());
    stack_.add(convolution(image_, channels, window()));
    stack_.add_normalization(units());
    if (image_.height != in.height || image_.width != in.width)
      throw SettingError(
          "residual", "residual blocks keep the image's size: they need padding \"same\" and an odd kernel");
    if (in.channels != channels) skip.push_back(convolution(in, channels, {1, 1, 0}));
    stack_.make_residual(first, std::move(skip), in.size());
    stack_.add_activation_alone(units());
  }

  void add_pooling() {
    const std::string& kind = model_.word("pooling");
    if (kind == "none") return;
    const std::int64_t size = model_.integer("pool");
    const Window window{size, size, 0};
    if (window.count(image_.height) < 1 || window.count(image_.width) < 1)
      throw SettingError("pool", fmt::format("pooling over {0} x {0} is larger than its input of {1} x {2}; "
                                             "use fewer layers or a smaller pool",
                                             size, image_.height, image_.width));
    if (kind == "max")
      stack_.add(std::make_unique<MaxPooling<Scalar>>(image_, window));
    else
      stack_.add(std::make_unique<AveragePooling<Scalar>>(image_, window));
    image_ = {image_.channels, window.count(image_.height), window.count(image_.width)};
  }

  const Choice& model_;
  const ModelShape& shape_;
  Stack<Scalar> stack_;
  ImageShape image_;
};

template <class Scalar>
Layers<Scalar> cnn_layers(const ModelParts& parts) {
  return Builder<Scalar>(parts).build();
}

HiddenUnits hidden_in_cnn(const Choice& model) {
  return {.dense = !model.integers("hidden").empty(), .convolutional = !model.integers("channels").empty()};
}

Parameter word(const char* name, const char* fallback, std::vector<std::string> words, const char* meaning) {
  return {.name = name,
          .type = Parameter::Type::word,
          .fallback = std::string(fallback),
          .meaning = meaning,
          .words = std::move(words)};
}

Parameter size(const char* name, std::int64_t fallback, const char* meaning) {
  return {.name = name,
          .type = Parameter::Type::integer,
          .fallback = fallback,
          .meaning = meaning,
          .low = 1,
          .high = 1024};
}

}  // namespace

ModelEntry cnn() {
  return {{.name = "cnn",
           .summary = "a convolutional network: convolutions, each with normalization, activation, pooling "
                      "and spatial dropout, then dense layers as in mlp",
           .source = "LeCun et al. (1998); residual blocks: He et al. (2016)",
           .advice = "Images: weights are shared over places, so it needs fewer of them than an mlp and "
                     "bears small shifts. Slower by an order of magnitude; on 8 x 8 digits two convolutions "
                     "are enough. Needs a dataset with height and width.",
           .parameters = {{.name = "channels",
                           .type = Parameter::Type::integers,
                           .fallback = std::vector<std::int64_t>{16, 32},
                           .meaning = "channels of each convolution (or residual block)",
                           .low = 1,
                           .high = 65536},
                          size("kernel", 3, "height and width of the convolutions"),
                          word("padding", "same", {"same", "valid"},
                               "same: zeros around the image keep its size (for an odd kernel); valid: none"),
                          word("pooling", "max", {"max", "average", "none"}, "what follows each convolution"),
                          size("pool", 2, "height, width and stride of the pooling"),
                          {.name = "global_pooling",
                           .type = Parameter::Type::boolean,
                           .fallback = false,
                           .meaning = "whether to pass on each channel's mean instead of all its pixels"},
                          hidden_parameter({64}),
                          activation_parameter(),
                          residual_parameter()}},
          hidden_in_cnn,
          cnn_layers<float>,
          cnn_layers<double>};
}

}  // namespace tryall::nn
