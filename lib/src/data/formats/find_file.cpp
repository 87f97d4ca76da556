#include <fmt/format.h>

#include "data/sources/sources.hpp"
#include "tryall/error.hpp"

namespace tryall::data {

std::filesystem::path find_file(const std::string& name, const std::filesystem::path& data_folder) {
  if (name.empty()) throw Error(ErrorCode::bad_input, "the name of the data's file is empty");
  std::error_code ignored;
  for (const std::filesystem::path& file : {std::filesystem::path(name), data_folder / name})
    for (const char* ending : {"", ".gz"}) {
      std::filesystem::path candidate = file.string() + ending;
      if (std::filesystem::exists(candidate, ignored)) return candidate;
    }
  if (std::filesystem::path(name).is_absolute())
    throw Error(ErrorCode::bad_input, fmt::format("{}: no such file, plain or with .gz", name));
  throw Error(ErrorCode::bad_input,
              fmt::format("{}: no such file, plain or with .gz, here or in the data folder {}; set the data "
                          "folder with --data or TRYALL_DATA",
                          name, data_folder.string()));
}

}  // namespace tryall::data
