#include "tryall/data/formats/bytes.hpp"

#include <map>

#include "catch.hpp"
#include "data/formats/npz.hpp"
#include "idx_files.hpp"
#include "npy_files.hpp"
#include "temporary_folder.hpp"
#include "tryall/error.hpp"

namespace bytes_test {

using tryall::data::most_unpacked_bytes;
using tryall::data::NpzFile;
using tryall::data::read_bytes;
using tryall::testing::gzipped;
using tryall::testing::npy_bytes;
using tryall::testing::TemporaryFolder;

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

std::string refusal_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const tryall::Error& error) {
    return error.code() == tryall::ErrorCode::bad_input ? error.what() : "another code";
  }
  return "no error";
}

}  // namespace

TEST_CASE("what unpacks to more than the limit is refused, however small it is packed") {
  const TemporaryFolder folder;
  const std::string zeros(40 * mebibyte, '\0');
  const auto refused = [&](const std::string& name, const std::string& bytes) {
    INFO(name);
    const auto file = folder.write(name, bytes);
    const std::string message = refusal_of([&] { read_bytes(file, mebibyte); });
    CHECK(message.find(file.string() + ": unpacks to more than 0.000977 GiB") == 0);
  };
  const std::string packed = gzipped(zeros);
  REQUIRE(packed.size() < mebibyte);
  refused("bomb.csv.gz", packed);
  refused("bomb", packed);                                // whatever its name
  refused("members.gz", gzipped("a,b\n1,2\n") + packed);  // a second stream in the same file
  refused("plain.csv", zeros.substr(0, 3 * mebibyte));    // not packed at all
  std::string lying = packed;                             // the trailer says that it unpacks to nothing
  lying.replace(lying.size() - 4, 4, std::string(4, '\0'));
  refused("lying.gz", lying);
}

TEST_CASE("an array of an archive that unpacks to more than the limit is refused, the others are read") {
  const TemporaryFolder folder;
  const auto file = folder / "data.npz";
  tryall::testing::write_npz(file,
                             {{"x", npy_bytes("|u1", "(4194304,)", std::vector<std::uint8_t>(4 * mebibyte))},
                              {"y", npy_bytes("|u1", "(2,)", std::vector<std::uint8_t>{0, 1})}});
  const NpzFile archive(file);
  const std::string message = refusal_of([&] { archive.read("x", mebibyte); });
  CHECK(message.find(file.string() + ": array 'x': unpacks to more than") == 0);
  CHECK(archive.read("y", mebibyte).array.count() == 2);
  CHECK(archive.read("x").array.count() == 4 * mebibyte);
}

TEST_CASE("what unpacks to the limit or less is read whole") {
  const TemporaryFolder folder;
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, mebibyte - 1, mebibyte, 3 * mebibyte}) {
    INFO(size);
    const std::string bytes(size, 'x');
    CHECK(read_bytes(folder.write("plain", bytes), 3 * mebibyte).size() == size);
    CHECK(read_bytes(folder.write("packed", gzipped(bytes)), size).size() == size);
  }
  CHECK(most_unpacked_bytes() > 16 * mebibyte);
}

}  // namespace bytes_test
