#include "annotations.hpp"

#include <filesystem>

#include "baseline_source.hpp"

namespace tryall::cli {

void add_annotations_option(CommandLine& command, std::string& file) {
  file = "tryall-accepted.json";
  command.option("--annotations", file, "The file of accepted changes").show_default();
}

std::vector<tracking::Annotation> read_annotations(const std::string& file) {
  if (!std::filesystem::exists(file)) return {};
  return tracking::annotations_from_text(read_text(file), file);
}

}  // namespace tryall::cli
