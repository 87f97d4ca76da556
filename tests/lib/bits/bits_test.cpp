#include "bits.hpp"

#include <fmt/format.h>

#include <fstream>

#include "catch.hpp"
#include "temporary_folder.hpp"
#include "with_isa.hpp"

using namespace tryall;

namespace {

const char* const bits_file = TRYALL_GOLDEN "/bits.txt";

}  // namespace

// scripts/fingerprint-everywhere does the same with other compilers, systems and processors.
TEST_CASE("every technique gives the recorded bits, on each instruction set that this processor has") {
  const std::string recorded = testing::read_file(bits_file);
  for (const kernels::Isa isa : kernels::available_isas()) {
    const testing::WithIsa scope(isa);
    INFO(kernels::name(isa));
    std::string differing;
    testing::for_each_bits([&](const std::string& name, std::uint64_t hash) {
      const std::string line = fmt::format("{} {:016x}\n", name, hash);
      if (recorded.find(line) == std::string::npos) differing += line;
    });
    CHECK(differing == "");
  }
}

TEST_CASE("records the bits of every technique anew", "[.generate]") {
  std::ofstream(bits_file) << testing::all_bits();
}
