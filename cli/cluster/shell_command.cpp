#include "cluster/shell_command.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <thread>

#include "terminal/exit_status.hpp"
#include "terminal/output.hpp"

namespace tryall::cli {

CommandResult run_in_shell(const std::string& command) {
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (!pipe) return {failed, "no shell could be started"};
  CommandResult result;
  std::array<char, 4096> piece{};
  while (std::fgets(piece.data(), piece.size(), pipe)) result.text += piece.data();
  const int status = pclose(pipe);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : failed;
  while (result.text.ends_with('\n')) result.text.pop_back();
  return result;
}

CommandResult run_patiently(const std::string& command, bool (*is_busy)(const std::string& text)) {
  constexpr std::chrono::seconds longest(64);
  for (std::chrono::seconds wait(1);; wait *= 2) {
    CommandResult result = run_in_shell(command);
    if (result.good() || !is_busy(result.text) || wait > longest) return result;
    note(fmt::format("{}; trying again in {} s\n", result.text, wait.count()));
    std::this_thread::sleep_for(wait);
  }
}

}  // namespace tryall::cli
