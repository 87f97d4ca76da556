#include <cstdlib>

#include "catch.hpp"
#include "tracked_program.hpp"

using namespace tryall::testing;

namespace {

/// A repository of seven commits whose "program" is a script that answers as the file `status` says: from the
/// sixth on it finds something worse; the fourth does not build.
struct Repository {
  Repository() {
    shell(
        "git init -q -b main . && git config user.email a@b && git config user.name a && "
        "git config commit.gpgsign false");
    for (int i = 1; i <= 7; ++i) {
      folder.write("status", i >= 6 ? "1" : i == 4 ? "broken" : "0");
      folder.write("source", std::to_string(i));
      shell("git add -A && git commit -q -m 'change " + std::to_string(i) + "' && git tag c" +
            std::to_string(i));
    }
    outside.write("build",
                  "#!/bin/sh\ngrep -q broken status && exit 1\n"
                  "printf '#!/bin/sh\\nexit %s\\n' \"$(cat status)\" > program && chmod +x program\n");
  }

  void shell(const std::string& command) const {
    if (std::system(("cd '" + folder.path().string() + "' && " + command).c_str()) != 0)
      throw std::runtime_error("failed: " + command);
  }

  Finished bisect(const std::string& good, const std::string& bad) const {
    return run_tryall({"bisect", "--against", (store.folder / "main.json").string(), "--good", good, "--bad",
                       bad, "--program", "./program", "--", "sh", (outside / "build").string()},
                      {.folder = folder.path(), .variables = {{"HOME", outside.path().string()}}});
  }

  TemporaryFolder folder, outside;
  TrackedStore store;
};

}  // namespace

TEST_CASE("bisect finds the first worse commit, skips what does not build, and goes back to where it was") {
  const Repository repository;
  const Finished found = repository.bisect("c1", "c7");
  INFO(found.err);
  CHECK(found.status == 0);
  CHECK_THAT(found.out, StartsWith("first worse commit: ") && ContainsSubstring(" change 6\n"));
  CHECK_THAT(found.err, ContainsSubstring("the build failed"));
  CHECK_NOTHROW(repository.shell("test \"$(git symbolic-ref --short HEAD)\" = main"));
  CHECK_NOTHROW(repository.shell("! git bisect log 2>/dev/null"));
}

TEST_CASE("bisect refuses ends that are not what they are said to be, and work that is not committed") {
  const Repository repository;
  const Finished bad = repository.bisect("c6", "c7");
  CHECK(bad.status == 2);
  CHECK_THAT(bad.err, ContainsSubstring("--good c6: something is worse already there"));
  CHECK_THAT(repository.bisect("c1", "c5").err, ContainsSubstring("--bad c5: nothing is worse there"));
  CHECK_THAT(repository.bisect("c1", "c9").err, ContainsSubstring("no commit 'c9'"));
  CHECK(repository.bisect("c4", "c7").status == 4);
  repository.folder.write("source", "work in progress");
  CHECK_THAT(repository.bisect("c1", "c7").err, ContainsSubstring("changes that are not committed"));
}
