#include <sys/stat.h>
#include <sys/wait.h>

#include <cstdlib>

#include "catch.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"
#include "trained_sweep.hpp"

using namespace tryall::testing;

namespace {

/// Runs a shell script in which `$T` is the program and `small` a folder on a file system of its own, mounted
/// for this process alone. Nothing when this machine does not allow that.
bool in_small_place(const TemporaryFolder& folder, const std::string& script) {
  std::filesystem::create_directories(folder / "small");
  const std::string enter = "unshare --user --map-root-user --mount sh -c '";
  if (std::system((enter + "mount -t tmpfs -o size=1m tmpfs " + (folder / "small").string() + "' 2>/dev/null")
                      .c_str()) != 0) {
    WARN("this machine does not let us mount a small file system; not tested");
    return false;
  }
  folder.write("script.sh", "set -e\ncd " + folder.path().string() + "\nT=" TRYALL_BINARY "\n" + script);
  const int status = std::system((enter + "sh " + (folder / "script.sh").string() + "'").c_str());
  CHECK(WEXITSTATUS(status) == 0);
  return true;
}

/// Curves long enough that a small disk is soon full.
const std::string talkative_sweep = R"({
  "base": {"model": "softmax", "epochs": 40, "batch_size": 512},
  "axes": {"learning_rate": {"log": [0.001, 0.1, 30]}, "seed": {"count": 5}}
})";

}  // namespace

TEST_CASE("a disk that fills up ends the sweep with a clear message and loses nothing that was stored") {
  const TemporaryFolder folder;
  folder.write("sweep.json", talkative_sweep);
  const bool done = in_small_place(folder, R"sh(
    mount -t tmpfs -o size=400k tmpfs small
    status=0; $T run sweep.json --db small/s.db >out.txt 2>err.txt || status=$?
    echo $status >status.txt
    $T doctor --db small/s.db >doctor.txt || true
    $T query --db small/s.db --sql "SELECT count(*) FROM runs" --format csv >count.txt
    mount -o remount,size=100m small
    $T run sweep.json --db small/s.db --quiet
    $T fingerprint --db small/s.db >resumed.txt
    $T run sweep.json --db elsewhere.db --quiet
    $T fingerprint --db elsewhere.db >undisturbed.txt
  )sh");
  if (!done) return;
  CHECK(read_file(folder / "status.txt") == "4\n");
  CHECK_THAT(read_file(folder / "err.txt"),
             ContainsSubstring("small/s.db: the disk is full; what was stored before is "
                               "safe. Free some space and run the same command again"));
  CHECK_THAT(read_file(folder / "doctor.txt"), ContainsSubstring("runs, sound"));
  CHECK(read_file(folder / "count.txt") != "count(*)\n0\n");
  CHECK(read_file(folder / "resumed.txt") == read_file(folder / "undisturbed.txt"));
}

TEST_CASE("a disk that is full from the start leaves no half-made store") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  const bool done = in_small_place(folder, R"sh(
    mount -t tmpfs -o size=16k tmpfs small
    status=0; $T run tiny.json --db small/s.db >out.txt 2>err.txt || status=$?
    echo $status >status.txt
    ls -A small >left.txt
  )sh");
  if (!done) return;
  CHECK(read_file(folder / "status.txt") == "4\n");
  CHECK_THAT(read_file(folder / "err.txt"), ContainsSubstring("small/s.db: the disk is full"));
  CHECK(read_file(folder / "left.txt") == "");
}

TEST_CASE("a report that does not fit the disk leaves the old report whole") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  const bool done = in_small_place(folder, R"sh(
    $T run tiny.json --quiet
    mount -t tmpfs -o size=8k tmpfs small
    echo old >small/tiny.html
    status=0; $T report --output small/tiny.html >out.txt 2>err.txt || status=$?
    echo $status >status.txt
    ls -A small >left.txt
    cat small/tiny.html >kept.txt
  )sh");
  if (!done) return;
  CHECK(read_file(folder / "status.txt") == "4\n");
  CHECK_THAT(read_file(folder / "err.txt"),
             ContainsSubstring("small/tiny.html: cannot write: No space left on device"));
  CHECK(read_file(folder / "left.txt") == "tiny.html\n");
  CHECK(read_file(folder / "kept.txt") == "old\n");
}

TEST_CASE("a folder that cannot be written is named, and a store in it can still be read") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  const bool done = in_small_place(folder, R"sh(
    mount -t tmpfs -o size=10m tmpfs small
    $T run tiny.json --quiet --db small/there.db
    $T fingerprint --db small/there.db >before.txt
    mount -o remount,ro small
    status=0; $T run tiny.json --db small/new.db >out.txt 2>err.txt || status=$?
    echo $status >status.txt
    status=0; $T run tiny.json --set seed=9 --db small/there.db >out.txt 2>err2.txt || status=$?
    echo $status >>status.txt
    $T fingerprint --db small/there.db >after.txt
  )sh");
  if (!done) return;
  CHECK(read_file(folder / "status.txt") == "4\n4\n");
  CHECK_THAT(read_file(folder / "err.txt"), ContainsSubstring("small/new.db: cannot be written"));
  CHECK_THAT(read_file(folder / "err2.txt"), ContainsSubstring("small/there.db: cannot be written"));
  CHECK(read_file(folder / "after.txt") == read_file(folder / "before.txt"));
}

TEST_CASE("output that cannot be written is an error, not silence") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  REQUIRE(run_tryall({"run", "tiny.json", "-q"}, folder.path()).status == 0);
  const std::string command =
      "cd " + folder.path().string() + " && " TRYALL_BINARY " query >/dev/full 2>err.txt";
  CHECK(WEXITSTATUS(std::system(command.c_str())) == 4);
  CHECK(read_file(folder / "err.txt") == "standard output: cannot write: No space left on device\n");
}

TEST_CASE("a store is a file, whatever its name says, and a pipe is none") {
  const TrainedSweep trained;
  const TemporaryFolder& folder = trained.folder;
  for (const char* name : {":memory:", "file:x.db?mode=ro", "a?b#c%20.db"}) {
    CAPTURE(name);
    REQUIRE(trained.run({"run", "tiny.json", "-q", "--db", name}).status == 0);
    CHECK(std::filesystem::file_size(folder / name) > 0);
    CHECK_THAT(trained.run({"status", "--db", name}).out, ContainsSubstring("tiny"));
  }
  CHECK(trained.run({"status", "--db", "/" + (folder / "tryall.db").string()}).status == 0);
  REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  for (const char* command : {"query", "status", "doctor"})
    CHECK_THAT(trained.run({command, "--db", "pipe"}).err + trained.run({command, "--db", "pipe"}).out,
               ContainsSubstring("pipe: is no regular file"));
  CHECK(trained.run({"run", "tiny.json", "--db", "pipe"}).status == 2);
}
