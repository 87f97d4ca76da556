#include <sys/stat.h>

#include <csignal>
#include <cstdlib>

#include "catch.hpp"
#include "trained_sweep.hpp"
#include "watch_store.hpp"

using namespace tryall::testing;

namespace {

/// Runs scripts in the folder, in which `$T` is the program.
struct Trained : TrainedSweep {
  void script(const std::string& text) const {
    folder.write("script.sh", "set -e\ncd '" + folder.path().string() + "'\nT=" TRYALL_BINARY "\n" + text);
    const int status = std::system(("bash " + (folder / "script.sh").string()).c_str());
    INFO(text);
    CHECK(status == 0);
  }
};

unsigned mode_of(const std::filesystem::path& file) {
  struct stat about {};
  REQUIRE(stat(file.c_str(), &about) == 0);
  return about.st_mode & 07777;
}

}  // namespace

TEST_CASE("output into a pipe, a descriptor or a device goes there, and these stay what they are") {
  const Trained trained;
  trained.script(R"sh(
    mkfifo pipe; cat pipe >got.txt & $T report --json pipe --format csv >/dev/null 2>&1; wait
    test -p pipe; grep -q '"sections"' got.txt
    $T query -o >(cat >substituted.txt) --format csv 2>/dev/null; wait $!; grep -q optimizer substituted.txt
    ln -s /proc/self/fd/1 out; $T report --json out --format csv >all.txt 2>/dev/null
    test -L out; head -1 all.txt | grep -q rank; grep -q '"sections"' all.txt
    $T query --format csv --output /dev/stdout >rows.txt 2>/dev/null; head -1 rows.txt | grep -q rank
    echo first >log; $T query --format csv --output /dev/fd/7 7>>log 2>/dev/null; head -1 log | grep -q first; grep -q rank log
    $T query --format csv --output /dev/null 2>/dev/null; test -c /dev/null
    if test -e /dev/full; then ! $T query --format csv --output /dev/full 2>full.txt; grep -q 'No space' full.txt; fi
  )sh");
}

TEST_CASE(
    "output follows links, has the rights that the umask leaves, and keeps those of a file that is there") {
  const Trained trained;
  trained.script(R"sh(
    (umask 077; $T report --html private.html >/dev/null 2>&1)
    (umask 002; $T query -o shared.csv 2>/dev/null)
    touch kept.csv; chmod 640 kept.csv; $T query -o kept.csv 2>/dev/null
    mkdir far; ln -s far/real.csv link.csv; $T query -o link.csv 2>/dev/null; test -L link.csv; test -s far/real.csv
    ln -s link.csv second.csv; $T query -o second.csv 2>/dev/null; test -L second.csv; test -L link.csv
    ln -s loop.csv loop.csv; ! $T query -o loop.csv 2>loop.txt; grep -q 'symbolic links' loop.txt
    test -z "$(ls -A | grep tryall-)"
  )sh");
  CHECK(mode_of(trained.folder / "private.html") == 0600);
  CHECK(mode_of(trained.folder / "shared.csv") == 0664);
  CHECK(mode_of(trained.folder / "kept.csv") == 0640);
}

TEST_CASE("a name that ends in no form that can be written is refused") {
  const Trained trained;
  const Finished parquet = trained.run({"query", "--output", "x.parquet"});
  CHECK(parquet.status == 2);
  CHECK(parquet.err ==
        "--output x.parquet: unknown ending .parquet; end the name in .csv, .json, .md, .npy, .npz, .txt\n");
  CHECK(trained.run({"query", "--output", "x.xlsx"}).status == 2);
  CHECK(trained.run({"report", "--output", "x.docx"}).status == 2);
  CHECK(trained.run({"report", "--md", "x.json"}).status == 2);
  CHECK(trained.run({"report", "--json", "x.html"}).status == 2);
  CHECK(trained.run({"check", "--against", "x", "--output", "x.pdf"}).status == 2);
  CHECK(trained.run({"train", "tiny.json", "--weights-out", "x.pt"}).status == 2);
  for (const char* file : {"x.parquet", "x.xlsx", "x.docx", "x.json", "x.html", "x.pdf", "x.pt"})
    CHECK_FALSE(std::filesystem::exists(trained.folder / file));
  REQUIRE(trained.run({"query", "--output", "x.parquet", "--format", "csv"}).status == 0);
  REQUIRE(trained.run({"query", "--output", "rows.CSV"}).status == 0);
  CHECK_THAT(read_file(trained.folder / "rows.CSV"), StartsWith("rank,"));
  REQUIRE(trained.run({"query", "--output", "rows"}).status == 0);
  CHECK_THAT(read_file(trained.folder / "rows"), StartsWith("rank  "));
}

TEST_CASE("what cannot be written is refused before anything is trained or read") {
  const Trained trained;
  const std::string far(260, 'a');
  for (const std::string& file : {std::string("nowhere/x"), far, std::string("tiny.json/x")}) {
    CHECK(trained.run({"query", "--output", file}).status == 4);
    CHECK(trained.run({"report", "--html", file}).status == 4);
    CHECK(trained.run({"train", "tiny.json", "--weights-out", file}).status == 4);
    const Finished check = trained.run({"check", "--against", "x", "--output", file, "--into", "today.db"});
    CHECK(check.status == 4);
    CHECK_THAT(check.err, ContainsSubstring("cannot write"));
  }
  CHECK(trained.run({"query", "--output", "."}).status == 2);
  CHECK_FALSE(std::filesystem::exists(trained.folder / "today.db"));
}

