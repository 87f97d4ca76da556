#pragma once

#include <filesystem>
#include <optional>

#include "tryall/data/sources/source.hpp"

namespace tryall::data {

#define TRYALL_TECHNIQUE(name) SourceEntry name();
#include "sources.def"
#undef TRYALL_TECHNIQUE

/// The setting `rows` of sources that read files: `load` draws them.
Parameter rows_parameter();

/// The weights w of a choice of sparse_linear, which has all its settings.
std::vector<double> sparse_linear_weights(const Choice& choice);

/// A dataset from the four files of MNIST's layout in `folder`; each file plain or with ".gz".
/// Without `classes`, they are counted from the training labels.
Dataset load_idx_folder(const std::filesystem::path& folder, const std::string& name,
                        std::optional<std::size_t> classes);

/// The file of that name, plain or with ".gz": a relative one is looked for where the program runs, then in
/// the data folder. Throws Error where there is none.
std::filesystem::path find_file(const std::string& name, const std::filesystem::path& data_folder);

}  // namespace tryall::data
