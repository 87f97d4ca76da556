#include "tryall/data/formats/npz_writer.hpp"

#include "catch.hpp"
#include "data/formats/npz.hpp"
#include "temporary_folder.hpp"
#include "tryall/data/formats/npy_writer.hpp"
#include "tryall/error.hpp"

using tryall::data::to_npy;
using tryall::data::to_npz;
using tryall::testing::TemporaryFolder;

TEST_CASE("an archive of arrays is read again by name") {
  const TemporaryFolder folder;
  const std::string bytes = to_npz({{"loss", to_npy(std::vector<double>{0.5, -2})},
                                    {"épochs", to_npy(std::vector<std::int64_t>{3, 4, 5})}});
  const tryall::data::NpzFile file(folder.write("rows.npz", bytes));
  CHECK(file.names() == std::vector<std::string>{"loss", "épochs"});
  const auto loss = file.read("loss").array;
  CHECK(loss.shape == std::vector<std::size_t>{2});
  CHECK(std::get<tryall::Buffer<double>>(loss.values) == tryall::Buffer<double>{0.5, -2});
  const auto epochs = file.read("épochs").array;
  CHECK(epochs.integral);
  CHECK(std::get<tryall::Buffer<double>>(epochs.values) == tryall::Buffer<double>{3, 4, 5});
}

TEST_CASE("the same arrays give the same bytes, and none an archive without entries") {
  const std::vector<tryall::data::NamedBytes> arrays = {{"x", to_npy(std::vector<double>{1})}};
  CHECK(to_npz(arrays) == to_npz(arrays));
  const TemporaryFolder folder;
  CHECK(tryall::data::NpzFile(folder.write("empty.npz", to_npz({}))).names().empty());
}

TEST_CASE("two arrays of one name are refused") {
  const std::string array = to_npy(std::vector<double>{1});
  CHECK_THROWS_AS(to_npz({{"x", array}, {"x", array}}), tryall::Error);
}
