// Numbers with separators of thousands, where the setting says so.
#include "catch.hpp"
#include "csv_files.hpp"
#include "data/formats/csv_number.hpp"
#include "dataset_values.hpp"
#include "tryall/data/table_rows.hpp"
#include "tryall/error.hpp"

namespace csv_thousands_test {

using tryall::data::Dataset;
using tryall::data::number_in;
using tryall::data::Thousands;
using tryall::testing::CsvFiles;
using tryall::testing::shown;

namespace {

std::string spelled(std::string_view cell, Thousands thousands) {
  const std::optional<double> number = number_in(cell, thousands);
  return number ? fmt::format("{}", *number) : "text";
}

}  // namespace

TEST_CASE("a number may have separators before three digits each, and no others") {
  using enum Thousands;
  const std::tuple<Thousands, const char*, const char*> cases[] = {{none, "1,037", "text"},
                                                                   {none, "1037.5", "1037.5"},
                                                                   {comma, "1,037", "1037"},
                                                                   {comma, "-1,037,000.25", "-1037000.25"},
                                                                   {comma, "1037.5", "1037.5"},
                                                                   {comma, "3,5", "text"},
                                                                   {comma, "1,0370", "text"},
                                                                   {comma, "1037,000", "text"},
                                                                   {comma, "0,125", "text"},
                                                                   {comma, "1,037,5", "text"},
                                                                   {comma, "1.037,5", "text"},
                                                                   {comma, "1e3", "1000"},
                                                                   {point, "1.037", "1037"},
                                                                   {point, "1.037,5", "1037.5"},
                                                                   {point, "+12.345.678", "12345678"},
                                                                   {point, "3,5", "3.5"},
                                                                   {point, "1.5", "text"},
                                                                   {point, "0.125", "text"},
                                                                   {point, "1,037.5", "text"},
                                                                   {point, "12", "12"},
                                                                   {space, "1 037", "1037"},
                                                                   {space, "1 037,5", "1037.5"},
                                                                   {space, "1 037.5", "1037.5"},
                                                                   {space,
                                                                    "1\xc2\xa0"
                                                                    "037",
                                                                    "1037"},
                                                                   {space,
                                                                    "1\xe2\x80\xaf"
                                                                    "037",
                                                                    "1037"},
                                                                   {space, "2,5", "2.5"},
                                                                   {space, "1 03", "text"},
                                                                   {space, "1.037.000", "text"},
                                                                   {quote, "1'037'000.5", "1037000.5"},
                                                                   {quote,
                                                                    "1\xe2\x80\x99"
                                                                    "037",
                                                                    "1037"},
                                                                   {quote, "1 037", "text"},
                                                                   {quote, "", "text"}};
  for (const auto& [thousands, cell, expected] : cases) {
    INFO(cell);
    CHECK(spelled(cell, thousands) == expected);
  }
}

TEST_CASE("a file's numbers are read with the separators that it says") {
  CHECK(shown(CsvFiles("a;y\n1.037;0,5\n2,25;1.500\n12;-1\n").with("thousands", "point").load()) ==
        "1037 2.25 12");
  const Dataset dataset = CsvFiles("a;y\n12;0,5\n1.037;1.500\n2,5;-1\n").with("thousands", "point").load();
  CHECK(shown(dataset) == "12 1037 2.5");
  CHECK(dataset.targets == std::vector<double>{0.5, 1500, -1});
  CHECK(shown(CsvFiles("a,y\n\"1,037\",0.5\n12.5,1\n").with("thousands", "comma").load()) == "1037 12.5");
  CHECK(shown(CsvFiles("1 037;0.5\n12;1\n").with("thousands", "space").load()) == "1037 12");  // no header
  CHECK_THROWS_WITH(CsvFiles("a;y\n1.037;0,5\n1.5;1\n2;2\n3;2\n").with("thousands", "point").load(),
                    ContainsSubstring("line 3, column 'a': '1.5' is text where a number belongs"));
  CHECK_THROWS_WITH(CsvFiles("a;y\n1,037;0.5\n2;1\n").load(),
                    ContainsSubstring("or set thousands to \"comma\""));
  CHECK_THROWS_WITH(CsvFiles("a;y\n1.037,5;0.5\n2;1\n").load(),
                    ContainsSubstring("or set thousands to \"point\""));
}

TEST_CASE("rows to predict are read with the separators of training") {
  const tryall::testing::TemporaryFolder folder;
  const auto choice = [&](const std::filesystem::path& file) {
    return with_defaults(tryall::data::sources(),
                         {"csv", {{"file", file.string()}, {"thousands", std::string("point")}}});
  };
  const auto training = choice(folder.write("training.csv", "a;y\n1.037;0,5\n2;1.500\n"));
  const auto frame = std::make_shared<const Dataset>(tryall::data::load(training, {}));
  tryall::data::TableRows rows(frame, training, folder.write("new.csv", "y;a\n2.000,5;1.038,5\n1;3\n"));
  const auto batch = rows.next(10);
  CHECK(shown(*batch) == "1038.5 3");
  CHECK(batch->targets == std::vector<double>{2000.5, 1});
}

}  // namespace csv_thousands_test
