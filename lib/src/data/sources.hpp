#pragma once

#include <filesystem>

#include "tryall/data/source.hpp"

namespace tryall::data {

SourceEntry digits_source();
SourceEntry mnist_source();
SourceEntry idx_source();

/// A dataset from the four files of MNIST's layout in `folder`; each file plain or with ".gz".
/// Without `classes`, they are counted from the training labels.
Dataset load_idx_folder(const std::filesystem::path& folder, const std::string& name,
                        std::optional<std::size_t> classes);

}  // namespace tryall::data
