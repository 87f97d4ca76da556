// Ctrl-Z and fg, and stops that the program does not see coming.
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <thread>

#include "catch.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"
#include "watch_store.hpp"

using namespace tryall::testing;

namespace {

const std::string slow_sweep = R"({"name": "slow", "base": {"batch_size": 8, "epochs": )" + epochs_text(40) +
                               R"(}, "axes": {"seed": {"count": 8}}})";

/// How the second picture of the progress begins: up, and to the line's beginning, which is cleared.
const std::string drawn_over = "A\r\x1b[2K";

/// A shell on a terminal of its own.
class TerminalShell {
 public:
  explicit TerminalShell(const std::filesystem::path& folder) {
    process_ = forkpty(&terminal_, nullptr, nullptr, nullptr);
    if (process_ != 0) return;
    std::filesystem::current_path(folder);
    setenv("TERM", "xterm", 1);
    setenv("PS1", "$ ", 1);
    execlp("bash", "bash", "--norc", "--noprofile", "-i", nullptr);
    _exit(127);
  }
  ~TerminalShell() {
    close(terminal_);
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  TerminalShell(const TerminalShell&) = delete;
  TerminalShell& operator=(const TerminalShell&) = delete;

  void type(const std::string& keys) const {
    REQUIRE(write(terminal_, keys.data(), keys.size()) == static_cast<ssize_t>(keys.size()));
  }

  /// What the terminal showed since the last call, up to the text and what came with it.
  std::string shown_until(const std::string& text) {
    std::string shown;
    wait_until([&] {
      pollfd one{terminal_, POLLIN, 0};
      if (poll(&one, 1, 100) > 0) {
        std::array<char, 4096> bytes{};
        if (const ssize_t count = read(terminal_, bytes.data(), bytes.size()); count > 0)
          shown.append(bytes.data(), static_cast<std::size_t>(count));
      }
      return shown.find(text) != std::string::npos;
    });
    return shown;
  }

 private:
  int terminal_ = -1;
  pid_t process_ = -1;
};

}  // namespace

TEST_CASE("Ctrl-Z stops a run, and after fg it goes on and draws below what the shell wrote") {
  const TemporaryFolder folder;
  folder.write("slow.json", slow_sweep);
  const auto store = folder / "tryall.db";
  TerminalShell shell(folder.path());
  shell.type(std::string(TRYALL_BINARY) + " run slow.json --jobs 1\n");
  CHECK_THAT(shell.shown_until(drawn_over), ContainsSubstring("8 to train"));  // it draws over what it drew
  REQUIRE(wait_until([&] { return stored_runs(store) >= 1; }));
  const int process = number_in(store, "SELECT pid FROM sessions");
  shell.type("\x1a");
  CHECK_THAT(shell.shown_until("Stopped"), ContainsSubstring("Stopped"));
  CHECK(state_of(process) == 'T');
  CHECK_THAT(run_tryall({"status"}, folder.path()).out, ContainsSubstring("; running\n"));
  shell.type("fg\n");
  const std::string after = shell.shown_until("8 trained now");
  CHECK_THAT(after, ContainsSubstring("done: 8 of 8 runs"));
  const std::size_t first_drawn = after.find("\x1b[2K");
  REQUIRE(first_drawn != std::string::npos);
  CHECK(after.find(drawn_over) > first_drawn);
  CHECK(number_in(store, "SELECT count(*) FROM sessions WHERE ended_at IS NULL") == 0);
}

TEST_CASE("the time for which a run is stopped counts neither as training nor against its limit of time") {
  const TemporaryFolder folder;
  folder.write("one.json", R"({"name": "one", "base": {"batch_size": 4, "epochs": )" + epochs_text(15) +
                               R"(}, "axes": {"seed": [1]}})");
  const auto store = folder / "tryall.db";
  const auto seconds = [&] {
    return SQLite::Database(store.string(), SQLite::OPEN_READONLY)
        .execAndGet("SELECT wall_seconds FROM runs")
        .getDouble();
  };
  const std::vector<std::string> command = {"run", "one.json", "--jobs", "1"};
  REQUIRE(run_tryall(command, folder.path()).status == 0);
  const double usual = seconds();
  const double limit = 5 * usual + 2;
  REQUIRE(run_tryall({"delete", "one", "--yes"}, folder.path()).status == 0);
  Program program({"run", "one.json", "--jobs", "1", "--timeout", std::to_string(limit) + "s"},
                  {.folder = folder.path()});
  REQUIRE(wait_until([&] { return number_in(store, "SELECT count(*) FROM claims") == 1; }));
  program.send(SIGSTOP);
  std::this_thread::sleep_for(std::chrono::duration<double>(limit + 1));  // a stop is nothing but time
  program.send(SIGCONT);
  CHECK(program.wait().status == 0);
  CHECK(number_in(store, "SELECT count(*) FROM results WHERE outcome = 'completed'") == 1);
  CHECK(seconds() < limit);
}
