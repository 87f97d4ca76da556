#include "tryall/data/sources/source.hpp"

#include "sources.hpp"

namespace tryall::data {

const Table<SourceEntry>& source_table() {
  static const Table<SourceEntry> table = [] {
    Table<SourceEntry> made("dataset", "datasets",
                            {
#define TRYALL_TECHNIQUE(name) name(),
#include "sources.def"
#undef TRYALL_TECHNIQUE
                            });
    for (const functions::FunctionEntry& entry : functions::function_table())
      made.add(function_source(entry));
    return made;
  }();
  return table;
}

Dataset load(const Choice& choice, const std::filesystem::path& data_folder,
             const Table<SourceEntry>& table) {
  Dataset dataset = table.find(choice).load(choice, data_folder);
  check_consistent(dataset);
  return dataset;
}

}  // namespace tryall::data
