// Tables on a terminal of 80 columns.
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "trained_sweep.hpp"

using namespace tryall::testing;

namespace {

/// What the program prints where standard output is a terminal so wide.
std::string on_terminal(const TrainedSweep& trained, const std::string& words, unsigned short columns) {
  winsize size{};
  size.ws_col = columns;
  size.ws_row = 50;
  int terminal = -1;
  const pid_t process = forkpty(&terminal, nullptr, nullptr, &size);
  if (process == 0) {
    std::filesystem::current_path(trained.folder.path());
    execlp("sh", "sh", "-c", (TRYALL_BINARY " " + words + " 2> notes").c_str(), nullptr);
    _exit(127);
  }
  std::string shown;
  std::array<char, 4096> bytes{};
  for (ssize_t count = 0; (count = read(terminal, bytes.data(), bytes.size())) > 0;)
    shown.append(bytes.data(), static_cast<std::size_t>(count));
  int status = -1;
  waitpid(process, &status, 0);
  close(terminal);
  CHECK(status == 0);
  std::erase(shown, '\r');
  return shown;
}

std::size_t widest_shown(const std::string& text) {
  std::istringstream lines(text);
  std::size_t most = 0;
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with("  tryall "))
      most = std::max(most, line.size());  // examples are whole, to be copied
  return most;
}

}  // namespace

TEST_CASE("sentences and help are broken at blanks on a terminal of 80 columns") {
  const TrainedSweep trained("0,1,2");
  for (const char* words : {"compare learning_rate=0.01 learning_rate=0.1 --where \"optimizer = 'sgd'\"",
                            "query --help", "run --help", "check --help"}) {
    CAPTURE(words);
    const std::string narrow = on_terminal(trained, words, 80);
    CHECK(widest_shown(narrow) <= 80);
    std::string wide = on_terminal(trained, words, 400);
    std::string joined = narrow;
    for (std::string* text : {&wide, &joined})
      std::erase_if(*text, [](char c) { return c == ' ' || c == '\n'; });
    CHECK(joined == wide);  // no word is lost or broken
  }
}

TEST_CASE("tables fit a terminal of 80 columns, and are whole on a wide one and in a pipe") {
  const TrainedSweep trained("0,1,2");
  for (const char* words :
       {"query --top 10", "query --group-by optimizer", "list optimizers", "history --sweep tiny"}) {
    CAPTURE(words);
    const std::string narrow = on_terminal(trained, words, 80);
    CHECK_THAT(narrow, ContainsSubstring("optimizer"));
    CHECK(widest_shown(narrow) <= 80);
    CHECK(widest_shown(on_terminal(trained, words, 300)) > 80);
  }
  CHECK(on_terminal(trained, "query --top 10", 300) == trained.query({"--top", "10"}).out);
}

TEST_CASE("keys are short on a terminal, where whole ones would not fit") {
  const TrainedSweep trained("0,1,2");
  for (const char* words : {"query --curves --top 1", "query --runs --top 3"}) {
    CAPTURE(words);
    CHECK(widest_shown(on_terminal(trained, words, 80)) <= 80);
  }
  CHECK_THAT(trained.query({"--curves", "--format", "csv"}).out, ContainsSubstring("run,group_key,seed"));
}

TEST_CASE("a leaderboard of techniques with settings fits a terminal of 80 columns") {
  const TrainedSweep trained;
  trained.folder.write(
      "wide.json", R"({"base": {"dataset": "digits", "model": {"name": "mlp", "hidden": [4]}, "epochs": 1},
    "axes": {"optimizer": ["sgd", {"name": "momentum", "momentum": [0.5, 0.9]}, "adam"],
             "learning_rate": {"log": [0.001, 1, 7]}, "init": ["xavier", "he"], "seed": {"count": 3}}})");
  REQUIRE(trained.run({"run", "wide.json", "-q"}).status == 0);
  const std::string narrow = on_terminal(trained, "query --sweep wide --top 50", 80);
  CHECK_THAT(narrow, ContainsSubstring("(momentum=0.5)"));
  CHECK(widest_shown(narrow) <= 80);
}

TEST_CASE("tables of long settings fit a terminal of 80 columns, and numbers stay beside their units") {
  const TrainedSweep trained;
  trained.folder.write(
      "long.json",
      R"({"base": {"dataset": "digits", "model": {"name": "mlp", "hidden": [4]}, "epochs": 2},
    "axes": {"optimizer": [{"name": "momentum", "momentum": [0.5, 0.9]},
                           {"name": "adam", "beta1": [0.9, 0.8], "epsilon_mode": "inside"}],
             "learning_rate": [0.01, 1], "scaler": ["none", "standard"], "seed": {"count": 3}}})");
  REQUIRE(trained.run({"run", "long.json", "-q"}).status == 0);
  REQUIRE(trained.run({"baseline", "set", "base"}).status == 0);
  for (const char* words :
       {"query --sweep long", "query --sweep long --group-by optimizer,scaler", "report",
        "query --sweep long --pivot scaler,optimizer", "check --against base -q", "history --sweep long"}) {
    CAPTURE(words);
    const std::string narrow = on_terminal(trained, words, 80);
    CHECK_THAT(narrow, ContainsSubstring("epsilon_"));
    CHECK(widest_shown(narrow) <= 80);
    CHECK_THAT(narrow, !ContainsSubstring("\n%") && !ContainsSubstring(" %\n %"));
  }
}
