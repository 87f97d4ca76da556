#include "embedded_table.hpp"
#include "sources.hpp"

namespace tryall::embedded {
extern const unsigned char wine[];
extern const std::size_t wine_size;
}  // namespace tryall::embedded

namespace tryall::data {
namespace {

Dataset load_wine(const Choice&, const std::filesystem::path&) {
  return embedded_table("wine", {embedded::wine, embedded::wine_size}, {"class_0", "class_1", "class_2"});
}

}  // namespace

SourceEntry wine_source() {
  return {
      {.name = "wine",
       .summary =
           "178 wines of one region by 13 chemical measurements, from 3 cultivars; built into the program",
       .source = "S. Aeberhard and M. Forina (1992), Wine, UCI Machine Learning Repository, CC BY 4.0; as "
                 "scikit-learn ships it",
       .advice = "Small table in very different units: shows what scalers are for. Easy once scaled, so use "
                 "k_fold or many seeds.",
       .parameters = {}},
      load_wine};
}

}  // namespace tryall::data
