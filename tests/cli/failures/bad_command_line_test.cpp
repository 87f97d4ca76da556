#include <cctype>

#include "catch.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"
#include "trained_sweep.hpp"

using namespace tryall::testing;

namespace {

using Line = std::vector<std::string>;

/// The message of a command line that is refused with status 2.
std::string refused(const Line& words, const TemporaryFolder& folder) {
  const Finished finished = run_tryall(words, folder.path());
  CHECK(finished.status == 2);
  CHECK(finished.out.empty());
  CHECK(finished.err.size() < 400);
  return finished.err;
}

/// The sweep with this override is refused; what is said behind "--set ...: ".
std::string refused_set(const std::string& set, const TemporaryFolder& folder) {
  const std::string message = refused({"plan", "tiny.json", "--no-estimate", "--set", set}, folder);
  const std::string beginning = "--set " + set + ": ";
  CHECK_THAT(message, StartsWith(beginning));
  return message.substr(std::min(beginning.size(), message.size()));
}

std::string seeds_of(const std::string& set, const TemporaryFolder& folder) {
  return run_tryall({"plan", "tiny.json", "--no-estimate", "--set", set}, folder.path()).out;
}

}  // namespace

TEST_CASE("numbers on the command line are read as they are written, or refused") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  folder.write("one.json", R"({"model": "softmax", "epochs": 1})");
  const auto trained = [&](const std::string& seed) {
    return run_tryall({"train", "one.json", "--seed", seed, "--format", "csv"}, folder.path()).out;
  };
  CHECK(trained("010") == trained("10"));
  CHECK(trained("08") == trained("8"));
  CHECK(trained("010") != trained("8"));
  CHECK_FALSE(trained("9223372036854775807").empty());
  CHECK(refused({"train", "one.json", "--seed", "18446744073709551616"}, folder) ==
        "--seed: the whole number 18446744073709551616 is too large; see: tryall train --help\n");
  CHECK(refused({"query", "--top", "-1"}, folder) ==
        "--top: expected a whole number of at least 1, not '-1'; see: tryall query --help\n");
  CHECK_THAT(refused({"query", "--top", "0x10"}, folder), ContainsSubstring("not '0x10'"));
  CHECK_THAT(refused({"query", "--top", "2.5"}, folder), ContainsSubstring("a whole number"));
  CHECK_THAT(refused({"query", "--seeds-min", "-3"}, folder),
             StartsWith("--seeds-min: expected a whole number"));
  CHECK_THAT(refused({"query", "--at-epoch", "-1"}, folder),
             StartsWith("--at-epoch: expected a whole number"));
  CHECK_THAT(refused({"run", "tiny.json", "--jobs", "4294967297"}, folder),
             StartsWith("--jobs: expected a whole number from 1 to 4096, not '4294967297'"));
  CHECK_THAT(refused({"confirm", "--seeds", "99999999999999999999"}, folder), ContainsSubstring("too large"));
  CHECK_THAT(refused({"check", "--against", "x", "--alpha", "nan"}, folder),
             StartsWith("--alpha: expected a number"));
  CHECK_THAT(refused({"check", "--against", "x", "--margin", "inf"}, folder),
             StartsWith("--margin: expected"));
  CHECK_THAT(refused({"run", "tiny.json", "--timeout", "inf"}, folder), StartsWith("--timeout: expected"));
  CHECK_THAT(refused({"run", "tiny.json", "--budget", "99999999999999999999runs"}, folder),
             StartsWith("--budget: expected"));
}

