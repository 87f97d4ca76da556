#include "tryall/train/tensors/safetensors.hpp"

#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>

#include "../tiny_runs.hpp"
#include "catch.hpp"
#include "temporary_folder.hpp"
#include "tryall/error.hpp"

namespace safetensors_test {

using namespace tryall::train;
using namespace tryall::testing;

namespace {

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TensorFile parsed(const std::string& text) { return parse_safetensors(bytes_of(text), "f.safetensors"); }

/// A file of that header and so many bytes of numbers.
std::string file_of(const std::string& header, std::size_t values) {
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) text += static_cast<char>(header.size() >> (8 * i) & 0xFF);
  return text + header + std::string(values, '\0');
}

std::string refusal(const std::string& text) {
  try {
    parsed(text);
  } catch (const tryall::Error& error) {
    return error.code() == tryall::ErrorCode::bad_input ? error.what() : "another code";
  }
  return "no error";
}

std::vector<std::size_t> shape_from(const std::string& text) {
  std::vector<std::size_t> shape;
  std::istringstream lengths(text == "-" ? "" : text);
  for (std::string length; std::getline(lengths, length, ',');) shape.push_back(std::stoul(length));
  return shape;
}

const TensorFile example = {{{"0.weight", {2, 3}, {1, -2, 0.5, 4, 1e-30, -0.0}}, {"0.bias", {2}, {7, 8}}},
                            {{"seed", "3"}, {"config", "{\"model\":\"mlp\"}"}}};

struct Damaged {
  std::string what, text, message;
};

std::vector<Damaged> damaged_files() {
  const auto one = [](const std::string& entry, std::size_t values) {
    return file_of("{\"a\":" + entry + "}", values);
  };
  return {
      {"empty", "", "is not a safetensors file: shorter than its header's length"},
      {"a header longer than the file", file_of("{}", 0).replace(0, 1, "\x09"),
       "is not a safetensors file, or cut short: its header would be 9 bytes long"},
      {"a header of any length", std::string(16, '\xff'),
       "is not a safetensors file, or cut short: its header"},
      {"no header", file_of("", 8), "is not a safetensors file: its header does not begin with {"},
      {"no JSON", file_of("{\"a\":", 0), "is not a safetensors file: its header is not JSON"},
      {"not UTF-8", file_of("{\"\xff\":{}}", 0), "is not a safetensors file: its header is not JSON"},
      {"a name twice", file_of(R"({"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"a":{}})", 4),
       "has 'a' twice"},
      {"metadata of numbers", file_of(R"({"__metadata__":{"seed":3}})", 0),
       "its metadata 'seed' are not text"},
      {"no type", one(R"({"shape":[],"data_offsets":[0,4]})", 4), "'a' lacks its dtype, shape or data_off"},
      {"a negative offset", one(R"({"dtype":"F32","shape":[],"data_offsets":[-4,0]})", 4), "'a' lacks its"},
      {"three offsets", one(R"({"dtype":"F32","shape":[],"data_offsets":[0,4,4]})", 4), "'a' lacks its"},
      {"whole numbers", one(R"({"dtype":"I32","shape":[1],"data_offsets":[0,4]})", 4),
       "'a' is of type I32; F32, F64, F16 and BF16 are read: convert it to F32 if it is a weight, or else "
       "leave"},
      {"a web page", "<!doctype html><html></html>", "is a web page or XML"},
      {"out of range", one(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]})", 4),
       "'a' lies at bytes 0 to 8, of 4; the file is damaged or cut short"},
      {"backwards", one(R"({"dtype":"F32","shape":[],"data_offsets":[8,4]})", 8), "'a' lies at bytes 8 to 4"},
      {"another size", one(R"({"dtype":"F32","shape":[3],"data_offsets":[0,8]})", 8),
       "'a' has the shape [3], 12 bytes, but its place is 8 bytes long"},
      {"a shape that overflows",
       one(R"({"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]})", 0),
       "'a' has an impossible shape"},
      {"overlapping tensors",
       file_of(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
               R"("b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})",
               12),
       "'b' overlaps another tensor"},
      {"a gap", one(R"({"dtype":"F32","shape":[1],"data_offsets":[4,8]})", 8), "there is a gap before 'a'"},
      {"bytes left over", one(R"({"dtype":"F32","shape":[1],"data_offsets":[0,4]})", 6),
       "2 bytes follow the last tensor"}};
}

}  // namespace

