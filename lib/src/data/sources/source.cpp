#include "tryall/data/sources/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "../splits/subset.hpp"
#include "sources.hpp"

namespace tryall::data {
namespace {

/// So many samples of those before the test set, and the test set.
Dataset with_rows(Dataset dataset, std::size_t rows) {
  if (rows == 1)
    throw Error(ErrorCode::bad_input,
                "rows must be at least 2 or \"all\": nothing is learned from a single row");
  std::vector<std::uint32_t> samples(dataset.test_begin);
  std::iota(samples.begin(), samples.end(), 0U);
  constexpr std::uint64_t seed = 0;
  take_subset(samples, static_cast<double>(rows), dataset, seed);
  const std::size_t drawn = samples.size();
  for (std::size_t i = dataset.test_begin; i < dataset.samples(); ++i)
    samples.push_back(static_cast<std::uint32_t>(i));
  Dataset part = subset(dataset, samples);
  part.test_begin = drawn;
  part.notes = std::move(dataset.notes);
  part.notes.push_back(
      fmt::format("{} of {} rows are used, drawn at random; rows says how many", drawn, dataset.test_begin));
  return part;
}

}  // namespace

Parameter rows_parameter() {
  return {.name = "rows",
          .type = Parameter::Type::integer,
          .fallback = std::int64_t{0},
          .meaning =
              "so many of the rows, or all: of more they are drawn at random, of each class about as "
              "many, the same in each run; rows of one group together; a test set of its own stays",
          .low = 0,
          .zero_word = "all"};
}

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
  Dataset dataset;
  try {
    dataset = table.find(choice).load(choice, data_folder);
  } catch (const std::length_error&) {  // more than a vector can hold
    throw Error(
        ErrorCode::bad_input,
        fmt::format("dataset '{}' is too large with these settings: ask for fewer samples", choice.name));
  }
  check_consistent(dataset);
  const auto rows = choice.settings.contains("rows") ? choice.integer("rows") : 0;
  if (rows > 0 && static_cast<std::size_t>(rows) < dataset.test_begin)
    return with_rows(std::move(dataset), static_cast<std::size_t>(rows));
  return dataset;
}

}  // namespace tryall::data