TEST_CASE("numbers in --set are read as they are written, or refused") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  CHECK_THAT(seeds_of("learning_rate=.001,+0.01,1.", folder), ContainsSubstring("0.001, 0.01, 1"));
  CHECK_THAT(seeds_of("seed=08,010", folder), ContainsSubstring("8, 10\n"));
  CHECK_THAT(seeds_of("seed=00..03", folder), ContainsSubstring("0, 1, 2, 3\n"));
  CHECK(refused_set("seed=18446744073709551616", folder) ==
        "the whole number 18446744073709551616 is too large\n");
  CHECK(refused_set("learning_rate=1e400", folder) == "the number 1e400 is too large\n");
  CHECK(refused_set("learning_rate=log:1e-400:1:3", folder) == "the number 1e-400 is too small\n");
  CHECK_THAT(refused_set("epochs=0x10", folder), ContainsSubstring("not the text \"0x10\""));
  CHECK_THAT(refused_set("learning_rate=fast", folder), ContainsSubstring("a number, not the text \"fast\""));
  CHECK_THAT(refused_set("learning_rate=\"0.1\"", folder), ContainsSubstring("leave out the quotes"));
}

TEST_CASE("a comma that was not meant to separate values is told how to be written") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  folder.write("csv.json", R"({"base": {"dataset": {"name": "csv", "file": "x.csv", "target": "y"}}})");
  for (const char* command : {"plan", "run", "train"})
    CHECK_THAT(
        refused({command, "csv.json", "--set", "dataset.file=a,b.csv"}, folder),
        ContainsSubstring("; a comma separates values: --set 'dataset.file=\"a,b.csv\"' is one value"));
  CHECK(refused_set("optimizer={\"name\":\"adam\"", folder) == "a bracket is not closed\n");
  CHECK(refused_set("optimizer=\"adam", folder) == "a quote is not closed\n");
}

TEST_CASE("a file of another kind is named, with advice on data only where data are read") {
  const TemporaryFolder folder;
  folder.write("tiny.json", R"({"model": "softmax", "epochs": 1})");
  folder.write("a.db", std::string("SQLite format 3\0", 16));
  folder.write("a.npy", "\x93NUMPY");
  folder.write("a.gz", "\x1f\x8b");
  CHECK(refused({"run", "a.db"}, folder) == "a.db: is an SQLite database, not JSON\n");
  CHECK(refused({"predict", "a.db", "c.csv"}, folder) == "a.db: is an SQLite database, not safetensors\n");
  CHECK(refused({"history", "--annotations", "a.db", "--accept", "abc"}, folder) ==
        "a.db: is an SQLite database, not JSON\n");
  CHECK(refused({"train", "tiny.json", "--weights-in", "a.npy"}, folder) ==
        "a.npy: is a NumPy array (.npy), not safetensors\n");
  CHECK(refused({"run", "a.gz"}, folder) == "a.gz: is compressed with gzip; unpack it with gunzip first\n");
  CHECK_THAT(refused({"data", "csv", "--set", "file=a.db"}, folder), ContainsSubstring("export a table"));
}

TEST_CASE("a sweep's name is not set as an axis is") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  CHECK_THAT(refused_set("name=x", folder), StartsWith("'name' is no axis"));
  CHECK_THAT(refused_set("names=x", folder), StartsWith("unknown axis 'names'"));
}

TEST_CASE("words that a command does not take are named in their order") {
  const TemporaryFolder folder;
  CHECK(refused({"query", "a", "b", "c"}, folder) ==
        "unexpected arguments 'a' 'b' 'c'; see: tryall query --help\n");
  for (const char* command : {"run", "plan", "train"})
    CHECK(refused({command, "a.json", "learning_rate=0.1", "epochs=3"}, folder) ==
          std::string("unexpected arguments 'learning_rate=0.1' 'epochs=3' (did you mean '--set "
                      "learning_rate=0.1'?); see: tryall ") +
              command + " --help\n");
  CHECK(refused({"query", "a=1"}, folder) == "unexpected argument 'a=1'; see: tryall query --help\n");
  CHECK(refused({"rename", "a", "b", "c"}, folder) ==
        "names: takes 2 words at most; see: tryall rename --help\n");
  CHECK(refused({"list", "optimizers", "losses"}, folder) ==
        "unexpected argument 'losses'; see: tryall list --help\n");
  CHECK(refused({"baseline", "set", "x", "y"}, folder) ==
        "baseline set: unexpected argument 'y'; see: tryall baseline --help\n");
  CHECK_THAT(refused({"baseline", "list", "x"}, folder),
             StartsWith("baseline list: unexpected argument 'x'"));
  CHECK_THAT(refused({"baseline", "show", "x", "y"}, folder),
             StartsWith("baseline show: unexpected argument 'y'"));
  CHECK_THAT(refused({"history", "--csv", "x.csv", "a.db"}, folder),
             ContainsSubstring("unexpected argument 'a.db'"));
  CHECK_THAT(refused({"history", "--accept", "zzzz"}, folder), StartsWith("--accept zzzz: "));
  CHECK_THAT(refused({"history", "--why", "so"}, folder), StartsWith("--why is for --accept"));
  CHECK_THAT(refused({"data", "--set", "target=x"}, folder), StartsWith("--set: name the dataset"));
  CHECK(refused({"query", "--top", "3", "--top", "4"}, folder) ==
        "--top: may be given only once; see: tryall query --help\n");
  CHECK(refused({"query", "--top"}, folder) == "--top: its value is missing; see: tryall query --help\n");
  CHECK_THAT(refused({"history", "--by", "year"}, folder),
             StartsWith("--by: unknown value 'year' (known: commit, date)"));
}

