#include "data/csv/csv_dataset.hpp"
#include "sources.hpp"

namespace tryall::data {
namespace {

Dataset load_csv(const Choice& choice, const std::filesystem::path& data_folder) {
  return csv_dataset(read_csv_data(choice, data_folder), choice);
}

Parameter word(std::string name, std::string fallback, std::string meaning,
               std::vector<std::string> words = {}) {
  return {.name = std::move(name),
          .type = Parameter::Type::word,
          .fallback = std::move(fallback),
          .meaning = std::move(meaning),
          .words = std::move(words)};
}

std::vector<Parameter> parameters() {
  return {
      {.name = "file",
       .type = Parameter::Type::word,
       .fallback = std::nullopt,
       .meaning = "the file, plain or .gz; a relative path is also looked for in the data folder"},
      word("test_file", "", "a file with the same columns whose rows are the test set; empty for none"),
      word("target", "", "the column to predict: its name, or its number counted from 1; empty for the last"),
      word("group", "",
           "a column whose rows of equal values (a patient, a house) stay together: no split divides them; "
           "by name or number, as target; no feature"),
      word("time", "",
           "a column of dates (2021-03-31) or numbers by which the split chronological sorts the rows; no "
           "feature"),
      word("weight", "",
           "a column of numbers of at least 0: what a row's loss counts for in training (train_loss is "
           "the weighted loss; no other metric, no scaler and no mean for missing values is weighted); no "
           "feature"),
      word("task", "auto",
           "auto: classification where the target is text or whole numbers of at most 20 different values, "
           "else regression",
           {"auto", "classification", "regression"}),
      word("delimiter", "auto",
           "what separates cells. auto: what a first line such as sep=; says, or the most frequent of comma, "
           "tab, semicolon and pipe in the first line; space: any number of blanks and tabs",
           {"auto", "comma", "tab", "semicolon", "pipe", "space"}),
      word("thousands", "none",
           "what stands between the thousands of numbers. comma: 1,037.5; point: 1.037,5, and a comma is "
           "decimal; space: 1 037.5 or 1 037,5; quote: 1'037.5 or 1'037,5; a number may be without",
           {"none", "comma", "point", "space", "quote"}),
      word("header", "auto",
           "whether the first line names the columns; auto: it does if no cell of it is a number; a "
           "doubtful guess is reported",
           {"auto", "yes", "no"}),
      word("missing", "refuse",
           "how to treat missing values (see na_values): refuse the file; replace them by the column's mean "
           "or median over the rows that are trained on (0 after scaling where none of those has a value), "
           "with missing text in no category; or drop the rows",
           {"refuse", "mean", "median", "drop"}),
      word("na_values", "auto",
           "what stands for a missing value, beside an empty cell. auto: NA, NaN, null and ?, and in columns "
           "of "
           "numbers also N/A, None, -, -- and other usual words, in capitals or not. Otherwise these words "
           "as they "
           "are written, separated by commas, and no others: -999,unknown; empty for none, so that NA is a "
           "value "
           "like others"),
      word("ignore", "", "columns to leave out, by name or number, separated by commas"),
      word("useless", "keep",
           "columns that tell a model nothing: a constant, an index of the rows, an identifier, text that is "
           "different in most rows or has more than 1,000 categories, one that equals another, one without "
           "values. keep: a feature like others, and said so (without values or with too many categories: "
           "refused); drop: left out",
           {"keep", "drop"}),
      rows_parameter()};
}

}  // namespace

SourceEntry csv_source() {
  return {
      {.name = "csv",
       .summary = "a CSV or TSV file with one sample per row; numbers are features as they are, dates "
                  "(2021-03-31, with or without a time) days since 1970, two words such as no and yes 0 and "
                  "1, and each other column of text one column of 0 and 1 per category (including those of "
                  "the test file)",
       .source = "RFC 4180",
       .advice = "Your own table; `tryall data FILE` says how it is read. For images use npz or idx, "
                 "which keep their shape.",
       .parameters = parameters()},
      load_csv,
      {"file", "test_file"}};
}

}  // namespace tryall::data
