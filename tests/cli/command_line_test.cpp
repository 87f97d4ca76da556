#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "catch.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"

using namespace tryall::testing;

namespace {

/// Every subcommand, in the order of the help.
const std::vector<std::string> all_commands = {
#define TRYALL_COMMAND(name) #name,
#include "commands/commands.def"
#undef TRYALL_COMMAND
};

}  // namespace

TEST_CASE("every file of a command has its line in the table") {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(TRYALL_COMMAND_FOLDER)) {
    if (entry.path().extension() != ".cpp") continue;
    INFO(entry.path());
    CHECK(std::count(all_commands.begin(), all_commands.end(), entry.path().stem().string()) == 1);
  }
}

TEST_CASE("every command explains itself with an example") {
  const TemporaryFolder folder;
  const Finished help = run_tryall({"--help"}, folder.path());
  CHECK(help.status == 0);
  for (const std::string& command : all_commands) {
    CHECK_THAT(help.out, ContainsSubstring("\n  " + command + " "));
    const Finished own = run_tryall({command, "--help"}, folder.path());
    INFO(command);
    CHECK(own.status == 0);
    CHECK_THAT(own.out, ContainsSubstring("Example:\n  tryall " + command));
  }
}

TEST_CASE("a command line that makes no sense ends with status 2 and a hint") {
  const TemporaryFolder folder;
  const Finished typo = run_tryall({"rnu"}, folder.path());
  CHECK(typo.status == 2);
  CHECK(typo.err == "unknown command 'rnu' (did you mean 'run'?); see: tryall --help\n");
  for (const auto& [theirs, ours] : std::vector<std::pair<std::string, std::string>>{{"create-study", "run"},
                                                                                     {"agent", "run"},
                                                                                     {"best-trial", "query"},
                                                                                     {".tables", "query"},
                                                                                     {"export", "query"},
                                                                                     {"log", "history"},
                                                                                     {"dashboard", "report"},
                                                                                     {"evaluate", "predict"},
                                                                                     {"import", "merge"}})
    CHECK(run_tryall({theirs}, folder.path()).err ==
          fmt::format("unknown command '{}' (did you mean '{}'?); see: tryall --help\n", theirs, ours));
  const Finished nothing = run_tryall({}, folder.path());
  CHECK(nothing.status == 2);
  CHECK_THAT(nothing.err, ContainsSubstring("see: tryall --help"));
  const Finished option = run_tryall({"run", "x.json", "--jbos", "2"}, folder.path());
  CHECK(option.status == 2);
  CHECK_THAT(option.err, ContainsSubstring("--jbos") && ContainsSubstring("see: tryall run --help"));
  CHECK(run_tryall({"run", "x.json", "--jobs", "0"}, folder.path()).status == 2);
  CHECK(run_tryall({"query", "--sql", "SELECT 1", "--top", "3"}, folder.path()).status == 2);
}

TEST_CASE("plan counts without training or making a store") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  const Finished plan = run_tryall({"plan", "tiny.json", "--no-estimate", "--format", "csv"}, folder.path());
  CHECK(plan.status == 0);
  const std::string columns =
      "sweep,groups,seeds,runs,stored,to_train,epochs_separately,epochs_to_train,seconds,run_bytes\n";
  CHECK(plan.out == columns + "tiny,4,2,8,0,8,16,16,,\n");
  CHECK_FALSE(std::filesystem::exists(folder / "tryall.db"));
  REQUIRE(run_tryall({"run", "tiny.json", "-q"}, folder.path()).status == 0);
  CHECK(run_tryall({"plan", "tiny.json", "--set", "seed=0..2", "--no-estimate", "--format", "csv"},
                   folder.path())
            .out == columns + "tiny,4,3,12,8,4,8,8,,\n");
}

TEST_CASE("plan --validate checks a file alone, without its data") {
  const TemporaryFolder folder;
  folder.write("good.json", R"({"base": {"dataset": {"name": "csv", "file": "nowhere.csv", "target": "y"}},
                                "zip": {"epochs": [1, 2], "batch_size": [8, 16]},
                                "axes": {"seed": {"count": 3}}})");
  folder.write("bad.json", R"({"zip": {"epochs": [1, 2], "batch_size": [8]}})");
  const Finished good = run_tryall({"plan", "--validate", "good.json"}, folder.path());
  CHECK(good.err == "");
  CHECK(good.out == "good.json: valid, 2 configs with 3 seeds\n");
  CHECK(good.status == 0);
  CHECK(run_tryall({"plan", "--validate", "bad.json"}, folder.path()).status == 2);
}

TEST_CASE("list and explain answer from the tables") {
  const TemporaryFolder folder;
  CHECK_THAT(run_tryall({"list"}, folder.path()).out, ContainsSubstring("learning_rate"));
  CHECK_THAT(run_tryall({"list", "optimizers"}, folder.path()).out, ContainsSubstring("\nadam "));
  CHECK_THAT(run_tryall({"list", "metrics"}, folder.path()).out, ContainsSubstring("validation_accuracy"));
  CHECK_THAT(run_tryall({"explain", "adam"}, folder.path()).out,
             StartsWith("adam (optimizer)\n") && ContainsSubstring("Kingma and Ba") &&
                 ContainsSubstring("When it helps: The usual first choice") && ContainsSubstring("beta1"));
  const Finished typo = run_tryall({"explain", "adm"}, folder.path());
  CHECK(typo.status == 2);
  CHECK(typo.err == "nothing is named 'adm' (did you mean 'adam'?)\n");
  CHECK(run_tryall({"list", "optimisers"}, folder.path()).status == 2);
}

TEST_CASE("help and version that cannot be written fail, and take no further words") {
  const TemporaryFolder folder;
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"--help"}, {"--version"}, {"help", "run"}, {"query", "--help"}, {"list", "optimizers"}}) {
    std::string command = TRYALL_BINARY;
    for (const std::string& word : words) command += " " + word;
    if (!std::filesystem::exists("/dev/full")) break;
    folder.write("script.sh", command + " >/dev/full 2>'" + (folder / "err.txt").string() + "'\n");
    CHECK(std::system(("bash " + (folder / "script.sh").string()).c_str()) / 256 == 4);
    CHECK_THAT(read_file(folder / "err.txt"), StartsWith("standard output: cannot write: No space left"));
  }
  const auto refused = [&](const std::vector<std::string>& words) {
    const Finished finished = run_tryall(words, folder.path());
    CHECK(finished.status == 2);
    return finished.err;
  };
  CHECK(refused({"help", "run", "extra"}) == "help: unexpected argument 'extra'; see: tryall --help\n");
  CHECK(refused({"--help", "run", "extra"}) == "--help: unexpected argument 'extra'; see: tryall --help\n");
  CHECK(refused({"--version", "run"}) == "--version: unexpected argument 'run'; see: tryall --help\n");
  CHECK(run_tryall({"help", "run"}, folder.path()).out == run_tryall({"run", "--help"}, folder.path()).out);
}
