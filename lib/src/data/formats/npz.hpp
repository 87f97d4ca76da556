#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data/array_dataset.hpp"
#include "tryall/data/formats/bytes.hpp"

struct zip;

namespace tryall::data {

/// A .npz file: a ZIP archive of .npy files, read by libzip; it may be gzipped.
class NpzFile {
 public:
  /// Throws Error for a file that is missing or not a ZIP archive, and for two arrays of one name.
  explicit NpzFile(const std::filesystem::path& file);

  const std::string& name() const { return file_; }
  bool has(const std::string& name) const;
  /// The names of the arrays, without ".npy".
  std::vector<std::string> names() const;
  /// Throws Error for an array that is not there, with the names of those that are, is damaged, or unpacks to
  /// more than `most` bytes.
  NamedArray read(const std::string& name, std::size_t most = most_unpacked_bytes()) const;

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  void refuse_repeated_names() const;

  std::string file_;
  std::vector<std::uint8_t> unpacked_;  ///< Where the archive as a whole was gzipped.
  std::unique_ptr<zip, Close> archive_;
};

}  // namespace tryall::data
