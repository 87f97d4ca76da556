// The commands that README.md and docs/ show are run, section by section, and print what the documents say.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include "catch.hpp"
#include "commands/cluster/fake_slurm.hpp"
#include "idx_files.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"

using namespace tryall::testing;

namespace documents_test {

namespace {

const std::filesystem::path docs = TRYALL_DOCS;
const std::string readme = read_file(docs.parent_path() / "README.md"), guide = read_file(docs / "guide.md"),
                  checks = read_file(docs / "ci.md"), tour = read_file(docs / "predictions.md"),
                  lecture = read_file(docs / "lecture.md"), cluster = read_file(docs / "cluster.md");

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    lines.push_back(text.substr(at, text.find('\n', at) - at));
    if (text.find('\n', at) == std::string::npos) break;
  }
  return lines;
}

/// What follows the title, up to the next one of its level or above.
std::string section(const std::string& document, const std::string& title) {
  const std::size_t begin = document.find("\n" + title + "\n");
  REQUIRE(begin != std::string::npos);
  const std::string marks = title.substr(0, title.find(' '));
  std::string text;
  for (const std::string& line : lines_of(document.substr(begin + title.size() + 2))) {
    const std::size_t level = line.find_first_not_of('#');
    if (level > 0 && level <= marks.size() && line[level] == ' ') break;
    text += line + "\n";
  }
  return text;
}

/// A command with what is printed below it, which may be nothing.
struct Step {
  std::string command, printed = {};
};

/// Whether the command goes on in the next line: a quote is open.
bool is_open(const std::string& command) {
  char open = 0;
  for (const char c : command) {
    if (c == open)
      open = 0;
    else if (open == 0 && (c == '"' || c == '\''))
      open = c;
    else if (open == 0 && c == '#')
      break;
  }
  return open != 0;
}

void add_line(const std::string& line, std::vector<Step>& steps) {
  if (line.starts_with("$ "))
    steps.push_back({line.substr(2)});
  else if (!steps.empty() && is_open(steps.back().command))
    steps.back().command += "\n" + line;
  else if (!steps.empty())
    steps.back().printed += line + "\n";
}

/// The commands in the section's blocks without a language, and its sweeps, which are files to train.
std::vector<Step> steps_of(const std::string& section) {
  std::vector<Step> steps, in_block;
  std::string language, file;
  bool inside = false;
  for (const std::string& line : lines_of(section)) {
    if (line.starts_with("```") && !inside) {
      inside = true;
      language = line.substr(3);
    } else if (line.starts_with("```")) {
      inside = false;
      if (language == "json") {
        steps.push_back({"cat example.json", file});
        steps.push_back({"tryall run example.json -q"});
      }
      steps.insert(steps.end(), in_block.begin(), in_block.end());
      in_block.clear();
      file.clear();
    } else if (inside && language.empty()) {
      add_line(line, in_block);
    } else if (inside) {
      file += line + "\n";
    }
  }
  return steps;
}

/// Without blanks at the ends of lines, where tables have some, and without estimates of time and memory.
std::string trimmed(const std::string& text) {
  std::string result;
  for (std::string line : lines_of(text)) {
    const std::size_t estimate = line.find(" epochs in all, ");
    if (estimate != std::string::npos && line.ends_with(" at a time")) line.erase(estimate);
    line.erase(line.find_last_not_of(' ') + 1);
    result += line + "\n";
  }
  return result;
}

class Reader {
 public:
  /// Programs of a folder `first` go before the system's.
  explicit Reader(const std::filesystem::path& first = ".") : first_(first) {  // where there is no sqlite3
    std::filesystem::create_directory(folder / "bin");
    const auto file = folder.write("bin/sqlite3", "#!/bin/sh\nexec tryall query --db \"$1\" --sql \"$2\"\n");
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  }

  /// Runs a command as a shell does; what it prints must be what is shown, where something is.
  void run(const Step& step) const {
    INFO("$ " << step.command);
    if (step.command.starts_with("cat ")) {
      folder.write(step.command.substr(4), step.printed);
      return;
    }
    folder.write("command", step.command + "\n");
    const std::string program = std::filesystem::path(TRYALL_BINARY).parent_path().string();
    const int status = std::system(("cd '" + folder.path().string() + "' && PATH='" + first_.string() +
                                    "':'" + program + "':\"$PATH\":bin sh command >printed 2>&1 </dev/null")
                                       .c_str());
    const std::string printed = read_file(folder / "printed");
    INFO(printed);
    CHECK(status == 0);
    if (!step.printed.empty()) CHECK(trimmed(printed) == trimmed(step.printed));
  }
  void read(const std::string& section) const {
    const std::vector<Step> steps = steps_of(section);
    CHECK(!steps.empty());
    for (const Step& step : steps) run(step);
  }

