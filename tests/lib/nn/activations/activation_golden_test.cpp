// Our activations and their slopes against PyTorch's, in double precision from -40 to 40. The values are in
// tests/golden/activations.txt; scripts/make-activation-goldens makes them anew.
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "catch.hpp"
#include "tryall/nn/activations/activation.hpp"

using tryall::Buffer;
using tryall::nn::activation_table;
using tryall::nn::ActivationEntry;

namespace {

struct Golden {
  Buffer<double> x, value, slope;
};

std::map<std::string, Golden> goldens() {
  std::ifstream file(TRYALL_GOLDEN "/activations.txt");
  std::map<std::string, Golden> goldens;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream words(line);
    std::string name, x, value, slope;  // stod reads denormal numbers, streams do not
    words >> name >> x >> value >> slope;
    Golden& golden = goldens[name];
    golden.x.push_back(std::stod(x));
    golden.value.push_back(std::stod(value));
    golden.slope.push_back(std::stod(slope));
  }
  return goldens;
}

/// To 1e-12 of the value, and of some 1e-16 max(1, |x|), which PyTorch's own cancellations leave (1 + erf, 1
/// - y, e^x - 1).
void check_close(const Buffer<double>& ours, const Buffer<double>& theirs, const Buffer<double>& x) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    INFO("x = " << x[i] << ": " << ours[i] << " and " << theirs[i]);
    CHECK(std::abs(ours[i] - theirs[i]) <=
          1e-12 * std::abs(theirs[i]) + 1e-15 * std::max(1.0, std::abs(x[i])));
  }
}

}  // namespace

TEST_CASE("every activation has PyTorch's values and slopes") {
  std::map<std::string, Golden> all = goldens();
  CHECK(all.size() == activation_table().size());
  for (const ActivationEntry& entry : activation_table()) {
    INFO(entry.about.name);
    const Golden& golden = all[entry.about.name];
    REQUIRE(golden.x.size() == 61);
    Buffer<double> value(61), slope(61);
    const Buffer<double> one(61, 1.0);
    entry.double_precision.forward(golden.x.data(), value.data(), 61);
    entry.double_precision.backward(golden.x.data(), value.data(), one.data(), slope.data(), 61);
    check_close(value, golden.value, golden.x);
    check_close(slope, golden.slope, golden.x);
  }
}
