#include "tryall/train/library.hpp"

#include <fmt/format.h>

#include "tryall/error.hpp"

namespace tryall {
namespace {

template <class Entry>
void refuse_revisions(const Table<Entry>& table) {
  for (const Entry& entry : table)
    if (!entry.about.revision.empty())
      throw Error(
          ErrorCode::bad_input,
          fmt::format("{} '{}' has a revision, which is part of no run's key; give it another name when "
                      "it changes",
                      table.family().singular, entry.about.name));
}

/// Models name their activation by a word.
void offer_activations(Library& library) {
  if (library.activations.size() == nn::activation_table().size()) return;
  Table<nn::ModelEntry> models(library.models.family().singular, library.models.family().plural, {});
  for (nn::ModelEntry entry : library.models) {
    for (Parameter& parameter : entry.about.parameters)
      if (parameter.name == "activation") parameter.words = library.activations.family().names();
    models.add(std::move(entry));
  }
  library.models = std::move(models);
}

void offer_functions(Library& library) {
  for (const functions::FunctionEntry& entry : library.functions)
    if (!library.sources.named(entry.about.name)) library.sources.add(data::function_source(entry));
}

}  // namespace

std::shared_ptr<const Library> share(Library library) {
  refuse_revisions(library.activations);
  refuse_revisions(library.functions);
  offer_activations(library);
  offer_functions(library);
  return std::make_shared<const Library>(std::move(library));
}

const std::shared_ptr<const Library>& shared_standard_library() {
  static const std::shared_ptr<const Library> library = share(standard_library());
  return library;
}

}  // namespace tryall
