#include "tryall/data/array_rows.hpp"
#include "catch.hpp"
#include "dataset_values.hpp"
#include "idx_files.hpp"
#include "npy_files.hpp"
#include "temporary_folder.hpp"
#include "tryall/error.hpp"

namespace array_rows_test {

using tryall::Choice;
using tryall::data::Dataset;
using tryall::testing::npy_bytes;
using tryall::testing::TemporaryFolder;
using tryall::testing::values;
using Numbers = std::vector<double>;
using Marks = std::vector<bool>;

namespace {

/// What a model of pairs of bytes with classes 3 and 7 was trained on.
std::shared_ptr<Dataset> pairs() {
  auto frame = std::make_shared<Dataset>();
  frame->name = "npz";
  frame->shape = {2};
  frame->features = 2;
  frame->classes = 2;
  frame->class_names = {"3", "7"};
  return frame;
}

Choice npz_choice(const std::string& features = "", const std::string& labels = "") {
  return {"npz", {{"file", "old.npz"}, {"features", features}, {"labels", labels}}};
}

std::string pair_bytes(const std::vector<std::uint8_t>& numbers) {
  return npy_bytes("|u1", "(" + std::to_string(numbers.size() / 2) + ", 2)", numbers);
}
std::string label_bytes(const std::vector<std::uint8_t>& labels) {
  return npy_bytes("|u1", "(" + std::to_string(labels.size()) + ",)", labels);
}

std::string refusal_of(const std::filesystem::path& file, const std::shared_ptr<Dataset>& frame = pairs()) {
  try {
    tryall::data::rows_for(frame, npz_choice(), file);
  } catch (const tryall::Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("samples of an .npz come in pieces, with the classes of their labels") {
  const TemporaryFolder folder;
  tryall::testing::write_npz(folder / "new.npz",
                             {{"x", pair_bytes({1, 2, 3, 4, 5, 6})}, {"y", label_bytes({7, 5, 3})}});
  const auto rows = tryall::data::rows_for(pairs(), npz_choice(), folder / "new.npz");
  const auto first = rows->next(2);
  CHECK(values(*first) == Numbers{1, 2, 3, 4});
  CHECK(first->labels == std::vector<std::int32_t>{1, 0});
  CHECK(rows->has_target() == Marks{true, false});  // 5 is no class of the model's
  const auto second = rows->next(2);
  CHECK(values(*second) == Numbers{5, 6});
  CHECK(rows->has_target() == Marks{true});
  CHECK(rows->next(2)->samples() == 0);
  REQUIRE(rows->notes().size() == 1);
  CHECK_THAT(rows->notes()[0], ContainsSubstring("label 5 is of no class of the model's"));
}

TEST_CASE("samples are taken from the array of the model's data, from x, x_test, or the only one") {
  const TemporaryFolder folder;
  const auto first_value = [&](const std::map<std::string, std::string>& arrays, const Choice& choice) {
    tryall::testing::write_npz(folder / "new.npz", arrays);
    return values(*tryall::data::rows_for(pairs(), choice, folder / "new.npz")->next(9))[0];
  };
  const std::string one = pair_bytes({1, 0}), two = pair_bytes({2, 0}), three = pair_bytes({3, 0});
  CHECK(first_value({{"images", three}, {"x", one}, {"x_test", two}}, npz_choice("images")) == 3);
  CHECK(first_value({{"images", three}, {"x", one}, {"x_test", two}}, npz_choice()) == 1);
  CHECK(first_value({{"images", three}, {"x_test", two}}, npz_choice()) == 2);
  CHECK(first_value({{"images", three}}, {"npy", {{"features", "old.npy"}}}) == 3);
  tryall::testing::write_npz(folder / "many.npz", {{"a", one}, {"b", two}});
  CHECK_THAT(refusal_of(folder / "many.npz"), ContainsSubstring("taken from x or x_test; it has a, b"));
}

TEST_CASE("samples may be a .npy file or IDX images, and must have the model's shape") {
  const TemporaryFolder folder;
  folder.write("new.npy", pair_bytes({8, 9}));
  const auto rows = tryall::data::rows_for(pairs(), npz_choice(), folder / "new.npy");
  CHECK(values(*rows->next(9)) == Numbers{8, 9});
  CHECK(rows->has_target() == Marks{false});
  folder.write("flat.npy", npy_bytes("|u1", "(2, 3)", std::vector<std::uint8_t>{1, 2, 3, 4, 5, 6}));
  CHECK_THAT(refusal_of(folder / "flat.npy"), ContainsSubstring("samples of shape (3), the model takes (2)"));
  folder.write("bad.npy", npy_bytes("<f4", "(1, 2)", std::vector<float>{1, NAN}));
  CHECK_THAT(refusal_of(folder / "bad.npy"), ContainsSubstring("holds NaN in row 0"));
  folder.write("table.csv", "a,b\n1,2\n");
  CHECK_THAT(refusal_of(folder / "table.csv"), ContainsSubstring(".npy, .npz or IDX images"));
  CHECK_THAT(refusal_of("-"), ContainsSubstring("not from the standard input"));
  auto images = pairs();
  images->shape = {1, 2};
  folder.write("images", tryall::testing::idx_bytes({1, 1, 2}, "\x05\x06"));
  CHECK(values(*tryall::data::rows_for(images, {"idx", {}}, folder / "images")->next(9)) == Numbers{5, 6});
}

TEST_CASE("targets of arrays are as many as samples and columns") {
  const TemporaryFolder folder;
  auto frame = pairs();
  frame->task = tryall::Task::regression;
  frame->classes = 0;
  frame->class_names = {};
  tryall::testing::write_npz(folder / "new.npz",
                             {{"x", pair_bytes({1, 2, 3, 4})}, {"y", label_bytes({9, 11})}});
  const auto rows = tryall::data::rows_for(frame, npz_choice(), folder / "new.npz");
  CHECK(rows->next(9)->targets == Numbers{9, 11});
  tryall::testing::write_npz(folder / "new.npz", {{"x", pair_bytes({1, 2})}, {"y", label_bytes({9, 11})}});
  CHECK_THAT(refusal_of(folder / "new.npz", frame), ContainsSubstring("there must be 1"));
}

}  // namespace array_rows_test
