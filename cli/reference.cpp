#include <fmt/format.h>

#include "context.hpp"
#include "reference_pages.hpp"
#include "tryall/error.hpp"

namespace tryall::cli {
namespace {

void write_pages(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    throw Error(ErrorCode::failed,
                fmt::format("{}: cannot make the folder: {}", folder.string(), error.message()));
  for (const ReferencePage& page : reference_pages()) write_file(folder / page.file, page.text);
}

}  // namespace

void add_reference(CommandLine& command, Context&) {
  auto folder = std::make_shared<std::filesystem::path>();
  command.option("folder", *folder, "Where the pages go; it is made if need be").required();
  command.action([folder] { write_pages(*folder); });
}

}  // namespace tryall::cli