TEST_CASE("options and commands that people know from elsewhere lead to this program's") {
  const TemporaryFolder folder;
  const std::vector<std::pair<Line, std::string>> hints = {
      {{"run", "--config", "x.json"},
       "unknown option '--config'; the file is named without an option: tryall run FILE"},
      {{"run", "x.json", "--seeds", "3"}, "unknown option '--seeds'; seeds are set with --set seed=0..4"},
      {{"query", "--output-dir", "x"}, "unknown option '--output-dir' (did you mean '--output'?)"},
      {{"run", "x.json", "--output-dir=x"}, "results go into the store that --db names"},
      {{"run", "x.json", "--lr", "0.1"}, "axes are set with --set learning_rate=..."},
      {{"run", "x.json", "--workers", "3"}, "(did you mean '--jobs'?)"},
      {{"query", "--limit", "3"}, "(did you mean '--top'?)"},
      {{"query", "--topp", "3"}, "(did you mean '--top'?)"},
      {{"--db", "x", "run"}, "unknown option '--db'; options go after the command"},
      {{"ls"}, "(did you mean 'list'?)"},
      {{"resume"}, "(did you mean 'run'?)"},
      {{"mrege"}, "(did you mean 'merge'?)"},
      {{"explain", "nesterov"}, "(did you mean 'nag'?)"},
      {{"explain", "AdamW"}, "(did you mean 'adamw'?)"},
      {{"explain", "lr"}, "'learning_rate'?)"},
      {{"explain", "relu6"}, "(did you mean 'relu'?)"},
      {{"explain", "val_acc"}, "(did you mean 'validation_accuracy'?)"},
      {{"explain", "kaiming"}, "(did you mean 'he'?)"}};
  for (const auto& [line, hint] : hints) CHECK_THAT(refused(line, folder), ContainsSubstring(hint));
  const Finished help = run_tryall({"help", "run"}, folder.path());
  CHECK(help.status == 0);
  CHECK(help.out == run_tryall({"run", "--help"}, folder.path()).out);
  CHECK(run_tryall({"help"}, folder.path()).out == run_tryall({"--help"}, folder.path()).out);
}

