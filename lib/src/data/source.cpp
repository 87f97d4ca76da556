#include "tryall/data/source.hpp"

#include "sources.hpp"
#include "tryall/table.hpp"

namespace tryall::data {

const std::vector<SourceEntry>& source_table() {
  static const std::vector<SourceEntry> table = {digits_source(), mnist_source(), idx_source()};
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
