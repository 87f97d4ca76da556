#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/error_text.hpp"
#include "terminal/output.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/reports/tables/folded.hpp"
#include "tryall/sweeps/store/examine.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::cli {
namespace {

/// Prints findings and remembers whether one was bad.
class Examination {
 public:
  void fine(const std::string& what, const std::string& finding) { say("ok", what, finding); }
  void remark(const std::string& what, const std::string& finding) { say("--", what, finding); }
  void bad(const std::string& what, const std::string& finding) {
    say("BAD", what, finding);
    all_fine_ = false;
  }
  bool all_fine() const { return all_fine_; }

 private:
  static void say(const char* mark, const std::string& what, const std::string& finding) {
    constexpr std::size_t indent = 14;
    const std::size_t width = std::max(output_width(), 2 * indent) - indent;
    const auto lines = output_width() > 0 ? reports::folded_text(finding, width) : std::vector{finding};
    print(fmt::format("{:<4}{:<9} {}\n", mark, what, fmt::join(lines, "\n" + std::string(indent, ' '))));
  }

  bool all_fine_ = true;
};

void examine_program(Examination& examination) {
  const sweeps::Environment& here = sweeps::Environment::current();
  examination.fine("program", fmt::format("tryall {}{}{}, {} build by {}, kernels for {}", here.version,
                                          here.commit.empty() ? "" : " at " + here.commit,
                                          here.dirty ? " with changes" : "", here.build_type, here.compiler,
                                          here.instruction_set));
  if (here.build_type != "Release")
    examination.remark("speed", "this is not a release build; it trains many times slower");
  examination.fine(
      "machine", fmt::format("{}, {} cores, {}", here.cpu, std::thread::hardware_concurrency(), here.system));
}

void examine_data(Examination& examination, const Context& context) {
  for (const char* name : {"digits", "mnist"}) {
    try {
      const data::Dataset dataset = data::load(with_defaults(data::sources(), {name, {}}), context.data);
      examination.fine("data", fmt::format("{}: {} samples", name, dataset.samples()));
    } catch (const Error& error) {
      examination.remark("data", error.what());
    }
  }
}

void examine_store(Examination& examination, const Context& context, sweeps::Depth depth) {
  const std::string name = context.db.string();
  if (sweeps::is_empty_database(context.db)) {
    examination.remark("store", fmt::format("{}: nothing stored yet", name));
    return;
  }
  try {
    const reports::StoreReader store(context.db);
    const std::vector<sweeps::Finding> findings = store.examine(depth);
    bool sound = true;
    for (const sweeps::Finding& finding : findings) {
      sound = sound && !finding.bad;
      const std::string text = fmt::format("{}: {}", name, finding.text);
      if (finding.bad)
        examination.bad("store", text);
      else
        examination.remark("store", text);
    }
    if (sound)
      examination.fine("store",
                       fmt::format("{}: {} runs, sound{}", name, store.run_count(),
                                   depth == sweeps::Depth::file ? " (--quick: contents not checked)" : ""));
  } catch (const Error& error) {
    examination.bad("store", error_text(error));
  }
}

void examine_space(Examination& examination, const Context& context) {
  constexpr double mebibyte = 1024.0 * 1024.0;
  constexpr double little = 100;
  std::error_code error;
  const auto folder = std::filesystem::absolute(context.db).parent_path();
  const auto space = std::filesystem::space(folder, error);
  if (error) {
    examination.bad("disk", fmt::format("{}: {}", folder.string(), error.message()));
    return;
  }
  const double available = static_cast<double>(space.available) / mebibyte;
  const std::string finding = fmt::format("{:.0f} MiB free for the store in {}", available, folder.string());
  if (available < little)
    examination.bad("disk", finding);
  else
    examination.fine("disk", finding);
}

void add_doctor(CommandLine& command, Context& context) {
  add_db_option(command, context);
  add_data_option(command, context);
  add_isa_option(command, context);
  auto quick = std::make_shared<bool>(false);
  command.flag("--quick", *quick, "Do not check the contents of the store's rows");
  command.action([quick, &context] {
    use_isa(context);
    Examination examination;
    examine_program(examination);
    examine_data(examination, context);
    examine_store(examination, context, *quick ? sweeps::Depth::file : sweeps::Depth::content);
    examine_space(examination, context);
    context.status = examination.all_fine() ? fine : failed;
  });
}

}  // namespace

Command doctor_command() {
  return {.name = "doctor",
          .summary = "Check this machine and the store",
          .example = "tryall doctor",
          .add = add_doctor};
}

}  // namespace tryall::cli
