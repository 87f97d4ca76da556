#pragma once

#include <cstdint>
#include <string>

#include "temporary_folder.hpp"
#include "tryall/data/sources/source.hpp"

namespace tryall::testing {

/// A CSV file in a folder of its own, what the source `csv` is asked about it, and perhaps a test file.
class CsvFiles {
 public:
  explicit CsvFiles(const std::string& text)
      : choice_{"csv", {{"file", folder_.write("data.csv", text).string()}}} {}

  void test(const std::string& text) {
    choice_.settings["test_file"] = folder_.write("test.csv", text).string();
  }
  CsvFiles& with(const std::string& setting, const char* value) {
    choice_.settings[setting] = std::string(value);
    return *this;
  }
  CsvFiles& with(const std::string& setting, std::int64_t value) {
    choice_.settings[setting] = value;
    return *this;
  }
  data::Dataset load() const {
    return data::load(with_defaults(data::sources(), choice_), folder_ / "elsewhere");
  }

  const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
  Choice choice_;
};

}  // namespace tryall::testing