  TemporaryFolder folder;

 private:
  std::filesystem::path first_;
};

/// The file that the README's sweeps are in.
Step readme_sweep() {
  for (const Step& step : steps_of(section(readme, "## Running sweeps")))
    if (step.command == "cat optimizers.json") return step;
  throw std::runtime_error("README has no optimizers.json");
}

/// Four files as MNIST's, of noisy stripes of 8 x 8 pixels.
void write_images(const TemporaryFolder& folder) {
  std::filesystem::create_directory(folder / "mine");
  for (const auto& [part, count] : std::vector<std::pair<std::string, int>>{{"train", 100}, {"t10k", 20}}) {
    std::string pixels, labels;
    for (int i = 0; i < count; ++i) {
      labels += static_cast<char>(i % 10);
      for (int pixel = 0; pixel < 64; ++pixel)
        pixels += static_cast<char>((pixel % 10 == i % 10) * 90 + i % 7);
    }
    const auto images = static_cast<std::uint32_t>(count);
    folder.write("mine/" + part + "-images-idx3-ubyte", idx_bytes({images, 8, 8}, pixels));
    folder.write("mine/" + part + "-labels-idx1-ubyte", idx_bytes({images}, labels));
  }
}

/// The lessons of the lecture: sections with a number.
std::vector<std::string> lessons() {
  std::vector<std::string> titles;
  for (const std::string& line : lines_of(lecture))
    if (line.starts_with("## ") && line.find(". ") == 4) titles.push_back(line);
  return titles;
}

/// The changes that a lesson invites to: code in a line that begins with --set.
std::vector<std::string> changes_of(std::string lesson) {
  std::replace(lesson.begin(), lesson.end(), '\n', ' ');
  std::vector<std::string> changes;
  for (std::size_t at = lesson.find("`--set "); at != std::string::npos; at = lesson.find("`--set ", at)) {
    const std::size_t end = lesson.find('`', ++at);
    changes.push_back(lesson.substr(at, end - at));
    at = end + 1;
  }
  return changes;
}

/// Minutes under a sanitizer, and nothing there that other tests do not run.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

}  // namespace

TEST_CASE("the README's sweep runs, and its queries answer") {
  if (sanitized) return;
  const Reader reader;
  reader.read(section(readme, "## Running sweeps") + section(readme, "## Querying results"));
  // with --set it was another sweep, the same grid at two batch sizes; what was stored stays
  reader.run({"tryall query --format csv --sql 'SELECT runs, stored FROM v_sweeps'",
              "runs,stored\n280,280\n560,560\n"});
  reader.run({"tryall query --format csv --sql 'SELECT count(*) AS n FROM v_runs'", "n\n840\n"});
  reader.run(
      {"tryall compare optimizer=adam optimizer=momentum | head -1",
       "adam beats momentum by 5.71 points of test_accuracy [1.62, 13.09] (signed ranks over 42 matched "
       "settings of 5 seeds, p = 0.0045; ahead on 27 of 42).\n"});
  // the mean curve of the README's last command is of completed runs, and so of numbers between 0 and 1
  const std::string curve = steps_of(section(readme, "## Querying results")).back().command;
  const std::size_t query = curve.find("SELECT");
  const std::string means = curve.substr(query, curve.rfind('"') - query);
  reader.run(
      {"tryall query --format csv --sql \"SELECT min(mean) > 0.1 AND max(mean) < 1 AS sensible, count(*) AS "
       "epochs FROM (" +
           means.substr(0, means.find("avg(value)")) + "avg(value) AS mean" +
           means.substr(means.find("avg(value)") + 10) + ")\"",
       "sensible,epochs\n1,10\n"});
  reader.run(
      {"tryall query --format csv --sql \"SELECT max(value) > 1e32 AS huge FROM v_curves WHERE metric = "
       "'train_loss'\"",
       "huge\n1\n"});
}

TEST_CASE("the README's table is learned and predicted") {
  if (sanitized) return;
  const Reader reader;
  std::string text = "age,city,bought\n";
  for (int i = 1; i <= 120; ++i)
    text += std::to_string(18 + i * 37 % 60) + (i % 3 ? ",Oslo," : ",Rome,") +
            (i * 37 % 60 + (i % 3) * 12 > 40 ? "yes" : "no") + "\n";
  reader.folder.write("customers.csv", text);
  reader.folder.write("new.csv", "city,age\nRome,30\nOslo,61\n");
  reader.read(section(readme, "## From a table to predictions"));
}

TEST_CASE("the tour from a CSV to predictions prints what it shows") {
  if (sanitized) return;
  const Reader reader;
  reader.read(tour);
}

