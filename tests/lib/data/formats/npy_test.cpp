#include "tryall/data/formats/npy.hpp"

#include <map>

#include "catch.hpp"
#include "npy_files.hpp"
#include "tryall/error.hpp"

namespace npy_test {

using tryall::Buffer;
using tryall::data::NpyArray;
using tryall::testing::npy_bytes;
using tryall::testing::npy_with_header;
using Numbers = std::vector<double>;
using Shape = std::vector<std::size_t>;

namespace {

NpyArray parsed(const std::string& bytes) {
  return tryall::data::parse_npy({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()},
                                 "made.npy");
}

Numbers numbers(const NpyArray& array) {
  return std::visit([](const auto& values) { return Numbers(values.begin(), values.end()); }, array.values);
}

template <class Stored>
void check_type(const std::string& type, const std::vector<Stored>& values) {
  INFO(type);
  const NpyArray array = parsed(npy_bytes(type, "(" + std::to_string(values.size()) + ",)", values));
  CHECK(numbers(array) == Numbers(values.begin(), values.end()));
  CHECK(array.shape == Shape{values.size()});
  CHECK(array.integral == (type[1] != 'f'));
}

}  // namespace

TEST_CASE("an array of numbers of any known type is read") {
  check_type<std::uint8_t>("|b1", {0, 1});
  check_type<std::uint8_t>("|u1", {0, 255});
  check_type<std::int8_t>("|i1", {-128, 127});
  check_type<std::int16_t>("<i2", {-32768, 5});
  check_type<std::uint16_t>("<u2", {65535});
  check_type<std::int32_t>("<i4", {-7, 1 << 30});
  check_type<std::uint32_t>("<u4", {4294967295U});
  check_type<std::int64_t>("<i8", {-7, 1LL << 50});
  check_type<std::uint64_t>("<u8", {1ULL << 50});
  check_type<float>("<f4", {1.5F, -0.25F});
  check_type<double>("<f8", {0.1, -3e200});
}

TEST_CASE("every spelling of a type is read, and either order of bytes") {
  for (const char* type : {"|u1", "<u1", ">u1", "=u1", "u1", "uint8", "?", "|b1", "<b1", "bool"}) {
    INFO(type);
    const NpyArray array = parsed(npy_bytes<std::uint8_t>(type, "(2,)", {1, 0}));
    CHECK(numbers(array) == Numbers{1, 0});
    CHECK(array.integral);
  }
  for (const char* type : {"<i4", "=i4", "i4", "int32"})
    CHECK(numbers(parsed(npy_bytes<std::int32_t>(type, "(1,)", {-7}))) == Numbers{-7});
  for (const char* type : {"<f8", "=f8", "f8", "float64"})
    CHECK(numbers(parsed(npy_bytes<double>(type, "(1,)", {0.1}))) == Numbers{0.1});
  CHECK(numbers(parsed(npy_bytes<std::uint8_t>(">i2", "(1,)", {0x01, 0x02}))) == Numbers{258});
  CHECK(numbers(parsed(npy_bytes<std::uint8_t>(">f8", "(1,)", {0x3f, 0xf8, 0, 0, 0, 0, 0, 0}))) ==
        Numbers{1.5});
  CHECK(numbers(parsed(npy_bytes<std::uint8_t>("<f2", "(2,)", {0x00, 0x3e, 0x00, 0xc0}))) ==
        Numbers{1.5, -2});
}

TEST_CASE("headers are read as Python 2 and other programs write them") {
  const std::string values(16, '\0');
  for (const char* header : {"{'descr': '<f8', 'fortran_order': False, 'shape': (2L,), }",
                             "{'descr': '<f8', 'fortran_order': False, 'shape': (1L, 2L), }",
                             "{'descr': u'<f8', 'fortran_order': False, 'shape': (2,)}",
                             "{\"descr\": \"<f8\", \"fortran_order\": False, \"shape\": (2,)}",
                             "{'shape':(2,),'fortran_order':False,'descr':'<f8'}",
                             "{'descr' : '<f8', 'fortran_order' : False, 'shape' : (2,)}"}) {
    INFO(header);
    CHECK(numbers(parsed(npy_with_header(header, values))) == Numbers{0, 0});
  }
}

TEST_CASE("bytes stay bytes and floats floats") {
  CHECK(std::holds_alternative<Buffer<std::uint8_t>>(
      parsed(npy_bytes<std::uint8_t>("|u1", "(1,)", {1})).values));
  CHECK(std::holds_alternative<Buffer<float>>(parsed(npy_bytes<float>("<f4", "(1,)", {1})).values));
  CHECK(std::holds_alternative<Buffer<double>>(parsed(npy_bytes<double>("<f8", "(1,)", {1})).values));
}

TEST_CASE("an array in Fortran order is brought to C order") {
  const NpyArray matrix = parsed(npy_bytes<double>("<f8", "(2, 3)", {1, 4, 2, 5, 3, 6}, true));
  CHECK(matrix.shape == Shape{2, 3});
  CHECK(numbers(matrix) == Numbers{1, 2, 3, 4, 5, 6});
  // numpy.asfortranarray(numpy.arange(12).reshape(2, 3, 2)).ravel("K")
  const NpyArray cube =
      parsed(npy_bytes<std::uint8_t>("|u1", "(2, 3, 2)", {0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11}, true));
  CHECK(numbers(cube) == Numbers{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
}

TEST_CASE("headers of versions 2 and 3 have four bytes of size") {
  for (const char version : {'\x02', '\x03'}) {
    std::string bytes = npy_bytes<std::uint8_t>("|u1", "(2,)", {7, 8});
    bytes[6] = version;
    bytes.insert(10, 2, '\0');
    CHECK(numbers(parsed(bytes)) == Numbers{7, 8});
  }
}

TEST_CASE("shapes of no and of many dimensions are read") {
  CHECK(parsed(npy_bytes<double>("<f8", "()", {5})).shape.empty());
  CHECK(parsed(npy_bytes<std::uint8_t>("|u1", "(1, 2, 1, 2)", {1, 2, 3, 4})).shape == Shape{1, 2, 1, 2});
  CHECK(parsed(npy_bytes<double>("<f8", "(0, 3)", {})).count() == 0);
}

TEST_CASE("a file that is no .npy file, or of an unknown version, is refused") {
  CHECK_THROWS_WITH(parsed("a,b,c\n1,2,3\n"), ContainsSubstring("made.npy: not a .npy file"));
  CHECK_THROWS_WITH(parsed(""), ContainsSubstring("not a .npy file"));
  std::string bytes = npy_bytes<std::uint8_t>("|u1", "(1,)", {7});
  bytes[6] = '\x04';
  CHECK_THROWS_WITH(parsed(bytes), ContainsSubstring("format version 4"));
}

TEST_CASE("a file that is cut short is refused, wherever it is cut; so is one with bytes left over") {
  const std::string bytes = npy_bytes<double>("<f8", "(3,)", {1, 2, 3});
  for (std::size_t size = 0; size < bytes.size(); ++size)
    CHECK_THROWS_AS(parsed(bytes.substr(0, size)), tryall::Error);
  CHECK_THROWS_WITH(parsed(bytes.substr(0, 40)), ContainsSubstring("cut short inside its header"));
  CHECK_THROWS_WITH(parsed(bytes.substr(0, bytes.size() - 8)), ContainsSubstring("is cut short"));
  CHECK_THROWS_WITH(parsed(bytes + "x"), ContainsSubstring("bytes left over"));
  CHECK_THROWS_WITH(parsed(npy_bytes<std::uint8_t>("|u1", "(4294967296, 4294967296, 16)", {1})),
                    ContainsSubstring("is cut short"));
}

TEST_CASE("a damaged header is refused") {
  CHECK_THROWS_WITH(parsed(npy_with_header("{'descr': '<f8'}", "")), ContainsSubstring("no 'fortran_order'"));
  CHECK_THROWS_WITH(parsed(npy_with_header("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}", "")),
                    ContainsSubstring("has the shape (-1,)"));
  CHECK_THROWS_WITH(parsed(npy_with_header("{'descr': '<f8', 'fortran_order': False, 'shape': (3", "")),
                    ContainsSubstring("has no shape"));
}

TEST_CASE("types that are not numbers of this machine are refused with a way out") {
  CHECK_THROWS_WITH(parsed(npy_bytes<double>("|O", "(1,)", {1})), ContainsSubstring("Python objects"));
  CHECK_THROWS_WITH(parsed(npy_bytes<double>("<c8", "(1,)", {1})),
                    ContainsSubstring("is of type '<c8'") && ContainsSubstring("two columns"));
  CHECK_THROWS_WITH(parsed(npy_bytes<double>("<f16", "(1,)", {1})), ContainsSubstring("astype(\"float64\")"));
  CHECK_THROWS_WITH(parsed(npy_bytes<double>("<U2", "(1,)", {1})), ContainsSubstring("return_inverse=True"));
  CHECK_THROWS_WITH(parsed(npy_bytes<double>("<M8[ns]", "(1,)", {1})),
                    ContainsSubstring("astype(\"int64\")"));
  CHECK_THROWS_WITH(
      parsed(npy_with_header("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,)}", "")),
      ContainsSubstring("array of records"));
}

TEST_CASE("an array without values is no file cut short, wherever its 0 stands") {
  for (const auto& [text, shape] : std::map<std::string, Shape>{
           {"(60, 0)", {60, 0}}, {"(0, 60)", {0, 60}}, {"(60, 0, 8)", {60, 0, 8}}, {"(0,)", {0}}}) {
    INFO(text);
    CHECK(parsed(npy_bytes<double>("<f8", text, {})).shape == shape);
    CHECK_THROWS_WITH(parsed(npy_bytes<double>("<f8", text, {1})), ContainsSubstring("has bytes left over"));
  }
}

}  // namespace npy_test