TEST_CASE("tensors of both precisions written by NumPy are read to the last bit") {
  const std::string golden = TRYALL_GOLDEN;
  const TensorFile file = read_safetensors(golden + "/weights.safetensors");
  std::ifstream expected(golden + "/weights.txt");
  std::size_t tensors = 0;
  for (std::string line; std::getline(expected, line);) {
    std::istringstream words(line);
    std::string name, type, shape;
    words >> name >> type >> shape;
    if (name == "metadata") {
      CHECK(file.metadata.at(type) == shape);
      continue;
    }
    INFO(name);
    std::vector<double> values;
    for (double value = 0; words >> value;) values.push_back(value);
    const auto found = std::find_if(file.tensors.begin(), file.tensors.end(),
                                    [&](const Tensor& tensor) { return tensor.name == name; });
    REQUIRE(found != file.tensors.end());
    CHECK(*found == Tensor{name, shape_from(shape), values});
    ++tensors;
  }
  CHECK(tensors == file.tensors.size());
  CHECK(tensors == 10);
}

TEST_CASE("what is written is read again, in its order") {
  CHECK(parsed(to_safetensors(example, TensorType::float64)) == example);
  TensorFile single = example;
  single.tensors[0].values[4] = static_cast<double>(1e-30F);
  CHECK(parsed(to_safetensors(example, TensorType::float32)) == single);
  const TensorFile nothing;
  CHECK(parsed(to_safetensors(nothing, TensorType::float32)) == nothing);
}

TEST_CASE("PyTorch's counters of batches are passed over, whatever their type") {
  const std::string header = R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                             R"("1.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[4,12]},)"
                             R"("bn.num_batches_tracked":{"dtype":"F32","shape":[],"data_offsets":[12,16]},)"
                             R"("num_batches_tracked":{"dtype":"I32","shape":[],"data_offsets":[16,20]}})";
  const TensorFile file = parsed(file_of(header, 20));
  REQUIRE(file.tensors.size() == 1);
  CHECK(file.tensors[0] == Tensor{"a", {1}, {0}});
}

TEST_CASE("half precision of either kind is read exactly") {
  const std::string header =
      R"({"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"BF16","shape":[1],"data_offsets":[4,6]}})";
  const std::string bytes("\x00\x3e\x00\xc0\xc0\x3f", 6);  // 1.5, -2 and 1.5
  const TensorFile file = parsed(file_of(header, 0) + bytes);
  CHECK(file.tensors[0].values == std::vector<double>{1.5, -2});
  CHECK(file.tensors[1].values == std::vector<double>{1.5});
}

TEST_CASE("a written file has the bytes that the format asks for") {
  const std::string text = to_safetensors({{{"b", {1}, {1.5}}}}, TensorType::float64);
  const std::string header = R"({"b":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}  )";
  CHECK(header.size() % 8 == 0);
  CHECK(text == file_of(header, 0) + std::string("\0\0\0\0\0\0\xf8\x3f", 8));
}

TEST_CASE("values that are not finite come through") {
  const double infinity = std::numeric_limits<double>::infinity();
  const TensorFile file = parsed(to_safetensors({{{"a", {2}, {NAN, -infinity}}}}, TensorType::float32));
  CHECK(std::isnan(file.tensors[0].values[0]));
  CHECK(file.tensors[0].values[1] == -infinity);
}

TEST_CASE("a damaged file is refused with what is wrong") {
  for (const Damaged& damaged : damaged_files()) {
    INFO(damaged.what);
    CHECK_THAT(refusal(damaged.text), StartsWith("f.safetensors: " + damaged.message));
  }
}

TEST_CASE("a file cut short anywhere is refused") {
  const std::string whole = to_safetensors(example, TensorType::float32);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    INFO(size);
    CHECK_THAT(refusal(whole.substr(0, size)), StartsWith("f.safetensors: "));
  }
}

TEST_CASE("a file with any byte changed is read or refused, and nothing worse") {
  const std::string whole = to_safetensors(example, TensorType::float32);
  for (std::size_t i = 0; i < whole.size(); ++i)
    for (const char byte : {'\0', '\xff', '9', '"', '{', ']', '-', ' '}) {
      std::string changed = whole;
      changed[i] = byte;
      const std::string answer = refusal(changed);
      INFO(i << ": " << answer);
      CHECK((answer == "no error" || answer.starts_with("f.safetensors: ")));
    }
}

TEST_CASE("a trained network starts again from its written weights") {
  std::vector<Tensor> weights;
  tryall::train::TrainingHooks keeping;
  keeping.training_done = [&](const auto& trained, const auto&) { weights = trained; };
  const RunResult first = run_tiny(tiny_config(), 1, keeping);
  const TensorFile file = parsed(to_safetensors({weights}, TensorType::float32));
  CHECK(file.tensors == weights);
  tryall::train::TrainingConfig still = tiny_config();
  still.learning_rate = 1e-30;
  still.epochs = 1;
  tryall::train::TrainingHooks beginning;
  beginning.initial_weights = &file.tensors;
  const RunResult again = run_tiny(still, 1, beginning);
  CHECK(again.final_values[test_loss] == first.final_values[test_loss]);
  CHECK(again.final_values[test_accuracy] == first.final_values[test_accuracy]);
}

}  // namespace safetensors_test
