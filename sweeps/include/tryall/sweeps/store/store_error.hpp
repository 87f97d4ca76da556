#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "tryall/error.hpp"

namespace tryall::sweeps {

/// What helps with a store that cannot be used. Whoever shows the error words it.
enum class StoreRemedy {
  another_store,  ///< To choose another store.
  make_one,       ///< To train something into it, or to choose another.
  examine,        ///< To have its damage listed.
  merge,          ///< To merge `other`, in which results were saved, into it, and to run the command again.
};

/// An Error about a store.
class StoreError : public Error {
 public:
  StoreError(ErrorCode code, const std::string& message, StoreRemedy remedy, std::filesystem::path file,
             std::filesystem::path other = {})
      : Error(code, message), remedy_(remedy), file_(std::move(file)), other_(std::move(other)) {}

  StoreRemedy remedy() const { return remedy_; }
  const std::filesystem::path& file() const { return file_; }
  const std::filesystem::path& other() const { return other_; }

 private:
  StoreRemedy remedy_;
  std::filesystem::path file_, other_;
};

}  // namespace tryall::sweeps
