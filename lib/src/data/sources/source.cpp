#include "tryall/data/sources/source.hpp"

#include "sources.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::data {

const std::vector<SourceEntry>& source_table() {
  static const std::vector<SourceEntry> table = [] {
    std::vector<SourceEntry> made = {digits_source(),        iris_source(),     wine_source(),
                                     breast_cancer_source(), diabetes_source(), moons_source(),
                                     spirals_source(),       blobs_source(),    sparse_linear_source(),
                                     mnist_source(),         idx_source(),      csv_source(),
                                     npy_source(),           npz_source()};
    for (const functions::FunctionEntry& entry : functions::function_table())
      made.push_back(function_source(entry));
    return made;
  }();
  return table;
}

const Family& sources() {
  static const Family family = family_of("dataset", "datasets", source_table());
  return family;
}

Dataset load(const Choice& choice, const std::filesystem::path& data_folder) {
  return entry_of(source_table(), choice).load(choice, data_folder);
}

}  // namespace tryall::data
