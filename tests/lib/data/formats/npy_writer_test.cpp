#include "tryall/data/formats/npy_writer.hpp"

#include <array>

#include "catch.hpp"
#include "tryall/data/formats/npy.hpp"

// What numpy.save gives for numpy.array([[1.0, -0.5, 3.0], [4.0, 5.0, 6.0]]), whose header is 118 bytes long.
TEST_CASE("an array is written as NumPy writes it") {
  const std::array<double, 6> values = {1, -0.5, 3, 4, 5, 6};
  const std::string bytes = tryall::data::to_npy(values, 2, 3);
  const std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";
  const std::string expected =
      std::string("\x93NUMPY\x01\x00v\x00", 10) + header + std::string(117 - header.size(), ' ') + "\n";
  REQUIRE(bytes.size() == 128 + sizeof values);
  CHECK(bytes.substr(0, 128) == expected);
  const std::span<const std::uint8_t> read_again(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                                 bytes.size());
  const tryall::data::NpyArray array = tryall::data::parse_npy(read_again, "array.npy");
  CHECK(array.shape == std::vector<std::size_t>{2, 3});
  CHECK(std::get<tryall::Buffer<double>>(array.values) ==
        tryall::Buffer<double>(values.begin(), values.end()));
}

TEST_CASE("the values of an array begin at a multiple of 64 bytes, however long its shape is") {
  for (std::size_t rows = 1; rows < 100'000'000; rows *= 10)
    CHECK(tryall::data::to_npy({}, 0, rows).size() % 64 == 0);
}

namespace {

std::string beginning(const std::string& description) {
  return std::string("\x93NUMPY\x01\x00v\x00", 10) + description +
         std::string(117 - description.size(), ' ') + "\n";
}

}  // namespace

// What numpy.save gives for numpy.array([7, -1]) and for numpy.array(["adam", "\u00e9", "", "\U0001f600x"]).
TEST_CASE("lists of whole numbers and of texts are written as NumPy writes them") {
  const std::array<std::int64_t, 2> whole = {7, -1};
  CHECK(tryall::data::to_npy(std::vector<std::int64_t>(whole.begin(), whole.end())) ==
        beginning("{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }") +
            std::string(reinterpret_cast<const char*>(whole.data()), sizeof whole));
  const std::u32string points = {'a', 'd', 'a', 'm', 0xE9, 0, 0, 0, 0, 0, 0, 0, 0x1F600, 'x', 0, 0};
  CHECK(tryall::data::to_npy(std::vector<std::string>{"adam", "\xC3\xA9", "", "\xF0\x9F\x98\x80x"}) ==
        beginning("{'descr': '<U4', 'fortran_order': False, 'shape': (4,), }") +
            std::string(reinterpret_cast<const char*>(points.data()), 4 * points.size()));
}

TEST_CASE("text that is no UTF-8 is written with the replacement character, and no text is one blank wide") {
  const auto points = [](const std::string& text) {
    const std::string bytes = tryall::data::to_npy(std::vector<std::string>{text}).substr(128);
    std::u32string result(bytes.size() / 4, 0);
    bytes.copy(reinterpret_cast<char*>(result.data()), bytes.size());
    return result;
  };
  const char32_t replacement = 0xFFFD;
  CHECK((points("\xC3") == std::u32string{replacement}));                   // cut short
  CHECK((points("\xC3(") == std::u32string{replacement, '('}));             // not continued
  CHECK((points("\xC0\x80") == std::u32string{replacement, replacement}));  // too long for its value
  CHECK((points("\xE0\x80\x80") == std::u32string{replacement}));           // likewise
  CHECK((points("\xED\xA0\x80") == std::u32string{replacement}));           // half of a pair
  CHECK((points("\xF5\x80\x80\x80")[0] == replacement));                    // beyond the last plane
  CHECK((points("") == std::u32string{0}));
  CHECK_THAT(tryall::data::to_npy(std::vector<std::string>{}),
             ContainsSubstring("'<U1'") && ContainsSubstring("(0,)"));
}