TEST_CASE("the lecture's commands run and print something, with two epochs and three seeds") {
  if (sanitized) return;
  const Reader reader;
  std::filesystem::create_directory_symlink(docs.parent_path() / "sweeps", reader.folder / "sweeps");
  std::size_t trained = 0;
  for (const Step& step : steps_of(lecture)) {
    const bool trains = step.command.starts_with("tryall run ");
    trained += trains;
    reader.run({trains ? step.command + " --quiet --set epochs=2 --set seed=0..2" : step.command});
    INFO("$ " << step.command);
    CHECK(read_file(reader.folder / "printed").empty() == trains);
    CHECK(trimmed(step.printed).empty() == trains);  // where something is printed, the lecture shows it
  }
  CHECK(trained == 9);
}

TEST_CASE("the changes that the lecture invites to can be planned") {
  const Reader reader;
  std::filesystem::create_directory_symlink(docs.parent_path() / "sweeps", reader.folder / "sweeps");
  std::string rows = "length,width,kind\n";
  for (int i = 0; i < 200; ++i) rows += fmt::format("{}.5,{}.5,{}\n", i, i % 7, i % 2 ? "oak" : "elm");
  reader.folder.write("mine.csv", rows);
  CHECK(lessons().size() == 9);
  for (const std::string& title : lessons()) {
    const std::string lesson = section(lecture, title);
    const std::string recipe = steps_of(lesson).front().command.substr(std::string("tryall run ").size());
    const std::vector<std::string> changes = changes_of(lesson);
    INFO(title);
    CHECK(!changes.empty());
    for (const std::string& change : changes) reader.run({fmt::format("tryall plan {} {}", recipe, change)});
  }
}

TEST_CASE("the README's baseline is made and checked") {
  const Reader reader;
  reader.folder.write("suite.json", tiny_sweep);
  reader.read(section(readme, "## Tracking regressions"));
}

TEST_CASE("the guide's trainings run") {
  const Reader reader;
  write_images(reader.folder);
  for (const Step& step : steps_of(section(guide, "## One training"))) {
    if (step.command.find("--weights-in start.safetensors") != std::string::npos)
      reader.run({"tryall train same.json --set epochs=1 --weights-out start.safetensors"});
    reader.run(step);
  }
}

TEST_CASE("the guide's examples train, and its tables are what the program prints") {
  if (sanitized) return;
  const Reader reader;
  std::string rows = "rooms,area,district,rent\n";
  for (int area = 30; area < 80; ++area)
    rows += std::to_string(area % 4) + "," + std::to_string(area) +
            (area % 3 == 0 ? ".5,north," : ".5,south,") + std::to_string(10 * area + area % 7) + "\n";
  reader.folder.write("flats.csv", rows);
  rows = "house,signed,trust,area,rent\n";
  for (int i = 0; i < 90; ++i)
    rows += fmt::format("h{},20{}-0{}-01,{},{},{}\n", i / 3, 10 + i / 9, 1 + i / 3 % 9, i % 3,
                        30 + i * 7 % 50, 300 + i * 7 % 50 * 10 + i % 7);
  reader.folder.write("rents.csv", rows);
  reader.read(section(guide, "## Examples"));
}

TEST_CASE("the guide's screens of results are what the program prints") {
  if (sanitized) return;
  const Reader reader;
  reader.run(readme_sweep());
  reader.read(section(guide, "## Reading results"));
}

TEST_CASE("the guide's commands on sweeps of one name work") {
  const Reader reader;
  std::string sweep = tiny_sweep;
  sweep.replace(sweep.find("tiny"), 4, "first");
  reader.folder.write("first.json", sweep);
  reader.run({"tryall run first.json --set seed=0..2 -q"});
  reader.run({"tryall run first.json --set seed=0..2 --set learning_rate=0.02,0.2 -q"});
  reader.read(section(guide, "## Sweeps of one name, deleting, renaming"));
  reader.run({"tryall query --format csv --sql 'SELECT name, runs FROM v_sweeps'", "name,runs\nfirst,12\n"});
}

TEST_CASE("the commands of docs/cluster.md submit a sweep and look at it") {
  const FakeSlurm slurm;
  const Reader reader(slurm.folder / "bin");
  reader.read(section(cluster, "## In five minutes"));
  reader.run(
      {"tryall query --db digits-cluster/tryall.db --format csv --sql 'SELECT count(*) AS n FROM v_runs'",
       "n\n24\n"});
}

TEST_CASE("the changes of a series in docs/ci.md are those that history finds") {
  const Reader reader;
  reader.read(section(checks, "## Over time"));
}

}  // namespace documents_test
