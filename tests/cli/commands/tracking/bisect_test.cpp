#include <cstdlib>

#include "catch.hpp"
#include "tracked_program.hpp"

using namespace tryall::testing;

namespace {

/// A repository of seven commits whose "program" is a script that answers as the file `status` says: from the
/// sixth on it finds something worse; the fourth does not build.
struct BisectedRepository {
  BisectedRepository() {
    shell(
        "git init -q -b main . && git config user.email a@b && git config user.name a && "
        "git config commit.gpgsign false");
    for (int i = 1; i <= 7; ++i) commit(i, i >= 6 ? "exit 1" : i == 4 ? "broken" : "exit 0");
    outside.write("build",
                  "#!/bin/sh\ngrep -q broken status && exit 1\n"
                  "{ echo '#!/bin/sh'; cat status; } > program && chmod +x program\n");
  }

  void commit(int i, const std::string& script) const {
    folder.write("status", script + "\n");
    folder.write("source", std::to_string(i));
    shell("git add -A && git commit -q -m 'change " + std::to_string(i) + "' && git tag c" +
          std::to_string(i));
  }

  void shell(const std::string& command) const {
    if (std::system(("cd '" + folder.path().string() + "' && " + command).c_str()) != 0)
      throw std::runtime_error("failed: " + command);
  }
  bool holds(const std::string& command) const {
    return std::system(("cd '" + folder.path().string() + "' && " + command).c_str()) == 0;
  }

  Finished bisect(const std::string& good, const std::string& bad) const {
    return run_tryall({"bisect", "--against", (store.folder / "main.json").string(), "--good", good, "--bad",
                       bad, "--program", "./program", "--", "sh", (outside / "build").string()},
                      {.folder = folder.path(), .variables = {{"HOME", outside.path().string()}}});
  }

  TemporaryFolder folder, outside;
  TrackedStore store;
};

/// What a check prints where its data are not those of the baseline.
const std::string other_data =
    "echo 'adam  3  could not run  its dataset d.csv changed: hash 12 then, 34 now'; exit 4";

}  // namespace

TEST_CASE("bisect finds the first worse commit, names what does not build, and goes back to where it was") {
  const BisectedRepository repository;
  const Finished found = repository.bisect("c1", "c7");
  INFO(found.err);
  CHECK(found.status == 0);
  CHECK_THAT(found.out, StartsWith("first worse commit: ") && ContainsSubstring(" change 6\n"));
  CHECK_THAT(found.err, ContainsSubstring("the build failed") && ContainsSubstring("not checked: ") &&
                            ContainsSubstring(" change 4: the build failed\n"));
  CHECK(repository.holds("test \"$(git symbolic-ref --short HEAD)\" = main"));
  CHECK(repository.holds("! git bisect log 2>/dev/null"));
}

TEST_CASE("bisect takes HEAD, branches and HEAD~N for what they are before anything is checked out") {
  const BisectedRepository repository;
  for (const char* bad : {"HEAD", "main", "HEAD~1"}) {
    INFO(bad);
    const Finished found = repository.bisect("HEAD~6", bad);
    INFO(found.err);
    CHECK(found.status == 0);
    CHECK_THAT(found.out, ContainsSubstring(" change 6\n"));
    CHECK(repository.holds("test \"$(git symbolic-ref --short HEAD)\" = main"));
  }
  repository.shell("git checkout -q --detach c7");
  CHECK_THAT(repository.bisect("c1", "HEAD").out, ContainsSubstring(" change 6\n"));
  CHECK(repository.holds("test \"$(git rev-parse HEAD)\" = \"$(git rev-parse c7)\""));
}

TEST_CASE("bisect refuses ends that are not what they are said to be, and work that is not committed") {
  const BisectedRepository repository;
  const Finished bad = repository.bisect("c6", "c7");
  CHECK(bad.status == 2);
  CHECK_THAT(bad.err,
             ContainsSubstring("--good c6 (") && ContainsSubstring(" change 6): quality is already worse"));
  CHECK_THAT(repository.bisect("c1", "c5").err, ContainsSubstring(" change 5): nothing is worse there"));
  CHECK_THAT(repository.bisect("c1", "c9").err, ContainsSubstring("no commit 'c9'"));
  CHECK_THAT(repository.bisect("HEAD", "main").err, ContainsSubstring("are the same commit"));
  CHECK_THAT(repository.bisect("c7", "c1").err, ContainsSubstring("--bad c1 comes before --good c7"));
  repository.folder.write("source", "work in progress");
  CHECK_THAT(repository.bisect("c1", "c7").err, ContainsSubstring("changes that are not committed"));
}

TEST_CASE("bisect says which end does not build or has other data, and what happened there") {
  const BisectedRepository repository;
  const Finished broken = repository.bisect("c4", "c7");
  CHECK(broken.status == 4);
  CHECK_THAT(broken.err,
             ContainsSubstring("--good c4 (") && ContainsSubstring(" change 4): the build failed\n"));
  repository.commit(8, other_data);
  const Finished changed = repository.bisect("c1", "HEAD");
  CHECK(changed.status == 4);
  CHECK_THAT(
      changed.err,
      ContainsSubstring("--bad HEAD (") &&
          ContainsSubstring(
              " change 8): the check could not run: its dataset d.csv changed: hash 12 then, 34 now\n"));
  CHECK(repository.holds("test \"$(git symbolic-ref --short HEAD)\" = main"));
}

TEST_CASE("bisect: where skipped commits hide the first worse one, they are named with what happened") {
  const BisectedRepository repository;
  repository.shell("git checkout -q -b other c5");
  repository.commit(8, other_data);
  repository.commit(9, "exit 3");
  repository.commit(10, "exit 1");
  const Finished hidden = repository.bisect("c1", "other");
  CHECK(hidden.status == 4);
  CHECK_THAT(hidden.err,
             ContainsSubstring("could not identify the first bad commit:\nnot checked: ") &&
                 ContainsSubstring(" change 8: the check could not run: its dataset d.csv changed") &&
                 ContainsSubstring(" change 9: not enough data to tell\n"));
}
