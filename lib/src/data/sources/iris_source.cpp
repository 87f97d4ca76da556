#include "embedded_table.hpp"
#include "sources.hpp"

namespace tryall::embedded {
extern const unsigned char iris[];
extern const std::size_t iris_size;
}  // namespace tryall::embedded

namespace tryall::data {
namespace {

Dataset load_iris(const Choice&, const std::filesystem::path&) {
  return embedded_table("iris", {embedded::iris, embedded::iris_size}, {"setosa", "versicolor", "virginica"});
}

}  // namespace

SourceEntry iris_source() {
  return {
      {.name = "iris",
       .summary = "150 irises by four lengths in cm, 50 of each of 3 species; built into the program",
       .source =
           "R. A. Fisher (1936), Iris, UCI Machine Learning Repository, CC BY 4.0; as scikit-learn ships it",
       .advice = "Tiny and easy: for checking a setup, not for comparing techniques. The validation split "
                 "has about 12 samples, so use k_fold or many seeds.",
       .parameters = {}},
      load_iris};
}

}  // namespace tryall::data