TEST_CASE("a sweep's file with another library's words is told this one's") {
  const TemporaryFolder folder;
  const std::vector<std::pair<std::string, std::string>> hints = {
      {R"({"axes": {"lr": [0.1]}})", "(did you mean 'learning_rate'?)"},
      {R"({"axes": {"bs": [8]}})", "(did you mean 'batch_size'?)"},
      {R"({"axes": {"batch": [8]}})", "(did you mean 'batch_size'?)"},
      {R"({"axes": {"hidden": [[8]]}})", "(did you mean 'model.hidden'?)"},
      {R"({"base": {"hidden": [8]}})", R"(with its technique: "model": {"name": ..., "hidden": ...})"},
      {R"({"axes": {"optimizer": ["nesterov"]}})", "did you mean 'nag'?"},
      {R"({"axes": {"init": ["glorot"]}})", "did you mean 'glorot_uniform' or 'glorot_normal'?"},
      {R"({"axes": {"loss": ["ce"]}})", "did you mean 'cross_entropy'?"},
      {R"({"axes": {"schedule": ["cosine_annealing"]}})", "did you mean 'cosine'?"},
      {R"({"objective": {"metric": "val_accuracy"}})", "did you mean 'validation_accuracy'?"},
      {R"({"objective": {"metric": "val_loss"}})", "did you mean 'validation_loss'?"},
      {R"({"objective": {"metric": "acc"}})", "'validation_accuracy'"},
      {R"({"axes": {"qqqq": [1]}})", "(nearest: "}};
  for (const auto& [text, hint] : hints) {
    folder.write("bad.json", text);
    CHECK_THAT(refused({"plan", "bad.json", "--no-estimate"}, folder), ContainsSubstring(hint));
  }
}

TEST_CASE("searches and settings can be listed and explained as techniques are") {
  const TemporaryFolder folder;
  CHECK_THAT(run_tryall({"list", "searches"}, folder.path()).out, ContainsSubstring("\nhyperband "));
  CHECK_THAT(run_tryall({"explain", "random"}, folder.path()).out, StartsWith("random (search)"));
  CHECK_THAT(run_tryall({"explain", "sobol"}, folder.path()).out, ContainsSubstring("count"));
  CHECK_THAT(run_tryall({"explain", "optimizer.momentum"}, folder.path()).out,
             StartsWith("momentum (setting of"));
}

TEST_CASE("what a library finds wrong in a file is said in this program's words") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  const std::string sweep = "{\n \"base\": {\"learning_rate\": 1e400}}";
  folder.write("large.json", sweep);
  CHECK(refused({"plan", "large.json"}, folder) == "large.json:2:28: the number 1e400 is too large\n");
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  folder.write("deep.json", "{\"axes\": {\"epochs\": " + deep + "}}");
  CHECK(refused({"plan", "deep.json"}, folder) ==
        "deep.json:1:119: brackets are nested more than 100 deep\n");
  const std::string set = "epochs=" + deep.substr(99000, 2000);
  CHECK_THAT(run_tryall({"plan", "tiny.json", "--set", set}, folder.path()).err,
             ContainsSubstring("nested more than 100 deep"));
  folder.write("b.json", R"({"format": "tryall baseline"})");
  CHECK(refused({"check", "--against", "b.json"}, folder) ==
        "b.json: is not a baseline that this program can read: 'format_version' is missing\n");
  folder.write("c.json", "{\"format\": 1e400}");
  CHECK_THAT(refused({"check", "--against", "c.json"}, folder),
             ContainsSubstring("a number in it is too large"));
  folder.write("a.json", "[{\"when\": 3}]");
  CHECK_THAT(refused({"history", "--accept", "abc", "--annotations", "a.json"}, folder),
             ContainsSubstring("a value in it is of another type than expected"));
  CHECK_THAT(refused({"baseline", "import", "nosuch"}, folder),
             StartsWith("nosuch: cannot open: No such file or directory"));
  std::filesystem::create_directory(folder / "folder");
  CHECK(refused({"baseline", "import", "folder"}, folder) == "folder: is a folder, not a file\n");
  folder.write("d.json", "[\n 1 2]");
  CHECK_THAT(refused({"history", "--accept", "abc", "--annotations", "d.json"}, folder),
             ContainsSubstring("it is not JSON (line 2, column 4"));
  std::filesystem::create_symlink("loop", folder / "loop");
  CHECK_THAT(refused({"data", "loop"}, folder), StartsWith("loop: cannot be read: "));
  for (const Line& line :
       {Line{"run", "loop"}, Line{"train", "loop"}, Line{"check", "--against", "loop", "--db", "loop"},
        Line{"status", "--db", "loop"}, Line{"run", "tiny.json", "--db", "loop"},
        Line{"report", "--db", "loop"}, Line{"merge", "loop"}}) {
    const Finished finished = run_tryall(line, folder.path());
    INFO(line[0] << ": " << finished.err);
    CHECK((finished.status == 2 || finished.status == 4));
    CHECK_THAT(finished.err, ContainsSubstring("loop") && !ContainsSubstring("unexpected") &&
                                 !ContainsSubstring("filesystem error") &&
                                 !ContainsSubstring("fault of tryall"));
  }
}