TEST_CASE("signals that the program was started to ignore stay ignored") {
  const TemporaryFolder folder;
  folder.write("long.json",
               R"({"base": {"model": "softmax", "epochs": 2}, "axes": {"seed": {"count": 3000}}})");
  for (const auto& [name, signal] :
       {std::pair("HUP", SIGHUP), std::pair("INT", SIGINT), std::pair("TERM", SIGTERM)}) {
    const std::string store = std::string(name) + ".db";
    Program program({"run", "long.json", "--jobs", "1", "--db", store},
                    {.folder = folder.path(),
                     .before = {"bash", "-c", std::string("trap '' ") + name + "; exec \"$0\" \"$@\""}});
    REQUIRE(wait_until([&] { return stored_runs(folder / store) > 0; }));
    program.send(signal);
    program.send(signal == SIGINT ? SIGTERM : SIGINT);
    const Finished finished = program.wait();
    CHECK(finished.status == 130);
    CHECK_THAT(finished.err,
               ContainsSubstring("stopped after"));  // two signals that count leave no time for a word
  }
}

TEST_CASE("sweeps with names of any script and length have reports of their own") {
  const TemporaryFolder folder;
  const auto report = [&](const std::string& name) {
    folder.write("s.json", R"({"name": ")" + name +
                               R"(", "base": {"model": "softmax", "epochs": 1, "train_size": 0.1}})");
    REQUIRE(run_tryall({"run", "s.json", "-q"}, folder.path()).status == 0);
    const Finished finished = run_tryall({"report"}, folder.path());
    CHECK(finished.status == 0);
    return finished.err;
  };
  CHECK(report("тест") == "report: тест.html\n");
  CHECK(report("опыт") == "report: опыт.html\n");
  CHECK_THAT(report(std::string(300, 'n')), StartsWith("report: nnnn"));
  CHECK(report("a b") != report("a/b"));
}

TEST_CASE("no output takes the place of a store, of a file that is read, or of another output") {
  const Trained trained;
  trained.folder.write("rows.csv", "a,y\n1,u\n2,v\n3,u\n4,v\n5,u\n6,v\n7,u\n8,v\n9,u\n10,v\n");
  trained.folder.write("config.json", R"({"dataset": {"name": "csv", "file": "rows.csv"}, "epochs": 1})");
  std::filesystem::create_symlink("rows.csv", trained.folder / "link.csv");
  std::filesystem::create_symlink("tryall.db", trained.folder / "link");
  REQUIRE(trained.run({"baseline", "set", "main"}).status == 0);
  REQUIRE(trained.run({"baseline", "export", "main", "main.json"}).status == 0);
  const auto refused = [&](const std::vector<std::string>& command, const char* why) {
    INFO(command.front() << " " << command.back());
    const std::string rows = read_file(trained.folder / "rows.csv"),
                      store = read_file(trained.folder / "tryall.db");
    const Finished finished = trained.run(command);
    CHECK(finished.status == 2);
    CHECK_THAT(finished.err, ContainsSubstring(why));
    CHECK(read_file(trained.folder / "rows.csv") == rows);
    CHECK(read_file(trained.folder / "tryall.db") == store);
  };
  const char* const store = "is a store, which would be overwritten; name another file";
  for (const char* file : {"tryall.db", "link", "tryall.db-wal"}) {
    refused({"query", "--format", "csv", "--output", file}, store);
    refused({"check", "--against", "main", "--format", "json", "--output", file}, store);
  }
  refused({"report", "--html", "link"}, store);
  refused({"report", "--json", "link"}, store);
  refused({"report", "--md", "link"}, store);
  refused({"train", "config.json", "--weights-out", "link"}, store);
  refused({"baseline", "export", "main", "link"}, store);
  const char* const read = "is the file that is read; name another";
  for (const char* file : {"rows.csv", "link.csv"})
    refused({"train", "config.json", "--predictions-out", file}, read);
  refused({"check", "--against", "main.json", "--output", "main.json"}, read);
  refused({"check", "--against", "main", "--into", "today", "--output", "today"}, read);
  refused({"train", "config.json", "--weights-out", "x", "--report", "x"},
          "--report x: is the file that --weights-out writes, too; name another");
  refused({"report", "--html", "x", "--md", "./x"}, "is the file that --html writes, too");
  const char* const sweep = "is a sweep or a config, which would be overwritten; name another file";
  trained.folder.write("mine.json", R"({"base": {"dataset": "iris"}})");
  trained.folder.write("axes.json", R"({"axes": {"seed": {"count": 2}}})");
  for (const char* file : {"mine.json", "axes.json", "config.json"}) {
    refused({"report", "--json", file}, sweep);
    refused({"query", "-o", file}, sweep);
    refused({"check", "--against", "main", "--output", file}, sweep);
    refused({"baseline", "export", "main", file}, sweep);
  }
  REQUIRE(trained.run({"report", "--json", "r.json"}).status == 0);
  CHECK(trained.run({"report", "--json", "r.json"}).status == 0);
}
