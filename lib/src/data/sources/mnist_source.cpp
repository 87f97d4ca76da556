#include <fmt/format.h>

#include "sources.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

Dataset load_mnist(const Choice&, const std::filesystem::path& data_folder) {
  const std::filesystem::path folder = data_folder / "mnist";
  if (!std::filesystem::is_directory(folder))
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: no such folder; fetch MNIST with scripts/fetch-mnist, or set the data "
                            "folder with --data or TRYALL_DATA, or use the dataset \"digits\"",
                            folder.string()));
  return load_idx_folder(folder, "mnist", 10);
}

}  // namespace

SourceEntry mnist_source() {
  return {{.name = "mnist",
           .summary = "70,000 handwritten digits of 28 x 28 pixels, values 0 to 255, 10 classes, with its "
                      "test set of 10,000; read from the folder mnist/ in the data folder",
           .source = "LeCun, Cortes and Burges, the MNIST database; fetched, not shipped",
           .advice = "The classic benchmark for images at a size a laptop can sweep. Differences above 98 % "
                     "are small: use several seeds.",
           .parameters = {}},
          load_mnist};
}

}  // namespace tryall::data
