#include "tryall/random.hpp"

#include <algorithm>
#include <numeric>

#include "catch.hpp"

using tryall::Purpose;
using tryall::Stream;

TEST_CASE("a stream gives the same draw whenever it is asked, and purposes and seeds are apart") {
  const Stream stream(7, Purpose::order, 3);
  CHECK(stream.block(5) == Stream(7, Purpose::order, 3).block(5));
  CHECK(stream.block(5) != Stream(7, Purpose::init, 3).block(5));
  CHECK(stream.block(5) != Stream(8, Purpose::order, 3).block(5));
  CHECK(stream.block(5) != Stream(7, Purpose::order, 4).block(5));
}
