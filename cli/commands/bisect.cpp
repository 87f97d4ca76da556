#include <fmt/format.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/files.hpp"
#include "terminal/output.hpp"
#include "tracking_files.hpp"
#include "tryall/error.hpp"

namespace tryall::cli {
namespace {

struct BisectOptions {
  std::string against, good, bad, check_options;
  std::string program = "build/release/bin/tryall", repository = ".";
  std::vector<std::string> build;
  bool trust = false;
};

/// A word as a shell takes it for one.
std::string quoted(const std::string& word) {
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

/// Runs it in a shell, with its output on standard error; its exit status.
int shell(const std::string& command) {
  const int status = std::system(("{ " + command + "\n} 1>&2").c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : failed;
}

/// The first line that a command prints; empty where it fails.
std::string line_of(const std::string& command) {
  FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
  std::string text;
  std::array<char, 256> piece{};
  while (pipe && std::fgets(piece.data(), piece.size(), pipe)) text += piece.data();
  if (!pipe || pclose(pipe) != 0) return "";
  return text.substr(0, text.find('\n'));
}

/// What `git bisect run` runs at each commit: 0 good, 1 bad, 125 cannot be told, 128 give up.
std::string step_script(const BisectOptions& options, const std::filesystem::path& baseline,
                        const Context& context) {
  std::string build;
  for (const std::string& word : options.build) build += quoted(word) + " ";
  std::string script;
  if (!build.empty()) script += build + "|| { echo 'the build failed' >&2; exit 125; }\n";
  script += fmt::format("{} check --against {} --data {} --quiet {}\n", quoted(options.program),
                        quoted(baseline.string()), quoted(std::filesystem::absolute(context.data).string()),
                        options.check_options);
  return script + "case $? in 0) exit 0;; 1) exit 1;; 2|130) exit 128;; *) exit 125;; esac\n";
}

class Bisection {
 public:
  explicit Bisection(const BisectOptions& options)
      : options_(options), git_("git -C " + quoted(options.repository) + " ") {}

  /// Throws Error for what git would stumble over half-way.
  void check() {
    for (const std::string& ref : {options_.good, options_.bad})
      if (commit(ref).empty())
        throw Error(ErrorCode::bad_input, fmt::format("{}: no commit '{}'", options_.repository, ref));
    if (!line_of(git_ + "bisect log").empty())
      throw Error(
          ErrorCode::bad_input,
          fmt::format("{}: a bisection is under way; end it with: git bisect reset", options_.repository));
    if (!line_of(git_ + "status --porcelain --untracked-files=no").empty())
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: has changes that are not committed; commit or stash them first",
                              options_.repository));
    head_ = line_of(git_ + "symbolic-ref -q --short HEAD");
    if (head_.empty()) head_ = commit("HEAD");
  }

  /// The first bad commit. Throws Error where the ends are not what they were said to be, or none was found.
  std::string run(const std::filesystem::path& script) {
    const std::string step = "sh " + quoted(script.string());
    const std::string folder = "cd " + quoted(options_.repository) + " && ";
    try {
      if (!options_.trust) {
        expect(options_.good, fine, folder + step);
        expect(options_.bad, regression, folder + step);
      }
      const int status = shell(git_ + "bisect start " + quoted(options_.bad) + " " + quoted(options_.good) +
                               " && " + folder + "git bisect run " + step);
      if (status != fine)
        throw Error(ErrorCode::failed, "no single first bad commit: some commits could not be checked");
      std::string found = line_of(git_ + "rev-parse refs/bisect/bad");
      restore();
      return found;
    } catch (...) {
      restore();
      throw;
    }
  }

  std::string commit(const std::string& ref) const {
    return line_of(git_ + "rev-parse --verify " + quoted(ref + "^{commit}"));
  }
  std::string subject(const std::string& ref) const {
    return line_of(git_ + "log -1 --format=%s " + quoted(ref));
  }

 private:
  void expect(const std::string& ref, int wanted, const std::string& step) {
    if (shell(git_ + "checkout -q --detach " + quoted(ref)) != fine)
      throw Error(ErrorCode::failed, fmt::format("{}: git could not check out {}", options_.repository, ref));
    const int status = shell(step);
    if (status == wanted) return;
    throw Error(status <= regression ? ErrorCode::bad_input : ErrorCode::failed,
                fmt::format("--{} {}: {} there", wanted == fine ? "good" : "bad", ref,
                            status == fine         ? "nothing is worse"
                            : status == regression ? "something is worse already"
                                                   : "the check could not tell"));
  }

  void restore() const {
    shell(git_ + "bisect reset >/dev/null 2>&1; " + git_ + "checkout -q " + quoted(head_));
  }

  const BisectOptions& options_;
  std::string git_, head_;
};

int find_first_worse(const Context& context, const BisectOptions& options) {
  const tracking::Baseline baseline = find_baseline(context, options.against);
  const ScratchFolder scratch;
  const std::filesystem::path file = scratch.path() / "baseline.json", script = scratch.path() / "step";
  write_file(file, to_text(baseline));
  write_file(script, step_script(options, file, context));
  Bisection bisection(options);
  bisection.check();
  const std::string found = bisection.run(script);
  print(fmt::format("first worse commit: {} {}\n", found, bisection.subject(found)));
  return fine;
}

void add_bisect(CommandLine& command, Context& context) {
  auto options = std::make_shared<BisectOptions>();
  command.option("--against", options->against, "The baseline: its name in the store, or its file")
      .required();
  command.option("--good", options->good, "A commit at which the check finds nothing worse").required();
  command.option("--bad", options->bad, "A later commit at which it does").required();
  command
      .option("--repository", options->repository, "The sources; its work tree moves from commit to commit")
      .show_default();
  command
      .option("--program", options->program, "What the build makes, seen from the repository, to check with")
      .show_default();
  command.option("--check-options", options->check_options,
                 "Handed on to each check: \"--margin 0.01 --alpha 0.01\"");
  command.flag("--trust", options->trust, "Do not check the good and the bad end first");
  command.option("build", options->build,
                 "After --: the command that builds the program; where it fails, the commit is skipped");
  add_db_option(command, context);
  add_data_option(command, context);
  command.action([options, &context] { context.status = find_first_worse(context, *options); });
}

}  // namespace

Command bisect_command() {
  return {
      .name = "bisect",
      .summary = "Find the commit since which a check finds something worse",
      .example = "tryall bisect --against main.json --good v0.4 --bad HEAD -- cmake --build build/release",
      .add = add_bisect};
}

}  // namespace tryall::cli
