#include <sstream>

#include "catch.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

using namespace tryall::testing;

namespace {

/// The scripts of both shells, and a program that completes its arguments as bash would a command line.
struct Scripts {
  TemporaryFolder folder;

  Scripts() {
    for (const char* shell : {"bash", "zsh"})
      folder.write(std::string("completion.") + shell, run_tryall({"completion", shell}, folder.path()).out);
    folder.write("complete.sh",
                 "shift  # the program that the test would run\n"
                 "source ./completion.bash\n"
                 "complete -p tryall >&2 || exit 1\n"
                 "COMP_WORDS=(tryall \"$@\") COMP_CWORD=$#\n"
                 "_tryall\n"
                 "printf '%s\\n' \"${COMPREPLY[@]}\"\n");
  }

  /// Runs the words through a shell in the folder.
  Finished shell(std::vector<std::string> before, const std::vector<std::string>& words = {}) const {
    return run_tryall(words, {.folder = folder.path(), .before = std::move(before)});
  }

  std::vector<std::string> completed(const std::vector<std::string>& words) const {
    const Finished finished = shell({"bash", "--norc", "complete.sh"}, words);
    CHECK(finished.status == 0);
    CHECK(finished.err == "complete -o default -F _tryall tryall\n");
    std::istringstream lines(finished.out);
    std::vector<std::string> result;
    for (std::string line; std::getline(lines, line);)
      if (!line.empty()) result.push_back(line);
    return result;
  }
};

using Words = std::vector<std::string>;

bool has(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

TEST_CASE("bash completes commands, options, names of metrics, axes and techniques") {
  const Scripts scripts;
  CHECK(scripts.shell({"bash", "-n", "completion.bash"}).err == "");
  CHECK(scripts.completed({"que"}) == Words{"query"});
  CHECK(scripts.completed({"completion", ""}) == Words{"bash", "zsh"});
  CHECK(scripts.completed({"query", "--at"}) == Words{"--at-epoch"});
  CHECK(scripts.completed({"query", "--metric", "test_acc"}) == Words{"test_accuracy"});
  CHECK(scripts.completed({"query", "--format", "np"}) == Words{"npy", "npz"});
  CHECK(scripts.completed({"query", "--group-by", "optimizer.momentum_d"}) ==
        Words{"optimizer.momentum_decay"});
  CHECK(scripts.completed({"query", "--group-by", "optimizer,learning_r"}) ==
        Words{"optimizer,learning_rate"});
  CHECK(scripts.completed({"query", "--pivot", "optimizer", "x", "batch_s"}) == Words{"batch_size"});
  CHECK(has(scripts.completed({"list", ""}), "optimizers"));
  CHECK(has(scripts.completed({"explain", "ada"}), "adam"));
  CHECK(has(scripts.completed({"data", "d"}), "digits"));
}

TEST_CASE("bash completes what an axis is set to") {
  const Scripts scripts;
  CHECK(scripts.completed({"run", "sweep.json", "--set", "learning_r"}) == Words{"learning_rate="});
  const Words adam = scripts.completed({"run", "sweep.json", "--set", "optimizer", "=", "adam"});
  CHECK(adam == Words{"adam", "adamw", "adamax"});
  CHECK(scripts.completed({"run", "sweep.json", "--set", "optimizer=adam"}) ==
        Words{"optimizer=adam", "optimizer=adamw", "optimizer=adamax"});
  CHECK(has(scripts.completed({"run", "sweep.json", "--set", "init", "="}), "he"));
}

TEST_CASE("where a file belongs bash is left to offer files") {
  const Scripts scripts;
  CHECK(scripts.completed({"run", "sw"}).empty());
  CHECK(scripts.completed({"query", "--output", "ro"}).empty());
  CHECK(scripts.completed({"query", "--db", ""}).empty());
}

TEST_CASE("zsh reads its script and completes by it") {
  const Scripts scripts;
  if (scripts.shell({"sh", "-c", "command -v zsh"}).status != 0) {
    WARN("zsh is not installed: its script is not tried");
    return;
  }
  CHECK(scripts.shell({"zsh", "-f", "-n", "completion.zsh"}).err == "");
  const Finished finished = scripts.shell(
      {"zsh", "-f", "-c",
       "source ./completion.zsh 2>/dev/null; f() { emulate -L sh; COMP_WORDS=(tryall query --direction m); "
       "COMP_CWORD=3; _tryall; printf '%s\\n' \"${COMPREPLY[@]}\"; }; f"});
  CHECK(finished.status == 0);
  CHECK(finished.out == "maximize\nminimize\n");
}

TEST_CASE("an unknown shell is refused with those that are known") {
  const TemporaryFolder folder;
  const Finished finished = run_tryall({"completion", "fish"}, folder.path());
  CHECK(finished.status == 2);
  CHECK(finished.err == "unknown shell 'fish' (known: bash, zsh)\n");
}
