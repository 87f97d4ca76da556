#include <cstdlib>

#include "trained_sweep.hpp"

using namespace tryall::testing;

namespace {

const std::string columns = "SELECT repository, repository_commit, repository_dirty FROM v_runs LIMIT 1";

void shell(const TemporaryFolder& folder, const std::string& command) {
  REQUIRE(std::system(("cd '" + folder.path().string() + "' && " + command).c_str()) == 0);
}

/// The tiny sweep, in a git work tree with a commit.
struct TrackedSweep {
  TrackedSweep() {
    folder.write("tiny.json", tiny_sweep);
    shell(folder,
          "git init -q -b main . && git add tiny.json && "
          "git -c user.email=a@b -c user.name=a -c commit.gpgsign=false commit -q -m one && "
          "git rev-parse HEAD > commit && git rev-parse --show-toplevel > top");
  }

  std::string repository_cells(const std::string& seed) const {
    REQUIRE(run({"run", "tiny.json", "-q", "--db", seed + ".db", "--set", "seed=" + seed}).status == 0);
    return run({"query", "--db", seed + ".db", "--format", "csv", "--sql", columns}).out;
  }
  Finished run(const std::vector<std::string>& arguments) const {
    return run_tryall(arguments, folder.path());
  }
  std::string line(const char* file) const {
    std::string text = read_file(folder / file);
    text.pop_back();
    return text;
  }

  TemporaryFolder folder;
};

/// What `tryall show` prints of the store's first run.
std::string shown(const TemporaryFolder& folder, const std::string& store) {
  const std::string key =
      run_tryall({"query", "--db", store, "--format", "csv", "--sql", "SELECT run FROM v_runs LIMIT 1"},
                 folder.path())
          .out.substr(4, 32);
  return run_tryall({"show", key, "--db", store}, folder.path()).out;
}

}  // namespace

TEST_CASE("a run knows the git work tree in which its sweep ran, and show prints it") {
  const TrackedSweep sweep;
  const std::string header = "repository,repository_commit,repository_dirty\n";
  CHECK(sweep.repository_cells("0") == header + sweep.line("top") + "," + sweep.line("commit") + ",0\n");
  sweep.folder.write("tiny.json", tiny_sweep + "\n");
  CHECK(sweep.repository_cells("1") == header + sweep.line("top") + "," + sweep.line("commit") + ",1\n");
  const std::string text = shown(sweep.folder, "1.db");
  CHECK_THAT(text, ContainsSubstring("\nrepository        " + sweep.line("top") + "\n"));
  CHECK_THAT(text, ContainsSubstring("\nrepository_commit " + sweep.line("commit") + "\n"));
  CHECK_THAT(text, ContainsSubstring("\nrepository_dirty  true\n"));
  CHECK_THAT(text, ContainsSubstring("\ncpu_seconds       "));
}

TEST_CASE("outside a git work tree a run has no repository, and show is silent about it") {
  const TrainedSweep trained;
  CHECK(trained.query({"--format", "csv", "--sql", columns}).out ==
        "repository,repository_commit,repository_dirty\n,,0\n");
  CHECK(shown(trained.folder, "tryall.db").find("repository") == std::string::npos);
}
