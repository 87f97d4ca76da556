#include "tryall/data/formats/idx.hpp"

#include "catch.hpp"
#include "idx_files.hpp"
#include "temporary_folder.hpp"
#include "tryall/error.hpp"

namespace idx_test {

using tryall::Error;
using tryall::data::IdxArray;
using tryall::data::parse_idx;
using tryall::data::read_idx;
using tryall::testing::gzipped;
using tryall::testing::idx_bytes;
using tryall::testing::TemporaryFolder;

namespace {

/// Two images of 2 x 3 pixels.
const std::string images = idx_bytes({2, 2, 3}, "abcdefghijkl");

IdxArray parse(const std::string& bytes, std::size_t dimensions) {
  return parse_idx({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, dimensions, "here");
}

void check_images(const IdxArray& array) {
  CHECK(array.shape == std::vector<std::size_t>{2, 2, 3});
  CHECK(std::string(array.values.begin(), array.values.end()) == "abcdefghijkl");
}

}  // namespace

TEST_CASE("an IDX file is read plain and gzipped, whatever its name") {
  const TemporaryFolder folder;
  check_images(parse(images, 3));
  check_images(read_idx(folder.write("images", images), 3));
  check_images(read_idx(folder.write("images.gz", gzipped(images)), 3));
  check_images(read_idx(folder.write("plain.gz", images), 3));
  check_images(read_idx(folder.write("packed", gzipped(images)), 3));
}

TEST_CASE("sizes are big-endian numbers of 32 bits") {
  const IdxArray array = parse(idx_bytes({0x0102}, std::string(0x0102, 'x')), 1);
  CHECK(array.shape == std::vector<std::size_t>{0x0102});
  CHECK(array.values.size() == 0x0102);
}

TEST_CASE("a file larger than the piece it is read in is read whole") {
  const TemporaryFolder folder;
  std::string values(3'000'000, '\0');
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<char>(i % 251);
  const std::string bytes = idx_bytes({static_cast<std::uint32_t>(values.size())}, values);
  for (const std::string& contents : {bytes, gzipped(bytes)}) {
    const IdxArray array = read_idx(folder.write("large", contents), 1);
    CHECK(std::string(array.values.begin(), array.values.end()) == values);
  }
}

TEST_CASE("a file cut short anywhere is refused, and the message says so and where") {
  for (std::size_t size = 0; size < images.size(); ++size) {
    INFO("first " << size << " bytes");
    CHECK_THROWS_AS(parse(images.substr(0, size), 3), Error);
  }
  CHECK_THROWS_WITH(parse(images.substr(0, 7), 3), "here: is cut short: 7 bytes, its header alone has 16");
  CHECK_THROWS_WITH(parse(images.substr(0, 27), 3), "here: is cut short: 27 bytes, its header promises 28");
}

TEST_CASE("a gzip stream cut short anywhere or damaged is refused with the file's name") {
  const TemporaryFolder folder;
  const std::string packed = gzipped(images);
  for (std::size_t size = 0; size < packed.size(); ++size) {
    INFO("first " << size << " bytes of " << packed.size());
    const auto file = folder.write("cut.gz", packed.substr(0, size));
    CHECK_THROWS_AS(read_idx(file, 3), Error);
    CHECK_THROWS_WITH(read_idx(file, 3), StartsWith(file.string()));
  }
  std::string damaged = packed;
  damaged[packed.size() - 6] ^= 1;  // inside the checksum
  CHECK_THROWS_WITH(read_idx(folder.write("damaged.gz", damaged), 3),
                    ContainsSubstring("its gzip stream is damaged: incorrect data check"));
  CHECK_THROWS_WITH(read_idx(folder.write("cut.gz", packed.substr(0, packed.size() - 1)), 3),
                    ContainsSubstring("is cut short: its gzip stream has no end"));
}

TEST_CASE("behind a gzip stream may be another one or zeros, but no other bytes") {
  using Strings = std::vector<std::string>;
  const TemporaryFolder folder;
  const std::string packed = gzipped(images.substr(0, 9)) + gzipped(images.substr(9));
  for (const std::string& end : Strings{"", std::string(3, '\0'), std::string(100000, '\0')})
    CHECK(read_idx(folder.write("whole.gz", packed + end), 3).shape ==
          read_idx(folder.write("plain", images), 3).shape);
  for (const std::string& end : Strings{"x", "a,b\n1,2\n", std::string(100000, '\0') + "x"})
    CHECK_THROWS_WITH(read_idx(folder.write("junk.gz", packed + end), 3),
                      ContainsSubstring("junk.gz: other bytes follow its gzip stream"));
  CHECK_THROWS_WITH(read_idx(folder.write("junk.gz", packed + "\x1f junk"), 3),
                    ContainsSubstring("its gzip stream is damaged"));
}

TEST_CASE("images without a pixel are no file cut short") {
  for (const auto& shape : {std::vector<std::uint32_t>{60, 0, 8}, {60, 8, 0}, {0, 8, 8}})
    CHECK(parse(idx_bytes(shape, ""), 3).values.empty());
}

TEST_CASE("bytes left over are refused") {
  CHECK_THROWS_WITH(parse(images + "m", 3), "here: has bytes left over: 29 bytes, its header promises 28");
}

TEST_CASE("a wrong magic number, type or number of dimensions is refused") {
  std::string bytes = images;
  bytes[0] = 'P';
  CHECK_THROWS_WITH(parse(bytes, 3), ContainsSubstring("not an IDX file"));
  bytes = images;
  bytes[1] = '\x01';
  CHECK_THROWS_WITH(parse(bytes, 3), ContainsSubstring("not an IDX file"));
  bytes = images;
  bytes[2] = '\x0d';
  CHECK_THROWS_WITH(parse(bytes, 3), ContainsSubstring("IDX type 0x0d is not supported"));
  CHECK_THROWS_WITH(parse(images, 1),
                    "here: holds 3 dimensions, but labels (1 dimension) are expected; are the images and the "
                    "labels mixed up?");
  CHECK_THROWS_WITH(parse(idx_bytes({2}, "ab"), 3), ContainsSubstring("holds 1 dimensions, but images"));
}

TEST_CASE("a header whose sizes multiply beyond 64 bits is refused, not wrapped around") {
  const std::uint32_t huge = 0x80000000;  // huge * huge * 4 is 2^64, which is 0 in 64 bits
  CHECK_THROWS_WITH(parse(idx_bytes({huge, huge, 4}, ""), 3), ContainsSubstring("is cut short"));
  CHECK_THROWS_AS(parse(idx_bytes({4, huge, huge}, ""), 3), Error);
  CHECK_THROWS_AS(parse(idx_bytes({0xffffffff, 0xffffffff, 0xffffffff}, "abc"), 3), Error);
}

TEST_CASE("an array of no items is an array") {
  const IdxArray array = parse(idx_bytes({0, 2, 3}, ""), 3);
  CHECK(array.shape == std::vector<std::size_t>{0, 2, 3});
  CHECK(array.values.empty());
  CHECK_THROWS_AS(parse(idx_bytes({0, 2, 3}, "a"), 3), Error);
}

TEST_CASE("a missing file and a folder in its place are refused by name") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(read_idx(folder / "nothing", 1), ContainsSubstring("nothing: cannot open: No such file"));
  CHECK_THROWS_WITH(read_idx(folder.path(), 1), ContainsSubstring("is a folder, not a file"));
}

}  // namespace idx_test
