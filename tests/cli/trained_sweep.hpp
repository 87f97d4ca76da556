#pragma once

#include "catch.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"

namespace tryall::testing {

/// A folder with the tiny sweep trained on some seeds.
struct TrainedSweep {
  explicit TrainedSweep(const std::string& seeds = "0,1") {
    folder.write("tiny.json", tiny_sweep);
    REQUIRE(run({"run", "tiny.json", "--set", "seed=" + seeds, "-q"}).status == 0);
  }

  Finished run(const std::vector<std::string>& arguments) const {
    return run_tryall(arguments, folder.path());
  }
  Finished query(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "query");
    return run(arguments);
  }
  /// The command with these words is refused with that message.
  void check_refused(std::vector<std::string> command, const std::vector<std::string>& words,
                     const std::string& message) const {
    command.insert(command.end(), words.begin(), words.end());
    const Finished finished = run(command);
    INFO(finished.err);
    CHECK(finished.status == 2);
    CHECK_THAT(finished.err, ContainsSubstring(message));
  }
  std::string written(const char* name) const { return read_file(folder / name); }

  TemporaryFolder folder;
};

}  // namespace tryall::testing
