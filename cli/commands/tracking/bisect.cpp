#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "repository.hpp"
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

/// What `git bisect run` runs at each commit: 0 good, 1 bad, 125 cannot be told, 128 give up. What the check
/// says goes into a file of the commit's name, how it ended into one beside it.
std::string step_script(const BisectOptions& options, const std::filesystem::path& notes,
                        const Context& context) {
  std::string build;
  for (const std::string& word : options.build) build += quoted(word) + " ";
  std::string script = fmt::format("notes={}/$(git rev-parse HEAD)\n", quoted(notes.string()));
  if (!build.empty())
    script += build + "|| { echo build >\"$notes.status\"; echo 'the build failed' >&2; exit 125; }\n";
  script += fmt::format("{} check --against {} --data {} --quiet {} >\"$notes\" 2>&1\n",
                        quoted(options.program), quoted((notes / "baseline.json").string()),
                        quoted(std::filesystem::absolute(context.data).string()), options.check_options);
  return script +
         "status=$?\ncat \"$notes\" >&2\necho $status >\"$notes.status\"\n"
         "case $status in 0) exit 0;; 1) exit 1;; 2|130) exit 128;; *) exit 125;; esac\n";
}

std::string text_in(const std::filesystem::path& file) {
  return std::filesystem::exists(file) ? read_text(file) : "";
}

/// The check's own words for why it could not judge: what stands beside "could not run", else its last line.
std::string reason_in(std::string text) {
  const auto trimmed = [](const std::string& line) {
    const std::size_t begin = line.find_first_not_of(' ');
    return begin == std::string::npos ? "" : line.substr(begin, line.find_last_not_of(" \n") - begin + 1);
  };
  const std::string mark = "could not run ";
  if (const std::size_t at = text.find(mark); at != std::string::npos)
    return trimmed(text.substr(at + mark.size(), text.find('\n', at) - at - mark.size()));
  while (text.ends_with('\n')) text.pop_back();
  return trimmed(text.substr(text.find_last_of('\n') + 1));
}

class Bisection {
 public:
  Bisection(const BisectOptions& options, std::filesystem::path notes)
      : options_(options), notes_(std::move(notes)), repository_(options.repository) {}

  /// Finds out which commits the names stand for, before the work tree moves. Throws Error for what git would
  /// stumble over half-way.
  void prepare() {
    const auto resolved = [&](const std::string& name) {
      std::string commit = repository_.commit(name);
      if (commit.empty())
        throw Error(ErrorCode::bad_input, fmt::format("{}: no commit '{}'", options_.repository, name));
      return commit;
    };
    good_ = resolved(options_.good);
    bad_ = resolved(options_.bad);
    if (good_ == bad_)
      throw Error(ErrorCode::bad_input,
                  fmt::format("--good {} and --bad {} are the same commit, {}", options_.good, options_.bad,
                              repository_.described(bad_)));
    if (repository_.line("merge-base " + good_ + " " + bad_) == bad_)
      throw Error(ErrorCode::bad_input,
                  fmt::format("--bad {} comes before --good {}: name the later commit as "
                              "--bad",
                              options_.bad, options_.good));
    if (!repository_.line("bisect log").empty())
      throw Error(
          ErrorCode::bad_input,
          fmt::format("{}: a bisection is in progress; end it with: git bisect reset", options_.repository));
    if (!repository_.line("status --porcelain --untracked-files=no").empty())
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: has changes that are not committed; commit or stash them first",
                              options_.repository));
    head_ = repository_.line("symbolic-ref -q --short HEAD");
    if (head_.empty()) head_ = resolved("HEAD");
  }

  /// The first bad commit. Throws Error where the ends are not what they were said to be, or none was found.
  std::string run() {
    try {
      std::string found = search();
      restore();
      return found;
    } catch (...) {
      restore();
      throw;
    }
  }

  const Repository& repository() const { return repository_; }

  /// The commits that were skipped, a line each with what happened there.
  std::string skipped_text() const {
    std::string text;
    for (const auto& entry : std::filesystem::directory_iterator(notes_)) {
      if (entry.path().extension() != ".status") continue;
      const std::string commit = entry.path().stem().string();
      if (const std::string what = trouble_at(commit); !what.empty())
        text += fmt::format("not checked: {}: {}\n", repository_.described(commit), what);
    }
    return text;
  }

 private:
  std::string search() {
    const std::string folder = "cd " + quoted(options_.repository) + " && ";
    const std::string step = "sh " + quoted((notes_ / "step").string());
    if (!options_.trust) {
      expect("--good " + options_.good, good_, fine, folder + step);
      expect("--bad " + options_.bad, bad_, regression, folder + step);
    }
    const int status = shell(repository_.git("bisect start " + bad_ + " " + good_) + " && " + folder +
                             "git bisect run " + step);
    if (status == fine) return repository_.line("rev-parse refs/bisect/bad");
    const std::string skipped = skipped_text();
    throw Error(ErrorCode::failed,
                "could not identify the first bad commit" +
                    (skipped.empty() ? "" : ":\n" + skipped.substr(0, skipped.size() - 1)));
  }

  /// Why there was no verdict at a commit; empty where there was one.
  std::string trouble_at(const std::string& commit) const {
    const std::string status = text_in(notes_ / (commit + ".status"));
    const std::string reason = reason_in(text_in(notes_ / commit));
    if (status == "0\n" || status == "1\n") return "";
    if (status == "build\n") return "the build failed";
    if (status == "3\n") return "not enough data to tell";
    if (status == "127\n" || status == "126\n")
      return fmt::format("the build did not produce {}, or it does not run", options_.program);
    return fmt::format("the check could not run{}{}", reason.empty() ? "" : ": ", reason);
  }

  void expect(const std::string& end, const std::string& commit, int wanted, const std::string& step) {
    const std::string place = fmt::format("{} ({})", end, repository_.described(commit));
    if (shell(repository_.git("checkout -q --detach " + commit)) != fine)
      throw Error(ErrorCode::failed, fmt::format("{}: git could not check it out", place));
    const int status = shell(step);
    if (status == wanted) return;
    if (const std::string trouble = trouble_at(commit); !trouble.empty())
      throw Error(ErrorCode::failed, fmt::format("{}: {}", place, trouble));
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: {}", place,
                    status == fine ? "nothing is worse there" : "quality is already worse at this commit"));
  }

  void restore() const {
    shell(repository_.git("bisect reset >/dev/null 2>&1; ") +
          repository_.git("checkout -q " + quoted(head_) + " --"));
    const std::string now = repository_.line("symbolic-ref -q --short HEAD");
    if (now != head_ && repository_.commit("HEAD") != head_)
      note(fmt::format("{}: could not return to {}; clean the work tree, then run: git checkout {}\n",
                       options_.repository, head_, head_));
  }

  const BisectOptions& options_;
  std::filesystem::path notes_;
  Repository repository_;
  std::string good_, bad_, head_;
};