TEST_CASE("an empty argument, as an unset variable leaves it, is refused and nothing is done") {
  const TrainedSweep trained;
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"delete", "--sweep", "", "--yes"},
                                             {"delete", "--sweep", "tiny", "--where", "", "--yes"},
                                             {"fingerprint", "--expect", ""},
                                             {"run", "tiny.json", "--shard", ""},
                                             {"run", "tiny.json", "--budget", ""},
                                             {"query", "--output", ""},
                                             {"query", "--sql", ""},
                                             {"history", "--csv", ""},
                                             {"report", "--json", ""},
                                             {"status", "--db", ""}}) {
    const Finished finished = trained.run(words);
    CAPTURE(words, finished.err);
    CHECK(finished.status == 2);
    CHECK_THAT(finished.err, ContainsSubstring(": must not be empty"));
  }
  CHECK_THAT(trained.run({"status"}).out, ContainsSubstring("tiny"));
}

TEST_CASE("a name in double quotes that is no column is an error, and a condition is whole") {
  const TrainedSweep trained;
  const auto refused = [&](const std::vector<std::string>& words, const std::string& message) {
    trained.check_refused(words, {}, message);
  };
  refused({"delete", "--where", "\"learning_ratee\" > 0.05", "--yes"}, "no such column");
  refused({"query", "--where", "\"lr\" < 0.1"}, "no such column");
  refused({"query", "--sql", "SELECT avg(\"test_acuracy\") FROM v_runs"}, "no such column");
  refused({"query", "--where", "1) or (1"}, "a parenthesis is closed that was not opened");
  refused({"query", "--where", "(learning_rate < 1"}, "a parenthesis is not closed");
  refused({"query", "--where", "optimizer = 'adam"}, "a quote is not closed");
  refused({"baseline", "set", "x", "--where", "1) or (1"}, "a parenthesis is closed");
  CHECK(trained.query({"--where", "optimizer = ')' or \"learning_rate\" < (1) -- ("}).status == 0);
}

TEST_CASE("options that stand before the file do not take it for another value") {
  const TrainedSweep trained;
  CHECK(trained.run({"run", "--set", "epochs=1", "tiny.json", "-q", "--db", "z.db"}).status == 0);
  CHECK(trained.run({"plan", "--set=epochs=1", "tiny.json", "-j", "1"}).status == 0);
  CHECK(trained.run({"run", "--retry", "failed", "tiny.json", "-q"}).status == 0);
  CHECK(trained.run({"run", "--jobs", "1", "tiny.json", "-q"}).status == 0);
}

