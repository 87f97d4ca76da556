#include "repository.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "terminal/exit_status.hpp"

namespace tryall::cli {

std::string quoted(const std::string& word) {
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

int shell(const std::string& command) {
  const int status = std::system(("{ " + command + "\n} 1>&2").c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : failed;
}

std::vector<std::string> Repository::lines(const std::string& words) const {
  FILE* pipe = popen((git(words) + " 2>/dev/null").c_str(), "r");
  std::string text;
  std::array<char, 4096> piece{};
  while (pipe && std::fgets(piece.data(), piece.size(), pipe)) text += piece.data();
  if (!pipe || pclose(pipe) != 0) return {};
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::string Repository::line(const std::string& words) const {
  const std::vector<std::string> all = lines(words);
  return all.empty() ? "" : all.front();
}

std::string Repository::commit(const std::string& name) const {
  return line("rev-parse --verify --end-of-options " + quoted(name + "^{commit}"));
}

std::string Repository::subject(const std::string& commit) const {
  return line("log -1 --format=%s " + quoted(commit));
}

std::string Repository::described(const std::string& commit) const {
  constexpr std::size_t shown = 8;
  return fmt::format("{} {}", commit.substr(0, shown), subject(commit));
}

std::vector<std::string> Repository::ordered(const std::vector<std::string>& commits) const {
  std::vector<std::pair<std::string, std::string>> known;  // the full id, and as it was asked for
  std::string tips;
  for (const std::string& asked : commits) {
    if (asked.find_first_not_of("0123456789abcdef") != std::string::npos) continue;
    const std::string full = commit(asked);
    if (full.empty()) continue;
    known.emplace_back(full, asked);
    tips += " " + full;
  }
  std::vector<std::string> result;
  if (known.empty()) return result;
  for (const std::string& full : lines("rev-list --topo-order --reverse" + tips))
    for (const auto& [id, asked] : known)
      if (id == full) result.push_back(asked);
  return result;
}

tracking::CommitOrder order_of(const std::string& folder) {
  return [folder](const std::vector<std::string>& commits) { return Repository(folder).ordered(commits); };
}

}  // namespace tryall::cli