int find_first_worse(const Context& context, const BisectOptions& options) {
  const tracking::Baseline baseline = find_baseline(context, options.against);
  const ScratchFolder scratch;
  write_file(scratch.path() / "baseline.json", to_text(baseline));
  write_file(scratch.path() / "step", step_script(options, scratch.path(), context));
  Bisection bisection(options, scratch.path());
  bisection.prepare();
  const std::string found = bisection.run();
  note(bisection.skipped_text());
  print(fmt::format("first worse commit: {} {}\n", found, bisection.repository().subject(found)));
  return fine;
}

void add_bisect(CommandLine& command, Context& context) {
  auto options = std::make_shared<BisectOptions>();
  command.option("--against", options->against, "The baseline: its name in the store, or its file")
      .required();
  command.option("--good", options->good, "A commit, branch or tag at which the check finds nothing worse")
      .required();
  command.option("--bad", options->bad, "A later commit at which it finds something worse").required();
  command
      .option("--repository", options->repository,
              "Git repository to bisect; commits are checked out in its work tree")
      .show_default();
  command
      .option("--program", options->program,
              "Program that the build produces and that runs the check, relative to the repository")
      .show_default();
  command.option("--check-options", options->check_options,
                 "Options for each check, such as \"--margin 0.01 --alpha 0.01\"");
  command.flag("--trust", options->trust, "Do not check the good and the bad commit first");
  command.option("build", options->build,
                 "After --: the command that builds the program; commits that do not build are skipped and "
                 "listed at the end");
  add_db_option(command, context);
  add_data_option(command, context);
  command.action([options, &context] { context.status = find_first_worse(context, *options); });
  command.add_to_footer(
      "\nCommit names are resolved before anything is checked out, and the original checkout is "
      "restored.\nExit status: 0 found, 2 usage, or --good is worse or --bad is not, 4 --good or --bad could "
      "not be\nchecked (build failed, data changed, too few seeds), or no single commit was found.\n");
}

}  // namespace

Command bisect_command() {
  return {
      .name = "bisect",
      .summary = "Find the first commit at which a check finds something worse",
      .example = "tryall bisect --against main.json --good v0.4 --bad HEAD -- cmake --build build/release",
      .add = add_bisect};
}

}  // namespace tryall::cli