TEST_CASE("an option that contradicts an earlier one is refused") {
  const TrainedSweep trained;
  trained.folder.write("one.json", R"({"model": "softmax", "epochs": 1})");
  trained.folder.write("rows.csv", "a,y\n1,u\n2,v\n");
  const auto refused = [&](const std::vector<std::string>& words, const std::string& message) {
    trained.check_refused(words, {}, message);
  };
  for (const char* command : {"plan", "run"})
    refused({command, "tiny.json", "--set", "learning_rate=.1", "--set", "learning_rate=.2"},
            "--set learning_rate=.2: 'learning_rate' has its values already, by --set learning_rate=.1; give "
            "each axis once");
  refused({"train", "one.json", "--set", "epochs=1", "--set", "epochs=2"}, "'epochs' has its values already");
  refused({"train", "one.json", "--set", "seed=1", "--seed", "2"},
          "'seed' has its values already, by --set seed=1");
  refused({"data", "rows.csv", "--set", "target=a", "--set", "target=y"},
          "--set target=y: 'target' is set already, by --set target=a");
  refused({"everything", "rows.csv", "--target", "a", "--set", "target=y"},
          "--target a: --set gives another target; give it once");
  refused({"run", "tiny.json", "--budget", "3runs,5runs"}, "--budget 3runs,5runs: has two numbers of runs");
  refused({"run", "tiny.json", "--budget", "3epochs,5epoch"}, "has two numbers of epochs");
  refused({"run", "tiny.json", "--budget", "3m,1h"}, "has two times");
  refused({"check", "--against", "x", "--margin", "0.1,0.2"},
          "--margin 0.2: a second margin for all metrics");
  refused({"check", "--against", "x", "--margin", "test_loss=0.1", "--margin", "test_loss=0.2"},
          "a second margin for test_loss");
  refused({"check", "--against", "x", "--target", "test_loss=0.1,test_loss=0.2"},
          "--target test_loss=0.2: a second target for this metric");
  refused({"query", "--top", "1", "--top", "2"}, "--top: may be given only once");
  refused({"query", "--db", "a", "--db", "b"}, "--db: may be given only once");
  CHECK(trained.run({"run", "tiny.json", "-q", "--budget", "5runs,3epochs,1m"}).status == 0);
}

TEST_CASE("so many epochs that those of a sweep could not be counted are refused") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  for (const char* epochs : {"epochs=9223372036854775807", "epochs=4611686018427387904", "epochs=1e15"})
    CHECK_THAT(refused_set(epochs, folder),
               ContainsSubstring("epochs must be at least 1 and at most 1000000000, not "));
  CHECK_THAT(run_tryall({"plan", "tiny.json", "--no-estimate", "--set", "epochs=1e9"}, folder.path()).err +
                 run_tryall({"plan", "tiny.json", "--no-estimate", "--set", "epochs=1e9"}, folder.path()).out,
             ContainsSubstring("000000000 epochs in all"));
}

TEST_CASE("advice is of what the command has") {
  const TrainedSweep trained;
  const auto refused = [&](const std::vector<std::string>& words, const std::string& message) {
    trained.check_refused(words, {}, message);
  };
  trained.folder.write("rows.csv", "a,y\n1,u\n2,v\n");
  refused({"everything", "rows.csv", "--budget", "5"},
          "--budget: expected a time (5m) or epochs (20000epochs), not '5'");
  refused({"run", "tiny.json", "--metric", "x"}, "tryall query takes --metric");
  refused({"fingerprint", "--expect", "abc"}, "--expect abc: is no fingerprint, which has 32 digits");
  for (const char* statement : {"ATTACH 'x' AS y", "attach 'tryall.db' as y", "BEGIN"})
    refused({"query", "--sql", statement}, "--sql: this statement gives no rows; write a SELECT");
  refused({"data", "rows.csv", "--set", "rows=1"}, "rows must be at least 2 or \"all\"");
  refused({"data", "blobs", "--set", "samples=9223372036854775807"}, "ask for fewer samples");
  REQUIRE(trained.run({"baseline", "set", "main"}).status == 0);
  trained.folder.write("into.db", "text");
  refused({"check", "--against", "main", "--into", "into.db"},
          "is not a store: file is not a database; choose another file with --into");
  CHECK_THAT(trained.run({"explain", "seed"}).out, StartsWith("seed (axis of sweeps)"));
  std::string fingerprint = trained.run({"fingerprint"}).out;
  fingerprint.pop_back();
  for (char& c : fingerprint) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  CHECK(trained.run({"fingerprint", "--expect", fingerprint}).status == 0);
  for (const char* hidden : {"[1e1,20]", "[10.0,2e1]"})
    CHECK(trained
              .run({"plan", "tiny.json", "--no-estimate", "--set", std::string("model=mlp"), "--set",
                    std::string("model.hidden=") + hidden})
              .status == 0);
  refused({"plan", "tiny.json", "--set", "model=mlp", "--set", "model.hidden=[1.5]"},
          "expected a whole number, not 1.5");
}
