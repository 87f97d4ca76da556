#include "tryall/reports/tables/arrays.hpp"

#include <cmath>

#include "catch.hpp"
#include "configs.hpp"
#include "sweep_text.hpp"
#include "tryall/data/formats/npy.hpp"

using tryall::reports::Cell;
using tryall::reports::count_cell;
using tryall::reports::npy_bytes;
using tryall::reports::npz_bytes;
using tryall::reports::Table;
using tryall::testing::message_of;

namespace {

tryall::data::NpyArray parsed(const std::string& bytes) {
  return tryall::data::parse_npy({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()},
                                 "x.npy");
}

const Table numbers = {{"n", "mean"}, {{count_cell(3), 0.5}, {count_cell(4), Cell()}, {Cell(), -1.25}}};

}  // namespace

TEST_CASE("a table of numbers is an array of two dimensions, with NaN where there is no value") {
  const auto array = parsed(npy_bytes(numbers));
  CHECK(array.shape == std::vector<std::size_t>{3, 2});
  const auto& values = std::get<tryall::Buffer<double>>(array.values);
  CHECK(values[0] == 3);
  CHECK(values[1] == 0.5);
  CHECK(std::isnan(values[3]));
  CHECK(std::isnan(values[4]));
  CHECK(values[5] == -1.25);
}

TEST_CASE("text does not go into an array of numbers") {
  CHECK(message_of([] {
          npy_bytes({{"n", "optimizer"}, {{count_cell(1), "adam"}}});
        }) ==
        "--format npy holds only numbers, but column 'optimizer' has text; --format npz holds text, too");
}

TEST_CASE("an archive has an array for each column with a type of its own") {
  Table table = numbers;
  table.columns.insert(table.columns.end(), {"seed", "optimizer"});
  for (std::size_t i = 0; i < 3; ++i)
    table.rows[i].insert(table.rows[i].end(),
                         {count_cell(static_cast<std::int64_t>(i)), i == 1 ? Cell() : Cell("adam")});
  const std::string bytes = npz_bytes(table);
  CHECK(bytes.starts_with("PK"));
  for (const char* entry : {"n.npy", "mean.npy", "seed.npy", "optimizer.npy"})
    CHECK_THAT(bytes, ContainsSubstring(entry));
  CHECK(bytes == npz_bytes(table));
}

TEST_CASE("two columns of one name do not go into an archive") {
  CHECK(message_of([] {
          npz_bytes({{"1", "1"}, {{count_cell(1), count_cell(1)}}});
        }) == "--format npz: two columns are called '1'; name one with AS");
}
